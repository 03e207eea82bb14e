import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as i from './inspection-schemas'
import type * as s from './recurring-schemas'

/** 未诉先办, of the cases that the caller reads: those of this season in earlier years, and those that came back. */
export const listRecurringCases = endpoint<Record<string, never>, z.output<typeof s.RecurringCases>>({
  method: 'GET',
  path: '/staff/recurring-cases',
  access: { staff: 'case.read' },
  errors: [],
})
/**
 * Sends the colleague whose duty is nearest, and who has least to do, to look at a place of 未诉先办: a case of the kind
 * `inspection` in their list. CASE_MOVED where another colleague has sent somebody there, with both names; NOT_FOUND
 * where 未诉先办 does not name the place any more; CASE_STEP_NOT_ALLOWED where nobody there can go.
 */
export const sendInspection = endpoint<z.input<typeof i.SendInspection>, i.SentInspection>({
  method: 'POST',
  path: '/staff/recurring-cases/inspections',
  access: { staff: 'case.assign' },
  idempotent: true,
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED'],
})
