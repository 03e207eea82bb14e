import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as e from './extension-schemas'
import type { StaffCase } from './schemas'

type In<S extends z.ZodType> = z.input<S>
const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'PHOTO_TAKEN', 'KEY_REUSED'] as const

/** Asks for the one extension of a promise in working days, before it ends. */
export const askExtension = endpoint<In<typeof e.AskExtension>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/extension',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Grants or refuses it: anybody who closes cases there but the one who asked. */
export const decideExtension = endpoint<In<typeof e.DecideExtension>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/extension/decide',
  access: { staff: 'case.close' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
