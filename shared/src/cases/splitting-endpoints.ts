import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { StaffCase } from './schemas'
import type { SplitCase } from './splitting-schemas'

/**
 * Parts of a case become cases of their own, with the same reporter, the same followers and no later limit. The answer
 * is the first case, which keeps its number and words. Merging a part into it again undoes the split.
 */
export const splitCase = endpoint<z.input<typeof SplitCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/split',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED', 'INVALID_INPUT'],
  idempotent: true,
})
