import type { Types } from 'mongoose'
import type { AnswerPromise } from '@yike/shared/cases/kinds'
import { CategoryTree, pathInWords, shownPath, type InTree } from '@yike/shared/cases/category-tree'
import { CachedCollection } from '../cache/cached-collection'
import { CategoryModel, type Category } from './model'

/** The tree belongs to the installation: one scope, a few hundred rows at most. */
const ALL = 'all'
const byOrder = (a: Category, b: Category) => a.order - b.order || (String(a._id) < String(b._id) ? -1 : 1)
const cached = new CachedCollection<Category>({
  model: CategoryModel,
  fields: { idem: 0 },
  most: 5000,
  load: () => CategoryModel.find({}, { idem: 0 }).lean<Category[]>(),
  scopesOf: () => [ALL],
  compare: byOrder,
})

/** A category as it counts for cases. */
export interface KnownCategory extends Omit<Category, 'parentId'>, InTree {
  /** Its own promise or the nearest one above it; null: that of the kind. */
  promise: AnswerPromise | null
  /** Null where it inherits its promise. */
  ownPromise: AnswerPromise | null
  /** The name that a case shows: 「路灯照明 · 灯杆歪了」. */
  shown: string
  /** 1 to 3. */
  level: number
  /** Neither it nor one above it was retired. */
  isOffered: boolean
}
export type KnownTree = CategoryTree<KnownCategory>

const plain = ({ parentId, ...row }: Category) => ({
  ...row,
  id: String(row._id),
  parentId: parentId && String(parentId),
})

function treeOf(rows: readonly Category[]): KnownTree {
  const places = new CategoryTree(rows.map(plain))
  return new CategoryTree(
    places.inOrder().map((row): KnownCategory => {
      const path = places.path(row.id)
      return {
        ...row,
        promise: path.reduce<AnswerPromise | null>((above, { promise }) => promise ?? above, null),
        ownPromise: row.promise,
        shown: shownPath(path),
        level: path.length,
        isOffered: path.every(({ retiredAt }) => !retiredAt),
      }
    }),
  )
}

/** The tree as it is stored, whatever another process wrote a moment ago: for those who change it. */
export const storedTree = async () => {
  const rows = await CategoryModel.find({}, { idem: 0 }).lean<Category[]>()
  return treeOf(rows.sort(byOrder))
}

let built: { rows: readonly Category[]; tree: KnownTree } | null = null

/** All categories, retired ones too: from memory, with the writes of other processes up to a second ago. */
export async function categoryTree(): Promise<KnownTree> {
  const [rows] = (await cached.read([ALL])) as [readonly Category[]]
  // The cache keeps the same array until something changes.
  if (built?.rows !== rows) built = { rows, tree: treeOf(rows) }
  return built.tree
}

type IdLike = Types.ObjectId | string | null | undefined
const textOf = (id: IdLike) => (id ? String(id) : null)

export const categoryById = async (id: IdLike) => (await categoryTree()).get(textOf(id))

/** The ids of a category, then of those above it, nearest first; none where it is not known. */
export async function categoryAndAbove(id: IdLike): Promise<Types.ObjectId[]> {
  const path = (await categoryTree()).path(textOf(id))
  return path.map(({ _id }) => _id).reverse()
}

/** The ids of a category and of everything below it: a filter by a category reaches the cases of both. */
export async function categoriesUnder(id: string): Promise<Types.ObjectId[]> {
  return (await categoryTree()).under(id).map(({ _id }) => _id)
}

/**
 * The 小类 of a category, which is where figures of several years are kept together: a 细类 that was added this year
 * counts with what its 小类 had before.
 */
export const secondLevelOf = (tree: KnownTree, id: Types.ObjectId): Types.ObjectId =>
  tree.path(String(id))[1]?._id ?? id

/** The names of these categories, by id, with those above them: 「道路照明 · 路灯照明」. Unknown ones are left out. */
export async function categoryNames(ids: readonly (Types.ObjectId | string)[]): Promise<Map<string, string>> {
  const tree = await categoryTree()
  return new Map(
    ids.flatMap((id) => {
      const path = tree.path(String(id))
      return path.length > 0 ? [[String(id), pathInWords(path)] as const] : []
    }),
  )
}
