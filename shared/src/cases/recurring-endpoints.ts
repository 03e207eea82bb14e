import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './recurring-schemas'

/** 未诉先办, of the cases that the caller reads: those of this season in earlier years, and those that came back. */
export const listRecurringCases = endpoint<Record<string, never>, z.output<typeof s.RecurringCases>>({
  method: 'GET',
  path: '/staff/recurring-cases',
  access: { staff: 'case.read' },
  errors: [],
})
