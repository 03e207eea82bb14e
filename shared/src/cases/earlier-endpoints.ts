import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as e from './earlier-schemas'

/**
 * The earlier cases of a person who phones or stands at the counter: those that the caller sees and whose reporter they
 * may know. Empty for a person of whom they see none.
 */
export const listEarlierCases = endpoint<z.input<typeof e.ListEarlierCases>, e.EarlierCases>({
  method: 'GET',
  path: '/staff/people/:personId/cases',
  access: { staff: 'case.read' },
  errors: [],
})
