import { decodeFields } from '../query/bson'
import { compile } from '../query/match'
import { encodeValue } from './keys'
import { through, type Pace } from './pace'
import { Hit, LongSearch, query, search, type Wanted } from './query'
import type { Store } from './store'

/** Documents that a write looks at; where they are not enough, the search is made outside of the write. */
const MOST_IN_A_WRITE = 1000
const MOST_SEARCHES = 3
const ID = new Set(['_id'])

/**
 * Runs a write of the first document that meets a filter. Where no index leads to it, the document is searched before
 * the write, in parts between which others have their turn, and the write checks that it still meets the filter. When
 * others change it again and again, the write itself searches in the end.
 */
export async function writeOne<Result>(
  store: Store,
  namespace: string,
  wanted: Wanted,
  pace: Pace,
  write: (find: () => Hit | undefined) => Promise<Result>,
): Promise<Result> {
  const one = { ...wanted, limit: 1 }
  let found: Buffer | null | undefined
  for (let searches = 0; ; searches++) {
    const most = searches < MOST_SEARCHES ? MOST_IN_A_WRITE : Infinity
    const find = () => {
      const collection = store.collection(namespace)
      if (found === null) return undefined
      const raw = found && collection && store.byId(collection, found)
      const hit = raw ? new Hit(raw) : undefined
      return hit && compile(wanted.filter)(hit.doc) ? hit : query(store, collection, one, { most })[0]
    }
    try {
      return await write(find)
    } catch (cause) {
      if (!(cause instanceof LongSearch)) throw cause
    }
    found = null
    await store.read((reading) =>
      through(search(store, store.collection(namespace), one, { reading }), pace, ({ raw }) => {
        found = encodeValue(decodeFields(raw, ID)._id)
      }),
    )
  }
}
