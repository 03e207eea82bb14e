import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type Nothing = Record<string, never>

/** Everything on record about the caller, in Chinese, to read and to keep. */
export const exportMe = endpoint<Nothing, s.PersonExport>({
  method: 'GET',
  path: '/me/export',
  access: 'resident',
  errors: [],
})
/** The effect of deleting the account, and the request that waits, if there is one. */
export const getErasure = endpoint<Nothing, s.ErasureView>({
  method: 'GET',
  path: '/me/erasure',
  access: 'resident',
  errors: [],
})
/**
 * Asks to delete the account of the caller in seven days, and signs them out everywhere. CONFLICT where the effect is
 * not the one that was shown, or something has to be settled before.
 */
export const requestErasure = endpoint<z.input<typeof s.RequestErasure>, s.ErasureView>({
  method: 'POST',
  path: '/me/erasure',
  access: 'resident',
  errors: ['CONFLICT'],
})
/** The caller, signed in again, keeps the account. CONFLICT once the deletion has begun. */
export const takeBackErasure = endpoint<Nothing, s.ErasureView>({
  method: 'POST',
  path: '/me/erasure/take-back',
  access: 'resident',
  errors: ['CONFLICT'],
})
/** The purposes for which the caller's data may be used while they agree, and their answers. */
export const listPurposes = endpoint<Nothing, s.PurposeList>({
  method: 'GET',
  path: '/me/purposes',
  access: 'resident',
  errors: [],
})
/** Agrees to one purpose. CONFLICT where its words have changed, or where data has to be written down first. */
export const givePurpose = endpoint<z.input<typeof s.GivePurpose>, s.PurposeList>({
  method: 'POST',
  path: '/me/purposes/:purpose/give',
  access: 'resident',
  errors: ['CONFLICT'],
})
/** Withdraws the consent to one purpose: what it allowed ends at once. */
export const withdrawPurpose = endpoint<z.input<typeof s.OfPurpose>, s.PurposeList>({
  method: 'POST',
  path: '/me/purposes/:purpose/withdraw',
  access: 'resident',
  errors: [],
})
/** The effect of recording that somebody has died. */
export const previewDeath = endpoint<z.input<typeof s.OfPerson>, s.DeathPreview>({
  method: 'GET',
  path: '/staff/people/:personId/death',
  access: { staff: 'person.death' },
  errors: ['NOT_FOUND'],
})
/**
 * Records that somebody has died. From this moment nothing kind asks them anything; half an hour later everything that
 * is open ends together. CONFLICT where the effect is not the one that was shown.
 */
export const recordDeath = endpoint<z.input<typeof s.RecordDeath>, s.DeathPreview>({
  method: 'POST',
  path: '/staff/people/:personId/death',
  access: { staff: 'person.death' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Takes the record back. What has ended by then stays ended, and is made anew where it is wanted. */
export const undoDeath = endpoint<z.input<typeof s.OfDeath>, z.output<typeof s.DeathList>>({
  method: 'POST',
  path: '/staff/deaths/:id/undo',
  access: { staff: 'person.death' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** The last fifty in the caller's areas. */
export const listDeaths = endpoint<Nothing, z.output<typeof s.DeathList>>({
  method: 'GET',
  path: '/staff/deaths',
  access: { staff: 'person.death' },
  errors: [],
})
