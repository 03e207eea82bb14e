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
import { stableId } from '../idempotency'
import { DEFAULT_CATEGORIES } from './default-categories'
import { categoryById, categoryTree, type KnownCategory } from './known-categories'
import { CategoryModel, type Category } from './model'

type Brought = readonly (CategoryUse | FirstGroup)[]

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

/**
 * The categories of a kind in the order of the tree, each after the one above it: those that are offered, or with
 * `retired` all of them.
 */
export async function listCategories(kind: CaseKindCode, { retired = false } = {}): Promise<KnownCategory[]> {
  const tree = await categoryTree()
  return tree.inOrder().filter(({ kinds, isOffered }) => kinds.includes(kind) && (retired || isOffered))
}

const takes = (kind: CaseKindCode, category: KnownCategory) => category.kinds.includes(kind) && category.level > 1
const unknown = () =>
  new AppError('INVALID_INPUT', undefined, { fields: { categoryId: ['没有这个类别，请重新选一个'] } })

/**
 * A category that staff put a case of this kind under: of the second or the third level. Null when none was chosen.
 * INVALID_INPUT for a retired one, unless the case has it already (`kept`).
 */
export async function categoryFor(
  kind: CaseKindCode,
  categoryId: string | undefined,
  kept: Types.ObjectId | null = null,
): Promise<KnownCategory | null> {
  if (!categoryId) return null
  const category = await categoryById(categoryId)
  if (!category || !takes(kind, category)) throw unknown()
  if (category.isOffered || kept?.equals(category._id)) return category
  throw new AppError('INVALID_INPUT', undefined, {
    fields: { categoryId: [`“${category.name}”停用了，请另选一类`] },
  })
}

/**
 * The category that a report comes with. One that was retired while the report lay on a phone gives way to the nearest
 * one above it that is offered, or to none: nobody has to write it again.
 */
export async function categoryOfReport(
  kind: CaseKindCode,
  categoryId: string | undefined,
): Promise<KnownCategory | null> {
  if (!categoryId) return null
  const path = (await categoryTree()).path(categoryId)
  const category = path.at(-1)
  if (!category || !takes(kind, category)) throw unknown()
  return path.reverse().find((one) => one.isOffered && takes(kind, one)) ?? null
}

/** The promise of a category of a kind. */
export const promiseOf = (kind: CaseKindCode, category: Pick<KnownCategory, 'promise'> | null): AnswerPromise =>
  category?.promise ?? CASE_KINDS[kind].promise
