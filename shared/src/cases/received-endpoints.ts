import { endpoint } from '../endpoint'
import type { ShownPhone } from '../people/schemas'
import type { z } from '../zod'
import type * as r from './received-schemas'
import type { ById } from './schemas'

type In<S extends z.ZodType> = z.input<S>

/** The cases that were given to the organisations of the caller, the first to run out first. */
export const listReceivedCases = endpoint<In<typeof r.ListReceivedCases>, z.output<typeof r.ReceivedCasePage>>({
  method: 'GET',
  path: '/staff/received-cases',
  access: { staff: 'case.receive' },
  errors: [],
})
export const getReceivedCase = endpoint<In<typeof ById>, r.ReceivedCase>({
  method: 'GET',
  path: '/staff/received-cases/:id',
  access: { staff: 'case.receive' },
  errors: ['NOT_FOUND'],
})
/** The number of a reporter whom the office released for this case: it goes on record. */
export const showReceivedPhone = endpoint<In<typeof ById>, ShownPhone>({
  method: 'POST',
  path: '/staff/received-cases/:id/phone/show',
  access: { staff: 'case.receive' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'] as const

export const signCase = endpoint<In<typeof r.SignCase>, r.ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/sign',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Not theirs: it goes back to the office, and they do not see it any more. A ruled case cannot be handed back. */
export const handBackCase = endpoint<In<typeof r.HandBackCase>, { done: true }>({
  method: 'POST',
  path: '/staff/received-cases/:id/hand-back',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
export const noteToOffice = endpoint<In<typeof r.NoteToOffice>, r.ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/notes',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** It is mended: the office reads the proof, and answers the resident. */
export const reportDone = endpoint<In<typeof r.ReportDone>, r.ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/report',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
