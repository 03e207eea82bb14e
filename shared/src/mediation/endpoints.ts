import { endpoint } from '../endpoint'
import type { ShownPhone } from '../people/schemas'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>
const access = { staff: 'mediation.handle' } as const

/** The mediations that the reader has to see to, those with a session ahead first. */
export const getMediatorDay = endpoint<In<typeof s.Nothing>, Out<typeof s.MediatorDay>>({
  method: 'GET',
  path: '/staff/mediations',
  access,
  errors: [],
})
/** By the id of its case. NOT_FOUND for everybody but its mediator and those who direct mediation there. */
export const getMediation = endpoint<In<typeof s.ById>, s.MediationView>({
  method: 'GET',
  path: '/staff/mediations/:id',
  access,
  errors: ['NOT_FOUND'],
})
/** A resident with this name and this number reads invitations in the app. The mediator cannot be a party. */
export const addParty = endpoint<In<typeof s.AddParty>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/parties',
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'],
  idempotent: true,
})
/** Removes somebody who turned out not to be a party; not while an agreement names them. */
export const removeParty = endpoint<In<typeof s.OfParty>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/parties/:partyId/remove',
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})
/** The number of a party, to phone them: it goes on record. */
export const showPartyPhone = endpoint<In<typeof s.OfParty>, ShownPhone>({
  method: 'POST',
  path: '/staff/mediations/:id/parties/:partyId/phone/show',
  access,
  errors: ['NOT_FOUND'],
})
/** Invites the parties who have the app by message. */
export const planSession = endpoint<In<typeof s.PlanSession>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/sessions',
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'],
  idempotent: true,
})
/** Once for each session: a second mediator gets CONFLICT and keeps their words. */
export const recordSession = endpoint<In<typeof s.RecordSession>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/sessions/:sessionId/record',
  access,
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Writes the agreement whole, until somebody has signed it. CONFLICT where somebody else wrote it meanwhile. */
export const draftAgreement = endpoint<In<typeof s.DraftAgreement>, s.MediationView>({
  method: 'PUT',
  path: '/staff/mediations/:id/agreement',
  access,
  errors: ['NOT_FOUND', 'CONFLICT', 'CASE_STEP_NOT_ALLOWED'],
})
/**
 * Each party signs the version that they were read, the mediator last: with that it is in force, and the case closes.
 * Signing again changes nothing.
 */
export const signAgreement = endpoint<In<typeof s.SignAgreement>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/agreement/sign',
  access,
  errors: ['NOT_FOUND', 'CONFLICT', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN'],
})
/** Takes all signatures back, so that the words can be changed: before the mediator has signed. */
export const rejectSignatures = endpoint<In<typeof s.RejectSignatures>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/agreement/reject',
  access,
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Ends it without a signed agreement: by word of mouth, without one, or because a party wishes so. */
export const endMediation = endpoint<In<typeof s.EndMediation>, s.MediationView>({
  method: 'POST',
  path: '/staff/mediations/:id/end',
  access,
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})

/** The mediations to which the reader is a party. */
export const listMyMediations = endpoint<In<typeof s.Nothing>, Out<typeof s.PartyMediations>>({
  method: 'GET',
  path: '/me/mediations',
  access: 'resident',
  errors: [],
})
export const getMyMediation = endpoint<In<typeof s.ById>, s.PartyMediation>({
  method: 'GET',
  path: '/me/mediations/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** A party asks for another mediator (人民调解法, article 23); those who direct mediation read of it and phone. */
export const wishMediator = endpoint<In<typeof s.ById>, s.PartyMediation>({
  method: 'POST',
  path: '/me/mediations/:id/another-mediator',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED'],
})
