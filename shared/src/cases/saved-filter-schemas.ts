import { Id, text, z } from '../zod'
import { CASE_KIND_CODES } from './kinds'
import { FILTER_NAME_MAX, FILTERS_MAX } from './saved-filters'
import { CASE_STATE_CODES } from './states'

/** Filters of the list of cases, by the names that the list has for them; without a part of the map. */
const Filter = z.strictObject({
  view: z.enum(['open', 'late', 'mine', 'all']),
  state: z.enum(CASE_STATE_CODES).optional(),
  kind: z.enum(CASE_KIND_CODES).optional(),
  categoryId: Id.optional(),
  assigneeId: Id.optional(),
  q: z.string().trim().max(40).optional(),
  supervised: z.boolean().optional(),
  starred: z.boolean().optional(),
})
export type CaseFilter = z.output<typeof Filter>
const Saved = z.strictObject({ name: text(FILTER_NAME_MAX), filter: Filter })

/** The whole list, in its order, over the revision that it was made from. */
export const SaveFilters = z.strictObject({
  revision: z.int().min(0),
  items: z
    .array(Saved)
    .max(FILTERS_MAX, `最多存 ${FILTERS_MAX} 个，先删掉几个`)
    .refine((items) => new Set(items.map(({ name }) => name)).size === items.length, {
      error: '已经有这个名字了，换一个',
    }),
})
export const SavedFilters = z.object({
  revision: z.int(),
  items: z.array(z.object({ name: z.string(), filter: Filter, open: z.int() })),
  /** The open cases that the reader follows. */
  starred: z.int(),
})
export type SavedFilters = z.output<typeof SavedFilters>
