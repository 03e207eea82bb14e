import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as i from './incident-schemas'
import type * as m from './minors-schemas'
import type * as s from './schemas'

type Nothing = Record<string, never>

/** Everything on record about the caller, in Chinese, to read and to keep. */
export const exportMe = endpoint<Nothing, s.PersonExport>({
  method: 'GET',
  path: '/me/export',
  access: 'resident',
  cost: 10,
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
/** Incidents with personal data that staff of the caller's areas recorded: the newest hundred. */
export const listIncidents = endpoint<Nothing, i.IncidentList>({
  method: 'GET',
  path: '/staff/incidents',
  access: { staff: 'incident.edit' },
  errors: [],
})
/** Records an incident: its duties and deadlines count from the moment at which it was noticed. */
export const recordIncident = endpoint<z.input<typeof i.RecordIncident>, i.IncidentView>({
  method: 'POST',
  path: '/staff/incidents',
  access: { staff: 'incident.edit' },
  errors: ['KEY_REUSED'],
  idempotent: true,
})
export const getIncident = endpoint<z.input<typeof i.IncidentId>, i.IncidentView>({
  method: 'GET',
  path: '/staff/incidents/:id',
  access: { staff: 'incident.edit' },
  errors: ['NOT_FOUND'],
})
/** Replaces the facts by those that are known now. CONFLICT where somebody else changed them meanwhile. */
export const changeIncident = endpoint<z.input<typeof i.ChangeIncident>, i.IncidentView>({
  method: 'PUT',
  path: '/staff/incidents/:id',
  access: { staff: 'incident.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Writes down that a step was taken: to whom, when, in which words. Steps are added and never changed. */
export const takeIncidentStep = endpoint<z.input<typeof i.TakeIncidentStep>, i.IncidentView>({
  method: 'POST',
  path: '/staff/incidents/:id/steps',
  access: { staff: 'incident.edit' },
  errors: ['NOT_FOUND'],
  idempotent: true,
})
/** The form of an incident as a file. */
export const exportIncident = endpoint<z.input<typeof i.ExportIncident>, never>({
  method: 'GET',
  path: '/staff/incidents/:id/export',
  access: { staff: 'incident.edit' },
  errors: ['NOT_FOUND'],
})
/** The data of people under 18 in the caller's areas in one year, in figures. */
export const getMinorsReport = endpoint<z.input<typeof m.OfYear>, m.MinorsReport>({
  method: 'GET',
  path: '/staff/minors-report',
  access: { staff: 'audit.read' },
  errors: [],
})
/** The same as an Excel file, with each of them by name: the material for the yearly audit. */
export const exportMinorsReport = endpoint<z.input<typeof m.OfYear>, never>({
  method: 'GET',
  path: '/staff/minors-report/export',
  access: { staff: 'audit.read' },
  errors: [],
})
