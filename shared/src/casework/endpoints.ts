import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>
const access = { staff: 'casework.handle' } as const
const id = '/staff/caseworks/:id'

/** The open caseworks of the reader. */
export const listCaseworks = endpoint<In<typeof s.Nothing>, Out<typeof s.CaseworkDay>>({
  method: 'GET',
  path: '/staff/caseworks',
  access,
  errors: [],
})
/** A social worker opens one for a person of their areas who has agreed, and has it from then on. */
export const openCasework = endpoint<In<typeof s.OpenCasework>, s.CaseworkView>({
  method: 'POST',
  path: '/staff/caseworks',
  access,
  errors: ['NOT_FOUND', 'CASEWORK_CONSENT_NEEDED', 'KEY_REUSED'],
  idempotent: true,
})
/** By the id of its case. NOT_FOUND for everybody but its social worker and those who supervise there. */
export const getCasework = endpoint<In<typeof s.ById>, s.CaseworkView>({
  method: 'GET',
  path: id,
  access,
  errors: ['NOT_FOUND'],
})
/** The yes of the person, or of a guardian for a child under 14, for a casework that the person asked for. */
export const noteConsent = endpoint<In<typeof s.NoteConsent>, s.CaseworkView>({
  method: 'POST',
  path: `${id}/consent`,
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASEWORK_CONSENT_NEEDED'],
})
/** Writes the plan whole. CONFLICT where somebody else wrote it meanwhile. */
export const writePlan = endpoint<In<typeof s.WritePlan>, s.CaseworkView>({
  method: 'PUT',
  path: `${id}/plan`,
  access,
  errors: ['NOT_FOUND', 'CONFLICT', 'CASE_STEP_NOT_ALLOWED', 'CASEWORK_CONSENT_NEEDED'],
})
/** The person reads when and where. */
export const planCaseworkSession = endpoint<In<typeof s.PlanSession>, s.CaseworkView>({
  method: 'POST',
  path: `${id}/sessions`,
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASEWORK_CONSENT_NEEDED', 'KEY_REUSED'],
  idempotent: true,
})
/** Once for each session; the same words sent again change nothing, other words give CONFLICT. */
export const recordCaseworkSession = endpoint<In<typeof s.RecordSession>, s.CaseworkView>({
  method: 'POST',
  path: `${id}/sessions/:sessionId/record`,
  access,
  errors: ['NOT_FOUND', 'CONFLICT', 'CASE_STEP_NOT_ALLOWED'],
  idempotent: 'optional',
})
/** Closes it, with the reason (结案). */
export const endCasework = endpoint<In<typeof s.EndCasework>, s.CaseworkView>({
  method: 'POST',
  path: `${id}/end`,
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})

/** The caseworks of the reader themself. */
export const listMyCaseworks = endpoint<In<typeof s.Nothing>, Out<typeof s.OwnCaseworks>>({
  method: 'GET',
  path: '/me/caseworks',
  access: 'resident',
  errors: [],
})
/** Withdraws the consent: nothing more is written, and the social worker ends it. Repeating it changes nothing. */
export const wishCaseworkEnd = endpoint<In<typeof s.ById>, s.OwnCasework>({
  method: 'POST',
  path: '/me/caseworks/:id/end-wish',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})
