import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>
const access = { staff: 'partner.edit' } as const

/** The outside systems of the caller's communities, those whose key was revoked too. */
export const listPartners = endpoint<Record<string, never>, z.output<typeof s.PartnerList>>({
  method: 'GET',
  path: '/staff/partners',
  access,
  errors: [],
})
/** Adds an outside system, with its first key. */
export const createPartner = endpoint<In<typeof s.CreatePartner>, z.output<typeof s.PartnerWithKey>>({
  method: 'POST',
  path: '/staff/partners',
  access,
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** Makes a new key in place of the present one, which ends at once; the system keeps its cases. */
export const renewPartnerKey = endpoint<In<typeof s.PartnerById>, z.output<typeof s.PartnerWithKey>>({
  method: 'POST',
  path: '/staff/partners/:id/key',
  access,
  errors: ['NOT_FOUND'],
})
/** Ends the key. A new one can be made later. */
export const revokePartnerKey = endpoint<In<typeof s.PartnerById>, s.Partner>({
  method: 'POST',
  path: '/staff/partners/:id/revoke',
  access,
  errors: ['NOT_FOUND'],
})
