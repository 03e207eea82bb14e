import type { AlertCode } from './alerts'
import type { CaseEventKind } from './events'

/** Two communities said that a case is not theirs: whose it is takes a ruling, as for receivers. */
export const TRANSFER_RETURNS_BEFORE_RULING = 2

/** A transfer that the other community has not answered yet. Until then the first receiver stays the contact. */
export interface Transfer<Id> {
  /** The community that it was sent to, and the areas in which somebody may take it on. */
  to: Id
  areas: readonly Id[]
  since: Date
  by: Id
  /** An arbiter decided: it cannot be sent back. */
  bound: boolean
  /** By when it is taken on or sent back. */
  dueAt?: Date
  /** Nobody answered for half a day after the limit: an arbiter was told, and may rule. */
  unanswered?: boolean
}

/** The fields of a case that transfers decide; absent in cases that were never transferred. */
export interface TransferStanding<Id> {
  transfer?: Transfer<Id> | null
  /** The number of times that a community sent it back. */
  transferReturns?: number
  /** An arbiter decided whose it is: it is not transferred again. */
  settledByRuling?: boolean
}

/** The parts of an event that concern transfers. */
interface Transferring<Id> {
  kind: CaseEventKind
  at: Date
  actor: Id
  community?: Id
  communityAreas?: readonly Id[]
  transferDueAt?: Date
  alert?: AlertCode
}

/** The transfer after an event: under way, or over. */
export function transferAfter<Id>(
  { transfer: before, transferReturns = 0, settledByRuling = false }: TransferStanding<Id>,
  { kind, at, actor, community, communityAreas = [], transferDueAt, alert }: Transferring<Id>,
): TransferStanding<Id> {
  if ((kind === 'transferred' || kind === 'transfer_ruled') && community !== undefined) {
    const bound = kind === 'transfer_ruled'
    const limit = transferDueAt ? { dueAt: transferDueAt } : {}
    const transfer = { to: community, areas: [...communityAreas], since: at, by: actor, bound, ...limit }
    return { transfer, ...(bound ? { settledByRuling: true } : {}) }
  }
  if (before && transferDueAt) return { transfer: { ...before, dueAt: transferDueAt } }
  if (before && alert === 'transfer_missing') return { transfer: { ...before, unanswered: true } }
  if (kind === 'transfer_accepted') return { transfer: null, ...(settledByRuling ? { settledByRuling } : {}) }
  return kind === 'transfer_returned' ? { transfer: null, transferReturns: transferReturns + 1 } : {}
}

/** Whether it takes an arbiter: two communities sent it back, or the one that was asked last does not answer. */
export const needsTransferRuling = ({ transfer, transferReturns = 0 }: TransferStanding<unknown>) =>
  transfer ? transfer.unanswered === true : transferReturns >= TRANSFER_RETURNS_BEFORE_RULING

/** Whether the other community should have answered by now. */
export const isTransferLate = ({ dueAt }: Pick<Transfer<unknown>, 'dueAt'>, now: Date) =>
  dueAt !== undefined && dueAt < now
