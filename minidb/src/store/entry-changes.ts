import { held } from '../query/property-names'
import type { Doc } from '../query/values'
import { entriesOf, NO_ENTRIES, type Entries, type Index } from './index-entries'

/** Keys of one document that an index gets and loses. */
export interface EntryChange extends Omit<Entries, 'keys'> {
  index: Index
  put: Buffer[]
  gone: Buffer[]
}

/** The entries that a write changes: of a new document (`before` is null), of a changed or of a removed one (`next` is null). */
export function entryChanges(indexes: readonly Index[], before: Doc | null, next: Doc | null): EntryChange[] {
  const changes: EntryChange[] = []
  for (const index of indexes) {
    if (before && next && seesTheSame(index, before, next)) continue
    const old = before ? entriesOf(index, before).keys : []
    const { keys, ...made } = next ? entriesOf(index, next) : NO_ENTRIES
    const put = keys.filter((key) => !old.some((one) => one.equals(key)))
    const gone = old.filter((key) => !keys.some((one) => one.equals(key)))
    changes.push({ index, put, gone, ...made })
  }
  return changes
}

/** Whether nothing that an index looks at differs between two documents. */
function seesTheSame({ geo, covers, fields }: Index, before: Doc, next: Doc) {
  if (geo || covers) return false
  return fields.every(({ steps }) => {
    const root = held(steps[0]!)
    return before[root] === next[root]
  })
}
