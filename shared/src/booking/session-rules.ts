import { dayOf } from '../time/china'

export interface SessionTimes {
  startsAt: Date
  endsAt: Date
}

/** The sessions of a sitting or a booking that take place. */
export const heldSessions = <Session extends { cancelReason?: string | null }>(sessions: readonly Session[]) =>
  sessions.filter(({ cancelReason }) => !cancelReason)

/** Whether a day in China is one of a session's: a night over midnight has two. */
export const isOnDay = ({ startsAt, endsAt }: SessionTimes, day: string) =>
  dayOf(startsAt) <= day && day <= dayOf(new Date(endsAt.getTime() - 1))
