import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as b from './bulk-schemas'
import type { Assignees, StaffCase } from './schemas'
import type { ListCaseVersions } from './version-schemas'

type In<S extends z.ZodType> = z.input<S>

/** Which of these cases would take a step now, with which words, and why the others would not. Writes nothing. */
export const previewBulkStep = endpoint<In<typeof b.PreviewBulkStep>, b.BulkPreview>({
  method: 'POST',
  path: '/staff/cases/bulk/preview',
  access: { staff: 'case.read' },
  errors: [],
})
/**
 * The colleagues who can be assigned some of these cases: those who can be assigned most of them first, then those whose
 * duty is nearest, then by load, each with the reason.
 */
export const listBulkAssignees = endpoint<In<typeof ListCaseVersions>, z.output<typeof Assignees>>({
  method: 'GET',
  path: '/staff/case-assignees',
  access: { staff: 'case.assign' },
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
