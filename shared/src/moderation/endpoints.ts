import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>

/**
 * Reports public words or pictures to the office. Answers the same where the caller has reported the thing already and
 * nobody has decided yet. NOT_FOUND for what the caller cannot read.
 */
export const sendReport = endpoint<In<typeof s.SendReport>, { done: true }>({
  method: 'POST',
  path: '/reports',
  access: 'resident',
  errors: ['NOT_FOUND', 'TOO_MANY_REQUESTS', 'KEY_REUSED'],
  idempotent: true,
})
/** Reports about things of the caller's areas: open ones the oldest first, or decided ones the newest first. */
export const listReports = endpoint<In<typeof s.ListReports>, z.output<typeof s.ReportPage>>({
  method: 'GET',
  path: '/staff/reports',
  access: { staff: 'report.decide' },
  errors: [],
})
/**
 * Decides a report, once; its reporter is told. A case is taken off the public view with it; anything else is taken down
 * or changed before, on its own page.
 */
export const decideReport = endpoint<In<typeof s.DecideReport>, { done: true }>({
  method: 'POST',
  path: '/staff/reports/:id/decide',
  access: { staff: 'report.decide' },
  errors: ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'],
})
