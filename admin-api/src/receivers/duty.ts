import { onDuty } from '@yike/shared/receivers/duty'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import { calendarOf, type WorkHours } from '@yike/shared/time/work-hours'
import type { Types } from 'mongoose'
import { isWorkday } from '../territory/calendar'
import type { KnownHours } from '../territory/office-hours'
import type { Receiver } from './model'

type Hours = Pick<Receiver, 'hours' | 'areas'>

/** The hours of a receiver: its own, else those of the office around it. */
export function hoursOf({ hours, areas }: Hours, office: KnownHours): WorkHours {
  const { days, periods } = hours ?? office.hoursIn(areas)
  return { days, periods: periods.map(({ from, to }) => ({ from, to })) }
}

/** The hours of a receiver on the State Council's calendar; one without its own rests on the office's days off too. */
export const calendarOfReceiver = ({ hours, areas }: Hours, office: KnownHours): WorkCalendar =>
  hours ? calendarOf(hours, isWorkday) : office.calendarIn(areas)

/** Whether nobody of a receiver is there: each is on leave, or it has no members. */
export const isUnmanned = (
  { memberIds, roster = [] }: Pick<Receiver, 'memberIds' | 'roster'>,
  now: Date,
  isAway: (id: Types.ObjectId) => boolean,
) => onDuty({ memberIds, roster }, now, isAway).length === 0

/**
 * The members whom a message to the receiver reaches now; all of them where nobody is on duty: they find it when they
 * are back. `isAway` knows who is on leave.
 */
export function membersOnDuty(
  { memberIds, roster = [] }: Pick<Receiver, 'memberIds' | 'roster'>,
  now: Date,
  isAway: (id: Types.ObjectId) => boolean,
): Types.ObjectId[] {
  const found = onDuty({ memberIds, roster }, now, isAway)
  return found.length > 0 ? found : memberIds
}
