import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import {
  CASE_KINDS,
  CASE_KIND_CODES,
  type AnswerPromise,
  type CaseKindCode,
  type CategoryUse,
  type FirstGroup,
} from '@yike/shared/cases/kinds'
import type { Danger } from '@yike/shared/cases/dangers'
import { stableId } from '../idempotency'
import { DEFAULT_CATEGORIES } from './default-categories'
import { CategoryModel, type Category } from './model'

type Brought = readonly (CategoryUse | FirstGroup)[]

/** The category of a danger, whatever the office calls it by now. */
export const leafOf = ({ group, leaf }: Pick<Danger, 'group' | 'leaf'>) => stableId('category', group, leaf)

/** The kinds that begin with a leaf of a group. */
const kindsOf = (group: FirstGroup, use: CategoryUse) =>
  CASE_KIND_CODES.filter((kind) =>
    (CASE_KINDS[kind].categories as Brought).includes(DEFAULT_CATEGORIES.includes(group) ? use : group),
  )

/** The first tree: the common one, then the groups of the kinds. Leaves come before their group. */
function firstCategories(): Category[] {
  const own = CASE_KIND_CODES.flatMap((kind) =>
    (CASE_KINDS[kind].categories as Brought).filter((one) => typeof one !== 'string'),
  )
  return [...DEFAULT_CATEGORIES, ...new Set(own)].flatMap((group, index) => {
    const { name, icon } = group
    const parentId = stableId('category', name)
    const leaves = group.leaves.map((leaf, at) => ({
      _id: stableId('category', name, leaf.name),
      kinds: kindsOf(group, leaf.use ?? 'everyday'),
      parentId,
      name: leaf.name,
      icon,
      keywords: [...leaf.keywords],
      promise: leaf.promise ?? null,
      isPrivate: group.isPrivate ?? false,
      order: index * 100 + at + 1,
    }))
    const kinds = [...new Set(leaves.flatMap((leaf) => leaf.kinds))]
    const parent = {
      ...{ _id: parentId, kinds, parentId: null, name, icon, keywords: [], promise: null, order: index * 100 },
      isPrivate: group.isPrivate ?? false,
    }
    return [...leaves, parent]
  })
}

/**
 * A job: loads the first categories of each kind that has not had them: of all kinds in a new installation, later of a
 * new kind. The last row of a kind marks that all exist, so that an interrupted run is done again; the office's changes
 * stay. Returns the number of kinds.
 */
export async function loadFirstCategories() {
  const rows = firstCategories()
  let loaded = 0
  for (const kind of CASE_KIND_CODES) {
    const ofKind = rows.filter(({ kinds }) => kinds.includes(kind))
    if (ofKind.length === 0) continue
    if (await CategoryModel.exists({ _id: ofKind.at(-1)?._id, kinds: kind })) continue
    for (const { _id, kinds: _kinds, ...row } of ofKind)
      await CategoryModel.updateOne({ _id }, { $setOnInsert: row, $addToSet: { kinds: kind } }, { upsert: true })
    loaded += 1
  }
  return loaded
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

/** The names of these categories and groups, by id: 「路灯」, or with the group before it, 「公共设施 · 路灯」. */
export async function categoryNames(ids: readonly (Types.ObjectId | string)[]): Promise<Map<string, string>> {
  const rows = await CategoryModel.find({ _id: { $in: ids } }, { name: 1, parentId: 1 }).lean<Category[]>()
  const groups = await CategoryModel.find(
    { _id: { $in: rows.flatMap(({ parentId }) => parentId ?? []) } },
    { name: 1 },
  ).lean<Category[]>()
  const groupOf = (id: Types.ObjectId | null) => id && groups.find(({ _id }) => _id.equals(id))?.name
  return new Map(
    rows.map(({ _id, name, parentId }) => [String(_id), [groupOf(parentId), name].filter(Boolean).join(' · ')]),
  )
}
