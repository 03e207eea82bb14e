import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as f from './followed-schemas'
import type { ById } from './schemas'

type In<S extends z.ZodType> = z.input<S>

/**
 * The open reports of neighbours that are likely about the same matter, three at most, the likeliest first. Writes
 * nothing: a POST, so that the words stand in no address and no log.
 */
export const findDuplicates = endpoint<In<typeof f.FindDuplicates>, z.output<typeof f.NeighbourCaseList>>({
  method: 'POST',
  path: '/case-duplicates',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** From now on the caller hears of every step that the reporter sees. Not for one's own report. */
export const followCase = endpoint<In<typeof ById>, f.FollowedCase>({
  method: 'POST',
  path: '/cases/:id/follow',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})
export const unfollowCase = endpoint<In<typeof ById>, { done: true }>({
  method: 'DELETE',
  path: '/cases/:id/follow',
  access: 'resident',
  errors: [],
})
/** The reports that the caller follows, those begun last first. */
export const listFollowedCases = endpoint<In<typeof f.ListFollowed>, z.output<typeof f.NeighbourCasePage>>({
  method: 'GET',
  path: '/me/followed-cases',
  access: 'resident',
  errors: [],
})
/** A neighbour's report without the person. Of a merged one the case that goes on for it. */
export const getFollowedCase = endpoint<In<typeof ById>, f.FollowedCase>({
  method: 'GET',
  path: '/followed-cases/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
