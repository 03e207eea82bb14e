import { pairsOf, suggestCategories, type ByCategory } from '@yike/shared/cases/category-suggestions'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { readTogether, type Part } from '../read-together'
import { blindIndex } from '../sealing'
import { PairCountModel, rowOfAll, type PairCount } from './lesson-model'
import { CategoryModel, type Category } from './model'

/** The categories of a kind that a text most likely belongs to. One command, however many cases taught. */
export async function suggestCategoriesOf(kind: CaseKindCode, text: string) {
  const pairs = new Map(pairsOf(text).map((pair) => [blindIndex('pair', pair), pair]))
  const categoriesOfKind: Part<Category> = {
    model: CategoryModel,
    pipeline: [{ $match: { kinds: kind } }, { $sort: { order: 1 } }],
  }
  const counts: Part<PairCount> = {
    model: PairCountModel,
    pipeline: [{ $match: { _id: { $in: [rowOfAll(), ...pairs.keys()] } } }],
  }
  const [categories, rows] = await readTogether([categoriesOfKind, counts])
  const all = rows.find(({ _id }) => _id === rowOfAll())
  const having = new Map<string, ByCategory>(
    rows.flatMap(({ _id, counts: of }) => (pairs.has(_id) ? [[pairs.get(_id)!, of]] : [])),
  )
  return suggestCategories(
    text,
    categories.map(({ _id, parentId, keywords }) => ({
      id: String(_id),
      parentId: parentId && String(parentId),
      keywords,
    })),
    { cases: all?.cases ?? {}, pairs: all?.counts ?? {}, having },
  )
}
