import { dayOf } from '../time/china'

export interface SessionTimes {
  startsAt: Date
  endsAt: Date
}

/** The sessions of a sitting or a booking that take place. */
export const heldSessions = <Session extends { cancelReason?: string | null }>(sessions: readonly Session[]) =>
  sessions.filter(({ cancelReason }) => !cancelReason)

interface Timed<At> {
  startsAt: At
  endsAt: At
}

/**
 * The time to name of a sitting or a booking: of several sessions the first that takes place and is not over, its own
 * time otherwise.
 */
export function timeAhead<At extends Date | string>(
  record: Timed<At> & { sessions?: readonly (Timed<At> & { cancelReason?: string | null })[] },
  now: Date,
): Timed<At> {
  const [first, ...others] = heldSessions(record.sessions ?? []).filter(({ endsAt }) => new Date(endsAt) > now)
  return first ? others.reduce((soonest, one) => (one.startsAt < soonest.startsAt ? one : soonest), first) : record
}

/** Whether a day in China is one of a session's: a night over midnight has two. */
export const isOnDay = ({ startsAt, endsAt }: SessionTimes, day: string) =>
  dayOf(startsAt) <= day && day <= dayOf(new Date(endsAt.getTime() - 1))
