import type { AnyModel } from '../any-model'
import { readTogether, type Part } from '../read-together'
import { databaseNow } from './database-clock'
import { DeletedModel, type Deleted, type Stamped } from './changed-at'

/**
 * A round asks the database, by one command, for what was changed since the last one, and tells every cache of this
 * process. There is one at a time, and none while nobody reads.
 */
interface Watcher {
  model: AnyModel
  fields: { readonly [name: string]: number }
  isEmpty(): boolean
  /** Takes the records that changed, in a round that began then. */
  apply(records: readonly Stamped[], begun: number): void
  remove(id: string): void
  clear(): void
}

/**
 * A round looks back so much further than the last one began: over what two machines know differently of the database's
 * clock, and over the time between the stamp of a write and its end.
 */
const OVERLAP_MS = 5000
/** After more changes at once (an import, a move of areas) it is cheaper to forget and to load again. */
const MOST_CHANGES = 2000

/** A pause longer than that is not caught up with: nobody reads here, and everything is loaded again. */
const LONGEST_PAUSE_MS = 60_000

const watchers: Watcher[] = []
export const watch = (watcher: Watcher) => void watchers.push(watcher)

/** When the last complete round began: by `performance.now()`, and by the clock that stamps are made by. */
let last = { begun: performance.now(), clock: databaseNow() }
let running: Promise<void> | null = null

/** Resolves after a round that began at this instant of `performance.now()` or later. */
export async function roundSince(needed: number): Promise<void> {
  while (last.begun < needed) await (running ??= round().finally(() => (running = null)))
}

/** For a process that has connected to a database, maybe another one with another clock. */
export function beginAnew() {
  clearCaches()
  last = { begun: performance.now(), clock: databaseNow() }
}
const clearCaches = () => watchers.forEach((one) => one.clear())

async function round() {
  const [begun, clock] = [performance.now(), databaseNow()]
  if (begun - last.begun > LONGEST_PAUSE_MS) clearCaches()
  const asked = watchers.filter((one) => !one.isEmpty())
  const changed = { $match: { changedAt: { $gt: new Date(last.clock - OVERLAP_MS) } } }
  const limit = { $limit: MOST_CHANGES + 1 }
  const [deleted, ...changes] = (await readTogether([
    { model: DeletedModel, pipeline: [changed, limit] },
    ...asked.map(({ model, fields }) => ({ model, pipeline: [changed, limit, { $project: { ...fields } as never }] })),
  ] as Part<unknown>[])) as [Deleted[], ...Stamped[][]]
  for (const [at, watcher] of asked.entries()) {
    const records = changes[at]!
    if (records.length > MOST_CHANGES || deleted.length > MOST_CHANGES) {
      watcher.clear()
      continue
    }
    watcher.apply(records, begun)
    for (const { model, recordId } of deleted) if (model === watcher.model.modelName) watcher.remove(String(recordId))
  }
  last = { begun, clock }
}
