import { clock, dayOf, weekdayOf, WEEKDAYS, type Day } from '../time/china'
import type { WorkCalendar } from '../time/work-calendar'

/** The days on which a receiver works: those of offices, make-up workdays included, or every day of the year. */
export const RECEIVER_DAYS = {
  workdays: { label: '工作日，调休上班日也算' },
  every_day: { label: '每天，节假日也上班' },
} as const
export type ReceiverDays = keyof typeof RECEIVER_DAYS
export const RECEIVER_DAY_CODES = Object.keys(RECEIVER_DAYS) as [ReceiverDays, ...ReceiverDays[]]

/** Minutes of the day; the lunch break lies between two periods. */
export interface ReceiverHours {
  days: ReceiverDays
  periods: { from: number; to: number }[]
}

/** The hours of the office, and of a receiver that did not say its own: 8:30 to 12:00 and 14:00 to 17:30. */
export const OFFICE_HOURS: ReceiverHours = {
  days: 'workdays',
  periods: [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 + 30 },
  ],
}

/** `isWorkday`: the calendar of the State Council. */
export const calendarOf = (hours: ReceiverHours, isWorkday: (day: Day) => boolean): WorkCalendar => ({
  isWorkday: hours.days === 'every_day' ? () => true : isWorkday,
  periods: hours.periods,
})

/** The first fault of hours in a Chinese sentence; null where there is none. */
export function hoursProblem({ periods }: ReceiverHours): string | null {
  if (periods.length === 0) return '写上几点到几点上班'
  if (periods.some(({ from, to }) => from >= to)) return '下班要晚于上班'
  const isOverlapping = periods.some(({ from }, at) => at > 0 && from <= periods[at - 1]!.to)
  return isOverlapping ? '几段时间要从早到晚写，中间隔开' : null
}

/** 「工作日 8:30–12:00、14:00–17:30」 */
export const hoursInWords = ({ days, periods }: ReceiverHours) =>
  `${days === 'workdays' ? '工作日' : '每天'} ${periods.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join('、')}`

/** The days of the week on which a member is on duty; 1 is Monday. */
export interface DutyLine<Id> {
  personId: Id
  weekdays: number[]
}

/** 「周师傅 周一、周三」 */
export const dutyInWords = (name: string, weekdays: readonly number[]) =>
  `${name} ${weekdays.length === WEEKDAYS.length ? '每天' : weekdays.map((day) => WEEKDAYS[day - 1]).join('、')}`

/**
 * The members who are on duty at an instant: those whom the roster names for the day, without those who are away. A day
 * that the roster leaves empty is everybody's who is there. Empty only where everybody is away.
 */
export function onDuty<Id>(
  { memberIds, roster }: { memberIds: readonly Id[]; roster: readonly DutyLine<Id>[] },
  now: Date,
  isAway: (personId: Id) => boolean,
): Id[] {
  const weekday = weekdayOf(dayOf(now))
  const present = memberIds.filter((id) => !isAway(id))
  const named = present.filter((id) =>
    roster.some(({ personId, weekdays }) => String(personId) === String(id) && weekdays.includes(weekday)),
  )
  return named.length > 0 ? named : present
}
