import type { UpdateQuery } from 'mongoose'
import { CATEGORY_LEVELS, orderAfterMove } from '@yike/shared/cases/category-tree'
import type * as s from '@yike/shared/cases/category-schemas'
import { DANGERS } from '@yike/shared/cases/dangers'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { underLock } from '../lock'
import { knownCommunities } from '../territory/known-areas'
import { dangerOf } from './danger-leaves'
import { storedTree, type KnownCategory, type KnownTree } from './known-categories'
import { CategoryModel, type Category } from './model'
import { casePolicy } from './policy'

type Call = Pick<CallContext, 'actor' | 'now'>

/** The icon of a new group, beside its cases on the phone. */
const GROUP_ICON = 'pin'

/** Whether somebody works for all communities that share the tree. */
export const mayEditCategories = async (actor: Actor) => casePolicy.editCategories(actor, await knownCommunities())

/** One change of the tree at a time, on the tree as it is stored. */
async function changeTree<Result>(actor: Actor, change: (tree: KnownTree) => Promise<Result>): Promise<Result> {
  if (!(await mayEditCategories(actor)))
    throw new AppError('FORBIDDEN', '类别是各社区共用的，由管着全部社区的管理员来改，请找街道或区里。')
  return underLock('case-categories', async () => change(await storedTree()))
}

const wrong = (field: string, message: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [message] } })

function refuseTakenName(siblings: readonly KnownCategory[], name: string) {
  const other = siblings.find((one) => one.name === name)
  if (!other) return
  const way = other.retiredAt ? '停用着，恢复它就行' : '换一个名字'
  throw new AppError('NAME_TAKEN', `这里已经有“${name}”了，${way}。`)
}

/** The category that another one is put below, with `levels` of them. */
function parentFor(tree: KnownTree, parentId: string, levels: number): KnownCategory {
  const parent = tree.get(parentId)
  if (!parent) throw wrong('parentId', '上一级没有了，刷新后再选')
  if (!parent.isOffered) throw wrong('parentId', `“${parent.name}”停用着，先恢复它`)
  if (parent.level + levels > CATEGORY_LEVELS) throw wrong('parentId', '最多三级：大类、小类、细类，细类下面不再分')
  return parent
}

/** The first place behind all siblings. */
const behind = (siblings: readonly KnownCategory[]) => Math.max(0, ...siblings.map(({ order }) => order)) + 1

/** Adds a category at the end of those beside it. */
export const createCategory = ({ actor, key }: CallContext, input: z.output<typeof s.CreateCategory>) =>
  changeTree(actor, async (tree) => {
    const idem = idemOf(actor.personId, key, input)
    if (await replayed<Category>(CategoryModel, idem)) return
    const { name, code, keywords, promise } = input
    const parent = input.parentId ? parentFor(tree, input.parentId, 1) : null
    const siblings = tree.children(parent?.id ?? null)
    refuseTakenName(siblings, name)
    await CategoryModel.create({
      ...{ name, keywords, promise, order: behind(siblings), revision: 1, idem },
      ...(code ? { code } : {}),
      parentId: parent?._id ?? null,
      kinds: parent?.kinds ?? input.kinds,
      icon: parent?.icon ?? GROUP_ICON,
      isPrivate: parent ? parent.isPrivate === true : input.isPrivate,
    })
  })

/** Writes a change over the revision that its author read. */
async function write(
  tree: KnownTree,
  { id, revision }: { id: string; revision: number },
  update: UpdateQuery<Category>,
) {
  orNotFound(tree.get(id))
  // Rows that nobody changed yet have none.
  const read = { _id: id, revision: revision === 0 ? null : revision }
  const { matchedCount } = await CategoryModel.updateOne(read, { ...update, $inc: { revision: 1 } })
  if (matchedCount === 0) throw new AppError('CONFLICT', '这一类刚刚有人改过，看一眼现在的样子再改。')
}

/** The new parent of a category, with the reasons for which it cannot be that. */
function newParent(tree: KnownTree, moved: KnownCategory, parentId: string): KnownCategory {
  if (tree.under(moved.id).some(({ id }) => id === parentId)) throw wrong('parentId', '不能放到它自己下面')
  const parent = parentFor(tree, parentId, tree.height(moved.id))
  if (moved.kinds.some((kind) => !parent.kinds.includes(kind)))
    throw wrong('parentId', `“${parent.name}”不管这几种诉求，换一个`)
  if ((moved.isPrivate === true) !== (parent.isPrivate === true))
    throw wrong('parentId', '邻居看得到的和看不到的不能放在一起，换一个')
  return parent
}

export const changeCategory = ({ actor }: Call, input: z.output<typeof s.ChangeCategory>) =>
  changeTree(actor, async (tree) => {
    const own = orNotFound(tree.get(input.id))
    const { name, code, keywords, promise, parentId = own.parentId } = input
    const parent = parentId !== null && parentId !== own.parentId ? newParent(tree, own, parentId) : null
    const siblings = tree.children(parentId).filter(({ id }) => id !== own.id)
    refuseTakenName(siblings, name)
    await write(tree, input, {
      $set: {
        ...{ name, keywords, promise },
        ...(code ? { code } : {}),
        ...(parent ? { parentId: parent._id, order: behind(siblings) } : {}),
      },
      ...(code ? {} : { $unset: { code: 1 } }),
    })
  })

/** Gives siblings whole numbers again, from the last one on: they stay in their order at every moment. */
async function spread(siblings: readonly KnownCategory[]) {
  const first = Math.ceil(behind(siblings))
  const numbered = siblings.map(({ _id }, at) => ({ _id, order: first + at }))
  for (const { _id, order } of numbered.reverse()) await CategoryModel.updateOne({ _id }, { $set: { order } })
}

/** One write moves it: its new place lies between its new neighbours. */
export const moveCategory = ({ actor }: Call, { id, revision, move }: z.output<typeof s.MoveCategory>) =>
  changeTree(actor, async (tree) => {
    for (let now = tree; ; now = await storedTree()) {
      const own = orNotFound(now.get(id))
      // Groups of other kinds of case are not shown beside it.
      const beside = now.children(own.parentId).filter(({ kinds }) => kinds.some((kind) => own.kinds.includes(kind)))
      const at = beside.findIndex((one) => one.id === id)
      if (!beside[move === 'up' ? at - 1 : at + 1]) return
      const orders = beside.map(({ order }) => order)
      const order = orderAfterMove(orders, at, move)
      if (order !== null) return write(now, { id, revision }, { $set: { order } })
      await spread(now.children(own.parentId))
    }
  })

/** The sentence that says why a category stays; null where it may be retired. */
export function reasonToKeep(tree: KnownTree, id: string): string | null {
  const danger = tree.under(id).flatMap(({ _id }) => dangerOf(_id) ?? [])[0]
  return danger ? `“${DANGERS[danger].label}”的上报归在这里，停不了；名字可以改` : null
}

export const retireCategory = ({ actor, now }: Call, input: z.output<typeof s.CategoryRevision>) =>
  changeTree(actor, async (tree) => {
    const reason = reasonToKeep(tree, input.id)
    if (reason) throw wrong('id', reason)
    await write(tree, input, { $set: { retiredAt: now } })
  })

export const restoreCategory = ({ actor }: Call, input: z.output<typeof s.CategoryRevision>) =>
  changeTree(actor, (tree) => write(tree, input, { $unset: { retiredAt: 1 } }))
