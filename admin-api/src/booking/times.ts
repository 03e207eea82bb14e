import { ROLL_KINDS } from '@yike/shared/booking/kinds'
import { heldSessions } from '@yike/shared/courses/rules'
import type { ServiceKind } from '@yike/shared/directory/categories'

export interface Times {
  startsAt: Date
  endsAt: Date
}

/** One of several times of one enrolment. */
export interface Session extends Times {
  /** Stays the same when the session is moved. */
  n: number
  /** It fell out, and why. */
  cancelReason?: string
  /** Why it is at another time than it was. */
  moveReason?: string
}

/** Every session, those that fell out too; the one time of anything that is no course. */
export const sessionsOf = ({ startsAt, endsAt, sessions }: Times & { sessions?: Session[] }): Session[] =>
  sessions && sessions.length > 0 ? sessions : [{ n: 1, startsAt, endsAt }]

/** Filter of the sittings and bookings that have a roll: several sessions, or a kind that always has one. */
export const HAS_ROLL = { $or: [{ 'sessions.0': { $exists: true } }, { 'offer.kind': { $in: ROLL_KINDS } }] }
/** The same of a record at hand. */
export const hasRoll = ({ sessions, offer }: { sessions?: Session[]; offer: { kind: ServiceKind } }) =>
  (sessions ?? []).length > 0 || ROLL_KINDS.includes(offer.kind)

/** When one has to be there: the sessions of a course that take place, or the one time of anything else. */
export const timesOf = (record: Times & { sessions?: Session[] }): Times[] =>
  heldSessions(sessionsOf(record)).map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
