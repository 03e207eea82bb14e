import type { Receivership } from './reduce'
import type { Party } from './whistle'
import { OPEN_CASE_STATES, type CaseState } from './states'

/** The states of a case as its receiver counts them. */
export const RECEIVED_STATES = {
  to_sign: { label: '等签收' },
  in_hand: { label: '在办' },
  reported: { label: '报了办好' },
  done: { label: '办结' },
} as const
export type ReceivedState = keyof typeof RECEIVED_STATES
export const RECEIVED_STATE_CODES = Object.keys(RECEIVED_STATES) as [ReceivedState, ...ReceivedState[]]

export function receivedState(state: CaseState, { signedAt, reportedAt }: Receivership<unknown>): ReceivedState {
  if (!(OPEN_CASE_STATES as readonly CaseState[]).includes(state)) return 'done'
  if (reportedAt) return 'reported'
  return signedAt ? 'in_hand' : 'to_sign'
}

/** The names of the same states for a receiver that was called by a whistle. */
export const PARTY_STATES: Record<ReceivedState, { label: string }> = {
  to_sign: { label: '吹哨，等应哨' },
  in_hand: { label: '应哨了，等报到' },
  reported: { label: '报到了' },
  done: RECEIVED_STATES.done,
}

export function partyState(state: CaseState, { signedAt, reportedInAt }: Party<unknown>): ReceivedState {
  if (!(OPEN_CASE_STATES as readonly CaseState[]).includes(state)) return 'done'
  if (reportedInAt) return 'reported'
  return signedAt ? 'in_hand' : 'to_sign'
}
