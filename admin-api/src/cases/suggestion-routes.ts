import { reasonInWords } from '@yike/shared/cases/category-suggestions'
import { listEarlierCases } from '@yike/shared/cases/earlier-endpoints'
import { EarlierCases, ListEarlierCases } from '@yike/shared/cases/earlier-schemas'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { SuggestCategories, SuggestedCategories } from '@yike/shared/cases/suggestion-schemas'
import { Routes, handle } from '../http/handle'
import { earlierCases } from './earlier'
import { suggestCategoriesOf } from './suggestions'

/** The help beside a report while it is written down: its likely categories, and the earlier cases of the caller. */
export function suggestionRoutes() {
  const routes = new Routes()
  handle(
    routes,
    suggestCategoriesFor,
    { input: SuggestCategories, output: SuggestedCategories },
    async ({ kind, description }) => ({
      items: (await suggestCategoriesOf(kind, description)).map(({ category, reason }) => ({
        categoryId: category.id,
        reason: reasonInWords(reason),
      })),
    }),
  )
  handle(routes, listEarlierCases, { input: ListEarlierCases, output: EarlierCases }, ({ personId }, call) =>
    earlierCases(call, personId),
  )
  return routes
}
