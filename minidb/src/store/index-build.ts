import { DatabaseError } from '../errors'
import type { Declared } from './index-entries'
import type { Store } from './store'

/** Milliseconds of one part, in a commit of its own, so that others have their turn between the parts. */
const PART_MS = 4
const CLOCK_AFTER = 25

const underway = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** One build of a collection after the other: the second finds what the first has made. */
function inTurn<Result>(store: Store, namespace: string, work: () => Promise<Result>): Promise<Result> {
  const turns = underway.get(store) ?? new Map<string, Promise<unknown>>()
  underway.set(store, turns)
  const own = (turns.get(namespace) ?? Promise.resolve()).then(work)
  const settled = own.then(
    () => undefined,
    () => undefined,
  )
  turns.set(namespace, settled)
  void settled.then(() => turns.get(namespace) === settled && turns.delete(namespace))
  return own
}

/**
 * Makes all the indexes that `missing` names, or none. It is called in the first write, where a small collection is
 * indexed at once. While a larger one is read part by part, every write keeps the unfinished indexes too, and no query
 * uses them; a restart drops them.
 */
export function buildIndexes(
  store: Store,
  namespace: string,
  missing: () => Declared[],
): Promise<{ before: number; after: number; isNew: boolean }> {
  return inTurn(store, namespace, async () => {
    const begun = await store.write(() => {
      const isNew = !store.collection(namespace)
      const collection = store.create(namespace)
      // Left by a process that died, or by a build that could not be given up on a full disk.
      if (collection.building.length > 0) store.abandonIndexes(collection)
      const before = collection.indexes.length
      for (const index of missing()) store.beginIndex(collection, index)
      return { isNew, before, id: collection.id, next: enterSome(store, namespace, collection.id, null) }
    })
    let { next } = begun
    try {
      while (next) {
        const from = next
        next = await store.write(() => enterSome(store, namespace, begun.id, from))
      }
    } catch (cause) {
      await store
        .write(() => {
          const collection = store.collection(namespace)
          if (collection?.id === begun.id) store.abandonIndexes(collection)
        })
        .catch(() => undefined)
      void store.clearDropped()
      throw cause
    }
    return { ...begun, after: store.collection(namespace)?.indexes.length ?? 0 }
  })
}

/** Enters the documents behind `from`. The id of the last of them; null at the end, and the indexes are then ready. */
function enterSome(store: Store, namespace: string, id: number, from: Buffer | null): Buffer | null {
  const collection = store.collection(namespace)
  if (collection?.id !== id)
    throw new DatabaseError(276, 'IndexBuildAborted', `${namespace} was dropped while its indexes were made`)
  if (collection.building.length === 0) return null
  const end = performance.now() + PART_MS
  let next = from
  do {
    next = store.enter(collection, next, CLOCK_AFTER)
    if (next === null) {
      store.finishIndexes(collection)
      return null
    }
  } while (performance.now() < end)
  return next
}
