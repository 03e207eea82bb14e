import { decode, decodeFields } from '../query/bson'
import { compile } from '../query/match'
import type { Doc } from '../query/values'
import { IdList } from './id-list'
import { encodeValue } from './keys'
import { through, type Pace } from './pace'
import { search } from './query'
import type { Collection, Store } from './store'

/** So many documents are written in one commit, within a few milliseconds. */
const WRITTEN_AT_ONCE = 100
const ID = new Set(['_id'])

/**
 * Hands every document that meets a filter to `write`, some at a time and each part in a commit of its own, so that others
 * have their turn between the parts. As in MongoDB the whole is not atomic: a document is found in one state of the
 * database, and written if it still meets the filter when its turn comes.
 */
export async function writeInParts(
  store: Store,
  { namespace, id }: Collection,
  filter: Doc,
  pace: Pace,
  write: (collection: Collection, docs: Doc[]) => void,
): Promise<void> {
  const ids = new IdList()
  await store.read((reading) =>
    through(search(store, store.collection(namespace), { filter }, { reading }), pace, ({ raw }) =>
      ids.push(encodeValue(decodeFields(raw, ID)._id)),
    ),
  )
  const holds = compile(filter)
  for (let part = ids.shift(WRITTEN_AT_ONCE); part.length > 0; part = ids.shift(WRITTEN_AT_ONCE))
    await store.write(() => {
      const collection = store.collection(namespace)
      // Dropped meanwhile, perhaps with another of its name in its place.
      if (collection?.id !== id) return
      const raws = part.map((one) => store.byId(collection, one))
      write(collection, raws.flatMap((raw) => (raw ? [decode(raw)] : [])).filter(holds))
    })
}
