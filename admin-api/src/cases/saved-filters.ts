import type { CaseFilter, SaveFilters } from '@yike/shared/cases/saved-filter-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { openValue, sealValue } from '../sealing'
import { knownCases } from './known-cases'
import { categoryTree } from './known-categories'
import { isAskedFor, isInView, isOpenAt } from './known-filter'
import { idsChosen } from './list'
import { CaseShortcutsModel, type CaseShortcuts, type SavedFilter } from './shortcut-model'

const FOLLOWED: CaseFilter = { view: 'open', starred: true }

export const openedFilters = (own: Pick<CaseShortcuts, 'filters'> | null): readonly SavedFilter[] =>
  own?.filters ? openValue('filters', own.filters) : []

/** The filters that somebody saved, each with the number of open cases that it finds, and their open followed cases. */
export async function savedFilters(actor: Actor, now: Date) {
  const own = await CaseShortcutsModel.findById(actor.personId).lean<CaseShortcuts>()
  const items = openedFilters(own)
  const [starred, ...open] = await countOpen(actor, [FOLLOWED, ...items.map(({ filter }) => filter)], now)
  return {
    revision: own?.revision ?? 0,
    items: items.map((one, at) => ({ ...one, open: open[at]! })),
    starred: starred!,
  }
}

/** The number of open cases that each of some filters finds: counted in memory, in one walk for each. */
async function countOpen(actor: Actor, filters: readonly CaseFilter[], now: Date): Promise<number[]> {
  const found = await Promise.all(filters.map((filter) => idsChosen(actor, filter, now)))
  const tree = await categoryTree()
  const { cases, seen } = await knownCases(actor)
  // From here on nothing waits: a later step on a case would move the columns.
  const isOpen = isOpenAt(cases)
  return filters.map((filter, at) => {
    const [isAsked, isShown] = [
      isAskedFor(cases, filter, { ids: found[at]!, tree }),
      isInView(cases, actor, filter, now),
    ]
    return seen.filter((one) => isOpen(one) && isShown(one) && isAsked(one)).length
  })
}

const isSame = (a: readonly SavedFilter[], b: readonly SavedFilter[]) => JSON.stringify(a) === JSON.stringify(b)

/** Writes the whole list over the revision that it was made from; the same list again changes nothing. */
export async function saveFilters({ personId }: Actor, { revision, items }: z.output<typeof SaveFilters>) {
  const filters = items.length > 0 ? sealValue('filters', items) : null
  try {
    const { matchedCount, upsertedCount } = await CaseShortcutsModel.updateOne(
      // The first one of all is inserted, and so is the first one after a star.
      { _id: personId, revision },
      { $set: { filters }, $inc: { revision: 1 }, $setOnInsert: { starred: [] } },
      { upsert: revision === 0 },
    )
    if (matchedCount + upsertedCount > 0) return
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  const own = await CaseShortcutsModel.findById(personId).lean<CaseShortcuts>()
  if (!isSame(openedFilters(own), items))
    throw new AppError('CONFLICT', '这些筛选刚在别的屏幕上改过，看一眼现在的再改。')
}
