import { dayOf } from '@yike/shared/time/china'
import type { Attended, Booking } from '../booking/model'
import { sessionsOf } from '../booking/times'
import type { Course, Hours } from './model'

/** The minutes that a session counts for somebody who came: the course's, or the corrected ones. */
export const minutesOf = ({ corrections }: Pick<Attended, 'corrections'>, sessionMinutes: number | null) =>
  sessionMinutes === null ? 0 : (corrections?.at(-1)?.minutes ?? sessionMinutes)

/** Minutes by session that a booking's attendance gives in a course. */
export function linesOf(booking: Booking, { sessionMinutes }: Pick<Course, 'sessionMinutes'>): Hours['lines'] {
  if (sessionMinutes === null || booking.state === 'cancelled') return []
  const sessions = new Map(sessionsOf(booking).map((session) => [session.n, session]))
  return (booking.attended ?? [])
    .flatMap((came) => {
      const session = sessions.get(came.n)
      const minutes = minutesOf(came, sessionMinutes)
      return session && !session.cancelReason && minutes > 0
        ? [{ n: came.n, day: dayOf(session.startsAt), minutes }]
        : []
    })
    .sort((a, b) => a.n - b.n)
}

/** Whether somebody came often enough for a certificate. */
export const mayCertify = (booking: Booking, { certificateSessions }: Pick<Course, 'certificateSessions'>) =>
  certificateSessions !== null && timesCounted(booking) >= certificateSessions

/** Sessions somebody came to, without those that were corrected to nothing. */
export const timesCounted = ({ attended = [] }: Booking) =>
  attended.filter(({ corrections }) => corrections?.at(-1)?.minutes !== 0).length
