import { reasonInWords } from '@yike/shared/cases/category-suggestions'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { SuggestCategories, SuggestedCategories } from '@yike/shared/cases/suggestion-schemas'
import { Routes, handle } from '../http/handle'
import { suggestCategoriesOf } from './suggestions'

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
  return routes
}
