import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { ReceivedCase } from './received-schemas'
import type { StaffCase } from './schemas'
import type * as w from './whistle-schemas'

type In<S extends z.ZodType> = z.input<S>

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'] as const

/** Calls several receivers to a case at once, for one of three occasions; one of them leads. */
export const blowWhistle = endpoint<In<typeof w.BlowWhistle>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/whistle',
  access: { staff: 'case.whistle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** The community's rating of a receiver that was called; the last one counts. */
export const rateParty = endpoint<In<typeof w.RateParty>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/whistle/rate',
  access: { staff: 'case.assign' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Cases with a whistle in the areas of the caller, the first to run out first. `open`: somebody has not reported in. */
export const listWhistles = endpoint<In<typeof w.ListWhistles>, z.output<typeof w.WhistledCasePage>>({
  method: 'GET',
  path: '/staff/whistles',
  access: { staff: 'case.read' },
  errors: [],
})

/** A member of a receiver that was called signs: it comes. */
export const answerWhistle = endpoint<In<typeof w.AnswerWhistle>, ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/whistle/sign',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** It has spoken with the community: who comes, and when. */
export const contactForWhistle = endpoint<In<typeof w.ContactForWhistle>, ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/whistle/contact',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** It is there. */
export const reportIn = endpoint<In<typeof w.ReportIn>, ReceivedCase>({
  method: 'POST',
  path: '/staff/received-cases/:id/whistle/report-in',
  access: { staff: 'case.receive' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
