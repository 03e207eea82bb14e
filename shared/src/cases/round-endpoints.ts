import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as r from './round-schemas'

/**
 * The open cases that are assigned to the caller, with their places, to be put into walking order on the phone
 * (`roundOf`): at most 100, the first to run out first. The position of the caller is never asked for here.
 */
export const getCaseRound = endpoint<z.input<typeof r.GetCaseRound>, r.CaseRound>({
  method: 'GET',
  path: '/staff/case-round',
  access: { staff: 'case.read' },
  errors: [],
})
/**
 * The same for a member of a receiver: the cases that its organisations have to sign for or to mend. The home of the
 * reporter is hidden, in the address and on the map, unless the office has released them.
 */
export const getReceivedRound = endpoint<Record<string, never>, r.CaseRound>({
  method: 'GET',
  path: '/staff/received-round',
  access: { staff: 'case.receive' },
  errors: [],
})
