import { Id, text, z } from '../zod'
import { CASE_KIND_CODES } from './kinds'

/** The words of a report that is not filed, or not accepted, yet. */
export const SuggestCategories = z.strictObject({ kind: z.enum(CASE_KIND_CODES), description: text(2100, 2) })

const SuggestedCategory = z.object({
  categoryId: Id,
  /** 「话里有“路灯”」, 「说到“灯不亮”的，同事多归在这一类」. */
  reason: z.string(),
})
export const SuggestedCategories = z.object({ items: z.array(SuggestedCategory) })
