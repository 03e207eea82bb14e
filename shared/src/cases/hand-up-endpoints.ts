import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { HandUp } from './hand-up-schemas'
import type { StaffCase } from './schemas'

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'] as const

/**
 * Hands a case up (上报) that the community cannot do by itself: it waits for the arbiter, who gives it to a receiver
 * (`ruleCase`) or back (`handDownCase`). Its limits run on.
 */
export const handUpCase = endpoint<z.input<typeof HandUp>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/hand-up',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** The arbiter gives it back: the community goes on with it. */
export const handDownCase = endpoint<z.input<typeof HandUp>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/hand-down',
  access: { staff: 'case.rule' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
