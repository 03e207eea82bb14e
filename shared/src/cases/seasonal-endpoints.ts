import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './seasonal-schemas'

/** The categories that had cases in this month and the next of several earlier years, in the communities whose figures the caller reads. */
export const listSeasonalCases = endpoint<Record<string, never>, z.output<typeof s.SeasonalCases>>({
  method: 'GET',
  path: '/staff/seasonal-cases',
  access: { staff: 'insight.read' },
  errors: [],
})
/** Says that it was seen to for this year, or takes that back. Said twice it counts once: the first stays. */
export const handleSeasonalCase = endpoint<z.input<typeof s.HandleSeasonal>, { done: true }>({
  method: 'PUT',
  path: '/staff/seasonal-cases',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
