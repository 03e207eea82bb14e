import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { StaffPerson } from './schemas'
import type * as h from './home-schemas'

type In<S extends z.ZodType> = z.input<S>

/** The caller's address, whether it is bound, and what became of the proof they sent. */
export const getMyHome = endpoint<Record<string, never>, h.MyHome>({
  method: 'GET',
  path: '/me/home',
  access: 'resident',
  errors: [],
})
/**
 * Sends photos of a proof of the caller's address for staff to look at. They are deleted once it is decided or withdrawn.
 * CONFLICT without an address, for one that is bound, and while another proof waits.
 */
export const sendHomeProof = endpoint<In<typeof h.SendHomeProof>, h.MyHome>({
  method: 'POST',
  path: '/me/home/proof',
  access: 'resident',
  errors: ['CONFLICT', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** Takes a proof back that nobody has decided; its photos are deleted. */
export const withdrawHomeProof = endpoint<Record<string, never>, h.MyHome>({
  method: 'DELETE',
  path: '/me/home/proof',
  access: 'resident',
  errors: [],
})

/** Proofs that wait for a look, the oldest first, with their number. */
export const listHomeRequests = endpoint<In<typeof h.ListHomeRequests>, z.output<typeof h.HomeRequestPage>>({
  method: 'GET',
  path: '/staff/home-requests',
  access: { staff: 'person.bind' },
  errors: [],
})
/**
 * Accepts a proof, which binds the address, or returns it with a reason; the resident is told, and the photos are deleted.
 * CONFLICT where a colleague decided it or the resident has another address by now.
 */
export const decideHomeRequest = endpoint<In<typeof h.DecideHomeRequest>, { done: true }>({
  method: 'POST',
  path: '/staff/home-requests/:id/decide',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Staff have seen a proof at the counter: the address on record is bound. CONFLICT where there is none, or it changed. */
export const confirmHome = endpoint<In<typeof h.ConfirmHome>, StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/home-proof',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** The address is again what the person says. */
export const undoHome = endpoint<{ personId: string }, StaffPerson>({
  method: 'DELETE',
  path: '/staff/people/:personId/home-proof',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND'],
})
