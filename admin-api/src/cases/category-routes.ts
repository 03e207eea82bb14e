import * as endpoints from '@yike/shared/cases/category-endpoints'
import * as s from '@yike/shared/cases/category-schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { Routes, handle, type Call } from '../http/handle'
import type { Actor } from '../http/policy'
import { linesByCategory } from '../receivers/catalogue'
import {
  changeCategory,
  createCategory,
  mayEditCategories,
  moveCategory,
  reasonToKeep,
  restoreCategory,
  retireCategory,
} from './category-edit'
import { openByCategory } from './counts'
import { categoryTree, type KnownCategory, type KnownTree } from './known-categories'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** Sums of the numbers of a category and of those below it. */
const sumUnder = (tree: KnownTree, id: string, numbers: ReadonlyMap<string, number>) =>
  tree.under(id).reduce((sum, one) => sum + (numbers.get(one.id) ?? 0), 0)

const present = (
  tree: KnownTree,
  one: KnownCategory,
  counts: Pick<s.StaffCategory, 'openCases' | 'catalogueLines'>,
): s.StaffCategory => ({
  ...{ id: one.id, parentId: one.parentId, level: one.level, name: one.name },
  code: one.code ?? null,
  keywords: one.keywords,
  kinds: one.kinds,
  isPrivate: one.isPrivate === true,
  promise: one.ownPromise,
  retiredAt: one.retiredAt ? toApiTime(one.retiredAt) : null,
  offered: one.isOffered,
  keptFor: reasonToKeep(tree, one.id),
  ...counts,
  revision: one.revision ?? 0,
})

async function show(actor: Actor, now: Date): Promise<z.output<typeof s.StaffCategoryTree>> {
  const [tree, open, lines, mayEdit] = await Promise.all([
    categoryTree(),
    openByCategory(actor),
    linesByCategory(dayOf(now)),
    mayEditCategories(actor),
  ])
  const items = tree.inOrder().map((one) =>
    present(tree, one, {
      openCases: sumUnder(tree, one.id, open),
      catalogueLines: sumUnder(tree, one.id, lines),
    }),
  )
  return { items, mayEdit }
}

/** The tree of categories, for those who maintain it. */
export function categoryRoutes() {
  const routes = new Routes()
  const output = s.StaffCategoryTree
  handle(routes, endpoints.listStaffCategories, { input: NoInput, output }, (_, { actor, now }) => show(actor, now))
  const after =
    <Input>(change: (call: Call, input: Input) => Promise<unknown>) =>
    async (input: Input, call: Call) => {
      await change(call, input)
      return show(call.actor, call.now)
    }
  handle(routes, endpoints.createCategory, { input: s.CreateCategory, output }, after(createCategory))
  handle(routes, endpoints.changeCategory, { input: s.ChangeCategory, output }, after(changeCategory))
  handle(routes, endpoints.moveCategory, { input: s.MoveCategory, output }, after(moveCategory))
  handle(routes, endpoints.retireCategory, { input: s.CategoryRevision, output }, after(retireCategory))
  handle(routes, endpoints.restoreCategory, { input: s.CategoryRevision, output }, after(restoreCategory))
  return routes
}
