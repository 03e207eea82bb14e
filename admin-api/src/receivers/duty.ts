import { calendarOf, onDuty } from '@yike/shared/receivers/hours'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import type { Types } from 'mongoose'
import { isWorkday } from '../territory/calendar'
import { hoursOf, type Receiver } from './model'

/** The hours of a receiver on the State Council's calendar. */
export const hoursOfReceiver = (receiver: Pick<Receiver, 'hours'>): WorkCalendar =>
  calendarOf(hoursOf(receiver), isWorkday)

/** The members whom a message to the receiver reaches now; all of them where nobody is on duty, rather than nobody. */
export async function membersOnDuty(receiver: Receiver, now: Date): Promise<Types.ObjectId[]> {
  const found = onDuty({ memberIds: receiver.memberIds, roster: receiver.roster ?? [] }, now, () => false)
  return found.length > 0 ? found : receiver.memberIds
}
