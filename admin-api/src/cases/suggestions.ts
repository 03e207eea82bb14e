import { pairsOf, suggestCategories, type ByCategory } from '@yike/shared/cases/category-suggestions'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { blindIndex } from '../sealing'
import { PairCountModel, rowOfAll, type PairCount } from './lesson-model'
import { listCategories } from './categories'

/**
 * The categories of a kind that a text most likely belongs to. One command beside the tree in memory, however many cases
 * taught.
 */
export async function suggestCategoriesOf(kind: CaseKindCode, text: string) {
  const pairs = new Map(pairsOf(text).map((pair) => [blindIndex('pair', pair), pair]))
  const [categories, rows] = await Promise.all([
    listCategories(kind),
    PairCountModel.find({ _id: { $in: [rowOfAll(), ...pairs.keys()] } }).lean<PairCount[]>(),
  ])
  const all = rows.find(({ _id }) => _id === rowOfAll())
  const having = new Map<string, ByCategory>(
    rows.flatMap(({ _id, counts: of }) => (pairs.has(_id) ? [[pairs.get(_id)!, of]] : [])),
  )
  return suggestCategories(
    text,
    categories.map(({ id, parentId, keywords }) => ({ id, parentId, keywords })),
    { cases: all?.cases ?? {}, pairs: all?.counts ?? {}, having },
  )
}
