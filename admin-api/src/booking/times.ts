import { ROLL_KINDS } from '@yike/shared/booking/kinds'
import { heldSessions } from '@yike/shared/booking/session-rules'
import type { ServiceKind } from '@yike/shared/directory/categories'

export interface Times {
  startsAt: Date
  endsAt: Date
}

/** One of several times of one enrolment. */
export interface Session extends Times {
  /** Stays the same when the session is moved. */
  n: number
  /** The reason why it was cancelled. */
  cancelReason?: string
  /** The reason why it was moved. */
  moveReason?: string
}

/** Every session, cancelled ones too; the one time of any sitting that is no course. */
export const sessionsOf = ({ startsAt, endsAt, sessions }: Times & { sessions?: Session[] }): Session[] =>
  sessions && sessions.length > 0 ? sessions : [{ n: 1, startsAt, endsAt }]

/** Filter of the sittings and bookings that have a roll: several sessions, or a kind that always has one. */
export const HAS_ROLL = { $or: [{ 'sessions.0': { $exists: true } }, { 'offer.kind': { $in: ROLL_KINDS } }] }
/** The same for a loaded record. */
export const hasRoll = ({ sessions, offer }: { sessions?: Session[]; offer: { kind: ServiceKind } }) =>
  (sessions ?? []).length > 0 || ROLL_KINDS.includes(offer.kind)

/**
 * The times at which a person has to be there: the sessions of a course that take place, or the one time of any other
 * sitting.
 */
export const timesOf = (record: Times & { sessions?: Session[] }): Times[] =>
  heldSessions(sessionsOf(record)).map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
