import { existsSync } from 'node:fs'
import { NotOpened } from '../errors'
import type { Doc } from '../query/values'
import { buildIndexes } from './index-build'
import { dataFileOf } from './seal'
import { Store } from './store'
import { WholeRows } from './whole'

const AT_ONCE = 500

/** Every fault of a data file that nobody writes; none when it is intact. */
export function faultsOf(folder: string): string[] {
  const faults: string[] = []
  const rows = new WholeRows(dataFileOf(folder), (what) => faults.push(what))
  rows.check()
  rows.close()
  return faults
}

/** The collections and counts that a repair copied, and the faults it could not. */
export interface Repaired {
  copied: Map<string, number>
  lost: string[]
}

/**
 * Copies the intact documents of a damaged data folder into a new folder and builds the indexes anew. The damaged file
 * is only read. Answers to retryable writes stay behind.
 */
export async function repair(from: string, to: string): Promise<Repaired> {
  if (existsSync(dataFileOf(to))) throw new NotOpened(`${to} 里已经有数据了，换一个空文件夹。`)
  const lost: string[] = []
  const copied = new Map<string, number>()
  const rows = new WholeRows(dataFileOf(from), (what) => lost.push(what))
  const store = new Store(to)
  try {
    for (const { namespace } of rows.collections) {
      await store.write(() => store.create(namespace))
      copied.set(namespace, 0)
    }
    let batch: { namespace: string; doc: Doc }[] = []
    const copy = () =>
      store.write(() => {
        for (const { namespace, doc } of batch) {
          store.insert(store.create(namespace), doc)
          copied.set(namespace, (copied.get(namespace) ?? 0) + 1)
        }
        batch = []
      })
    for (const one of rows.documents()) if (batch.push(one) === AT_ONCE) await copy()
    await copy()
    for (const { namespace, indexes } of rows.collections)
      await buildIndexes(store, namespace, () =>
        indexes.map(({ id: _, multikey: _multikey, arrays: _arrays, cut: _cut, ...declared }) => declared),
      )
  } finally {
    rows.close()
    await store.close()
  }
  return { copied, lost }
}
