import { dayOf } from '@yike/shared/time/china'
import type { Booking } from '../booking/model'
import { sessionsOf } from '../booking/times'
import type { Course, Hours } from './model'

/** Minutes by session that a booking's attendance gives in a course. */
export function linesOf(booking: Booking, { sessionMinutes }: Pick<Course, 'sessionMinutes'>): Hours['lines'] {
  if (sessionMinutes === null || booking.state === 'cancelled') return []
  const sessions = new Map(sessionsOf(booking).map((session) => [session.n, session]))
  return (booking.attended ?? [])
    .flatMap(({ n }) => {
      const session = sessions.get(n)
      return session && !session.cancelReason ? [{ n, day: dayOf(session.startsAt), minutes: sessionMinutes }] : []
    })
    .sort((a, b) => a.n - b.n)
}

/** Whether somebody came often enough for a certificate. */
export const mayCertify = ({ attended = [] }: Booking, { certificateSessions }: Pick<Course, 'certificateSessions'>) =>
  certificateSessions !== null && attended.length >= certificateSessions
