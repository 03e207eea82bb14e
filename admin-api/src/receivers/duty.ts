import { calendarOf, onDuty } from '@yike/shared/receivers/hours'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import type { Types } from 'mongoose'
import { isWorkday } from '../territory/calendar'
import { hoursOf, type Receiver } from './model'

/** The hours of a receiver on the State Council's calendar. */
export const hoursOfReceiver = (receiver: Pick<Receiver, 'hours'>): WorkCalendar =>
  calendarOf(hoursOf(receiver), isWorkday)

/**
 * The members whom a message to the receiver reaches now; all of them where nobody is on duty, rather than nobody.
 * `isAway` knows who is on leave.
 */
export function membersOnDuty(
  { memberIds, roster = [] }: Pick<Receiver, 'memberIds' | 'roster'>,
  now: Date,
  isAway: (id: Types.ObjectId) => boolean,
): Types.ObjectId[] {
  const found = onDuty({ memberIds, roster }, now, isAway)
  return found.length > 0 ? found : memberIds
}
