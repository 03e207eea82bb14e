import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { StaffPerson } from './schemas'
import type * as s from './real-name-schemas'

type In<S extends z.ZodType> = z.input<S>

/** The level of the caller's real name, and whether they can prove it by themselves. */
export const getMyRealName = endpoint<Record<string, never>, s.MyRealName>({
  method: 'GET',
  path: '/me/real-name',
  access: 'resident',
  errors: [],
})
/**
 * Proves the caller's name by their identity card number, which an outside service compares with the name and the verified
 * phone. REAL_NAME_REFUSED where the three do not belong together, where there is no service, or where it does not answer.
 */
export const proveRealName = endpoint<In<typeof s.ProveRealName>, s.MyRealName>({
  method: 'POST',
  path: '/me/real-name',
  access: 'resident',
  errors: ['REAL_NAME_REFUSED', 'TOO_MANY_REQUESTS'],
})
/**
 * Staff have looked at a document of the person: the name is confirmed. INVALID_INPUT where the number is not the one on
 * record; CONFLICT where somebody changed the name meanwhile. A second tap changes nothing.
 */
export const confirmRealName = endpoint<In<typeof s.ConfirmRealName>, StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/real-name',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND', 'NOT_ELIGIBLE', 'CONFLICT'],
})
/** Takes back what staff confirmed at the counter; a level that came otherwise counts again. */
export const undoRealName = endpoint<{ personId: string }, StaffPerson>({
  method: 'DELETE',
  path: '/staff/people/:personId/real-name',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND'],
})
