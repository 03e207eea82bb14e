import { heldSessions } from '@yike/shared/courses/rules'

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

/** When one has to be there: the sessions of a course that take place, or the one time of anything else. */
export const timesOf = (record: Times & { sessions?: Session[] }): Times[] =>
  heldSessions(sessionsOf(record)).map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
