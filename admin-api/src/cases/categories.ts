import { AppError } from '@yike/shared/errors'
import { CASE_KINDS, type AnswerPromise, type CaseKindCode } from '@yike/shared/cases/kinds'
import { stableId } from '../idempotency'
import { DEFAULT_CATEGORIES } from './default-categories'
import { CategoryModel, type Category } from './model'

/** Loads the tree a new installation begins with. A second run changes nothing, and the office's changes stay. */
export async function loadDefaultCategories() {
  const rows = DEFAULT_CATEGORIES.flatMap((group, index) => {
    const parentId = stableId('category', group.name)
    const leaves = group.leaves.map((leaf, at) => ({
      _id: stableId('category', group.name, leaf.name),
      kinds: leaf.kinds ?? (['complaint', 'suggestion'] as CaseKindCode[]),
      parentId,
      name: leaf.name,
      icon: group.icon,
      keywords: leaf.keywords,
      promise: leaf.promise ?? null,
      order: index * 100 + at + 1,
    }))
    const kinds = [...new Set(leaves.flatMap((leaf) => leaf.kinds))]
    const parent = {
      _id: parentId,
      kinds,
      parentId: null,
      name: group.name,
      icon: group.icon,
      keywords: [],
      promise: null,
      order: index * 100,
    }
    return [parent, ...leaves]
  })
  for (const { _id, ...row } of rows) await CategoryModel.updateOne({ _id }, { $setOnInsert: row }, { upsert: true })
}

export const listCategories = (kind: CaseKindCode) =>
  CategoryModel.find({ kinds: kind }).sort({ order: 1 }).lean<Category[]>()

/** A category that a case of this kind may be put under: a leaf. Null when none was chosen. */
export async function categoryFor(kind: CaseKindCode, categoryId: string | undefined): Promise<Category | null> {
  if (!categoryId) return null
  const category = await CategoryModel.findOne({
    _id: categoryId,
    kinds: kind,
    parentId: { $ne: null },
  }).lean<Category>()
  if (category) return category
  throw new AppError('INVALID_INPUT', undefined, { fields: { categoryId: ['没有这个类别，请重新选一个'] } })
}

/** The promise of a category of a kind. */
export const promiseOf = (kind: CaseKindCode, category: Pick<Category, 'promise'> | null): AnswerPromise =>
  category?.promise ?? CASE_KINDS[kind].promise
