import { clock, type Day } from './china'
import type { WorkCalendar } from './work-calendar'

/** The days on which an office or a receiver works: those of offices, make-up workdays included, or every day. */
export const WORK_DAYS = {
  workdays: { label: '工作日，调休上班日也算' },
  every_day: { label: '每天，节假日也上班' },
} as const
export type WorkDays = keyof typeof WORK_DAYS
export const WORK_DAY_CODES = Object.keys(WORK_DAYS) as [WorkDays, ...WorkDays[]]

/** Minutes of the day; the lunch break lies between two periods. */
export interface WorkHours {
  days: WorkDays
  periods: { from: number; to: number }[]
}
/** The hours of an office: `daysOff` are its own, beside the public holidays. */
export interface OfficeHours extends WorkHours {
  daysOff?: Day[]
}

/** The hours of an office that did not say its own: 8:30 to 12:00 and 14:00 to 17:30. */
export const OFFICE_HOURS: WorkHours = {
  days: 'workdays',
  periods: [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 + 30 },
  ],
}

/** `isWorkday`: the calendar of the State Council. */
export const calendarOf = (
  { days, periods, daysOff = [] }: OfficeHours,
  isWorkday: (day: Day) => boolean,
): WorkCalendar => ({
  isWorkday: (day) => (days === 'every_day' || isWorkday(day)) && !daysOff.includes(day),
  periods,
})

/** The first fault of hours in a Chinese sentence; null where there is none. */
export function hoursProblem({ periods }: WorkHours): string | null {
  if (periods.length === 0) return '写上几点到几点上班'
  if (periods.some(({ from, to }) => from >= to)) return '下班要晚于上班'
  const isOverlapping = periods.some(({ from }, at) => at > 0 && from <= periods[at - 1]!.to)
  return isOverlapping ? '几段时间要从早到晚写，中间隔开' : null
}

/**
 * The most days of its own that an office is closed on: with the longest holiday after them they stay far below the sixty
 * days in which an opening is sought.
 */
export const MOST_DAYS_OFF = 20

/** 「工作日 8:30–12:00、14:00–17:30」 */
export const hoursInWords = ({ days, periods }: WorkHours) =>
  `${days === 'workdays' ? '工作日' : '每天'} ${periods.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join('、')}`
