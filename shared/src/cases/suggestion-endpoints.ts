import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './suggestion-schemas'

/**
 * The categories that a text most likely belongs to, three at most, the likeliest first, each with its reason: by the
 * words of the categories and by what staff have confirmed. For residents who write and for staff who write down or
 * accept. Writes nothing: a POST, so that the words stand in no address and no log.
 */
export const suggestCategoriesFor = endpoint<
  z.input<typeof s.SuggestCategories>,
  z.output<typeof s.SuggestedCategories>
>({
  method: 'POST',
  path: '/case-category-suggestions',
  access: 'resident',
  errors: [],
})
