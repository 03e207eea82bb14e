import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as a from './accused-schemas'
import type { ById, StaffCase } from './schemas'

/** The staff over a case and the members of the organisations that have it: those whom it may be about. */
export const listColleaguesOfCase = endpoint<z.input<typeof ById>, z.output<typeof a.ColleaguesOfCase>>({
  method: 'GET',
  path: '/staff/cases/:id/colleagues',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/**
 * Says that a case is about a colleague, or that it is not. From then on they neither read it nor find it, in no list, no
 * search and no export, get no message of it, and it is never assigned to them. INVALID_INPUT for whoever has it now, and
 * for the caller.
 */
export const nameAccused = endpoint<z.input<typeof a.NameAccused>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/accused',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'INVALID_INPUT', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED'],
})
