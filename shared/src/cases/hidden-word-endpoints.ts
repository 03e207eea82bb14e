import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as h from './hidden-word-schemas'
import type { ById, StaffCase } from './schemas'

/**
 * Hides passages, or whole parts, of the words of a case from everybody but their author: from staff, receivers and
 * neighbours, in exports, prints and the search. The words themselves are kept sealed. INVALID_INPUT names a passage that
 * stands nowhere in them.
 */
export const hideCaseWords = endpoint<z.input<typeof h.HideCaseWords>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/words/hiding',
  access: { staff: 'case.handle' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'INVALID_INPUT', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'],
  idempotent: true,
})
/** Shows every word of a case again. It is for those who may read the words while they are hidden. */
export const unhideCaseWords = endpoint<z.input<typeof ById>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/words/unhiding',
  access: { staff: 'case.see_reporter' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED'],
})
/** The words of a case before some were hidden, for a look that goes on record each time. */
export const showOriginalWords = endpoint<z.input<typeof ById>, z.output<typeof h.OriginalWords>>({
  method: 'POST',
  path: '/staff/cases/:id/words/original',
  access: { staff: 'case.see_reporter' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/** Takes a case off what neighbours and anybody else may read of it, or puts it back. Repeating it changes nothing. */
export const showCaseToNeighbours = endpoint<z.input<typeof h.ShowCaseToNeighbours>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/public',
  access: { staff: 'report.decide' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED'],
})
