import { after, uint32 } from './keys'

/** Keys from `from` (inclusive) to `to` (exclusive; null for the end). */
export interface Range {
  from: Buffer
  to: Buffer | null
  reverse?: boolean
}

/** LMDB wants a reversed range from its end; its bounds are then the other way round. */
export function within(prefix: Buffer, range?: Range) {
  const start = range ? Buffer.concat([prefix, range.from]) : prefix
  const end = range?.to ? Buffer.concat([prefix, range.to]) : (after(prefix) ?? undefined)
  if (!range?.reverse) return { start, end }
  return { start: end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true }
}

export const docKey = (collection: { id: number }, idKey: Buffer) => Buffer.concat([uint32(collection.id), idKey])
export const entryKey = (index: { id: number }, key: Buffer, idKey: Buffer) =>
  Buffer.concat([uint32(index.id), key, idKey])
