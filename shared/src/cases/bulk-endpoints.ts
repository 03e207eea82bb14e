import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as b from './bulk-schemas'
import type { StaffCase } from './schemas'

type In<S extends z.ZodType> = z.input<S>

/** Which of these cases would take a step now, with which words, and why the others would not. Writes nothing. */
export const previewBulkStep = endpoint<In<typeof b.PreviewBulkStep>, b.BulkPreview>({
  method: 'POST',
  path: '/staff/cases/bulk/preview',
  access: { staff: 'case.read' },
  errors: [],
})
/**
 * Takes an assignment of the caller back: the case is where it was before. CASE_STEP_NOT_ALLOWED after ten minutes, or
 * once anybody has taken another step.
 */
export const takeBackAssignment = endpoint<In<typeof b.TakeBack>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/take-back',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'],
  idempotent: 'optional',
})
