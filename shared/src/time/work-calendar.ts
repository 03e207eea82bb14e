import { addDays, dayOf, instantAt, MINUTE_MS, type Day } from './china'

/**
 * The working days and hours of an office or an organisation. Holidays and make-up workdays stay behind `isWorkday`,
 * passed in, so that this stays pure.
 */
export interface WorkCalendar {
  isWorkday(day: Day): boolean
  /** Opening periods of a working day, minutes of the day, in order; the noon break lies between them. */
  periods: readonly { from: number; to: number }[]
}

/** No holiday lasts as long as this: a calendar without a working day in so many days is broken. */
const LONGEST_BREAK_DAYS = 60

export const minutesOfDay = ({ periods }: WorkCalendar) => periods.reduce((sum, { from, to }) => sum + to - from, 0)
export const closing = ({ periods }: WorkCalendar) => periods[periods.length - 1]!.to
export const opening = ({ periods }: WorkCalendar) => periods[0]!.from

/** The first working day after a day. */
export function nextWorkday(day: Day, calendar: WorkCalendar): Day {
  for (let ahead = 1; ahead <= LONGEST_BREAK_DAYS; ahead++)
    if (calendar.isWorkday(addDays(day, ahead))) return addDays(day, ahead)
  throw new Error('The working calendar has no working day.')
}

const openingsOf = (day: Day, calendar: WorkCalendar) =>
  calendar.isWorkday(day)
    ? calendar.periods.map(({ from, to }) => ({
        from: instantAt(day, from).getTime(),
        to: instantAt(day, to).getTime(),
      }))
    : []

/** Opening time between two instants, in minutes; 0 when the second is not later. */
export function workingMinutesBetween(from: Date, to: Date, calendar: WorkCalendar) {
  let sum = 0
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1))
    for (const open of openingsOf(day, calendar))
      sum += Math.max(0, Math.min(open.to, to.getTime()) - Math.max(open.from, from.getTime()))
  return sum / MINUTE_MS
}

/** The instant after so much opening time: 16:30 on a Friday and 120 minutes is Monday 9:30, with closing at 17:30. */
export function addWorkingMinutes(instant: Date, minutes: number, calendar: WorkCalendar): Date {
  let left = minutes * MINUTE_MS
  if (left <= 0) return instant
  for (let day = dayOf(instant); ; day = nextWorkday(day, calendar))
    for (const open of openingsOf(day, calendar)) {
      const from = Math.max(open.from, instant.getTime())
      const length = Math.max(0, open.to - from)
      if (length >= left) return new Date(from + left)
      left -= length
    }
}

/** Whether somebody works there at an instant; the minute of closing does not count. */
export const isOpenAt = (instant: Date, calendar: WorkCalendar) =>
  openingsOf(dayOf(instant), calendar).some(({ from, to }) => from <= instant.getTime() && instant.getTime() < to)

/** The instant itself where somebody works then, else the next opening. */
export function nextOpening(instant: Date, calendar: WorkCalendar): Date {
  for (let day = dayOf(instant); ; day = nextWorkday(day, calendar))
    for (const { from, to } of openingsOf(day, calendar))
      if (instant.getTime() < to) return new Date(Math.max(from, instant.getTime()))
}
