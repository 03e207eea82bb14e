import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import type { Change } from './model'

/** The value as it is stored: another order, or an id as text, is no change. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** The most lines of a log; the oldest are dropped. */
const KEPT = 200

/** The lines for the log of an entry: one for each field that differs. */
export function pushChanges<Entry extends object>(entry: Entry, set: Partial<Entry>, byId: Types.ObjectId, at: Date) {
  const changes = (Object.keys(set) as (keyof Entry & string)[])
    .filter((field) => !isDeepStrictEqual(plain(set[field]), plain(entry[field])))
    .map((field): Change => ({ at, byId, field, from: entry[field], to: set[field] }))
  return { changes: { $each: changes, $slice: -KEPT } }
}
