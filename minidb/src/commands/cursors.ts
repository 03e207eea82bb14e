import { DatabaseError } from '../errors'

interface Cursor {
  namespace: string
  rest: Uint8Array[]
  touched: number
}

const IDLE_MS = 10 * 60_000
/** Bytes of one batch; a single larger document goes alone. */
const BATCH_BYTES = 16 * 1024 * 1024
/** What a document costs in a batch beyond its own bytes: its type, and its place as a text. */
const ELEMENT_BYTES = 12

/** What is left of answers that are fetched in parts. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>()
  #last = BigInt(Math.floor(Math.random() * 2 ** 40))

  /** The first part; id 0 when there is no more. */
  first(namespace: string, all: Uint8Array[], size: number, single = false) {
    const cursor = { namespace, rest: all, touched: Date.now() }
    const raw = take(cursor, size)
    if (cursor.rest.length === 0 || single) return { id: 0n, ns: namespace, name: 'firstBatch' as const, raw }
    const id = ++this.#last
    this.#open.set(id, cursor)
    return { id, ns: namespace, name: 'firstBatch' as const, raw }
  }

  next(id: bigint, size: number) {
    const cursor = this.#open.get(id)
    if (!cursor) throw new DatabaseError(43, 'CursorNotFound', `cursor id ${id} not found`)
    cursor.touched = Date.now()
    const raw = take(cursor, size)
    if (cursor.rest.length === 0) this.#open.delete(id)
    return { id: cursor.rest.length === 0 ? 0n : id, ns: cursor.namespace, name: 'nextBatch' as const, raw }
  }

  kill(id: bigint) {
    return this.#open.delete(id)
  }

  /** Forgets cursors that nobody asked for in ten minutes. */
  sweep(now: number) {
    for (const [id, { touched }] of this.#open) if (now - touched > IDLE_MS) this.#open.delete(id)
  }
}

function take(cursor: Cursor, size: number) {
  let bytes = 0
  let count = 0
  while (count < cursor.rest.length && count < size) {
    bytes += cursor.rest[count]!.length + ELEMENT_BYTES
    if (count > 0 && bytes > BATCH_BYTES) break
    count++
  }
  const taken = cursor.rest.slice(0, count)
  cursor.rest = cursor.rest.slice(count)
  return taken
}
