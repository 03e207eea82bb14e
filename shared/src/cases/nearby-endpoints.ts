import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { FollowedCase } from './followed-schemas'
import type * as n from './nearby-schemas'

/**
 * The reports of the community where the caller lives, in work and mended within 30 days: at most 100 of each, the newest
 * first. Only kinds and categories that neighbours may see. FEATURE_OFF where the office does not publish them.
 */
export const listNearbyCases = endpoint<z.input<typeof n.ListNearbyCases>, z.output<typeof n.NearbyCaseList>>({
  method: 'GET',
  path: '/nearby-cases',
  access: 'resident',
  errors: ['FEATURE_OFF'],
})
/**
 * A neighbour says of something mended that it is not: the office reads it, the state stays, and the neighbour follows the
 * case from now on. Within 30 days of the answer, once for each answer.
 */
export const sayStillBroken = endpoint<z.input<typeof n.SayStillBroken>, FollowedCase>({
  method: 'POST',
  path: '/followed-cases/:id/still-broken',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASE_MOVED'],
})
