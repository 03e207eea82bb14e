import { Coded, Id, Instant, PageQuery, Position, pageOf, text, z } from '../zod'
import { CASE_KIND_CODES } from './kinds'
import { PromiseView, TimelineEntry } from './schemas'

/** A report as the neighbours of its reporter see it: without the person, their home, their numbers and photos. */
export const NeighbourCase = z.object({
  id: Id,
  title: z.string(),
  category: z.string().nullable(),
  address: z.string().nullable(),
  state: Coded,
  filedAt: Instant,
  promise: PromiseView,
  /** Everybody who reported it or follows it. */
  people: z.int(),
  /** The reader follows it. */
  followed: z.boolean(),
})
export type NeighbourCase = z.output<typeof NeighbourCase>
export const NeighbourCaseList = z.object({ items: z.array(NeighbourCase) })
export const NeighbourCasePage = pageOf(NeighbourCase)

/** A report that somebody is about to file. */
export const FindDuplicates = z.strictObject({
  kind: z.enum(CASE_KIND_CODES),
  categoryId: Id.optional(),
  description: text(2000, 2),
  address: z.string().trim().max(100, '最多 100 个字').optional(),
  position: Position.optional(),
})

export const FollowedCase = NeighbourCase.extend({
  /** The steps that its reporter sees; of the words those of the office alone. */
  timeline: z.array(TimelineEntry),
  /** The phone number of the office that answers questions about it. */
  phone: z.string(),
  can: z.object({ follow: z.boolean(), unfollow: z.boolean(), stillBroken: z.boolean().optional() }),
})
export type FollowedCase = z.output<typeof FollowedCase>

export const ListFollowed = z.strictObject(PageQuery)
