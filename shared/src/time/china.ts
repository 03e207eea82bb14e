/**
 * Wall-clock time of China. No daylight saving since 1991, so one fixed offset is exact, a hundred times faster than a
 * time-zone library, and runs in the mini-program, which may lack Intl time zones.
 */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
export const MINUTE_MS = 60_000

/** A calendar day in China, '2026-11-23'. Days compare as text, so a year has four digits. */
export type Day = string

/**
 * The first and the last day that may be named, both inclusive: nobody here was born before, and no plan reaches
 * farther.
 */
export const FIRST_DAY: Day = '1900-01-01'
export const LAST_DAY: Day = '2100-12-31'
export const isWithinDays = (day: Day) => FIRST_DAY <= day && day <= LAST_DAY

const pad = (value: number) => String(value).padStart(2, '0')
const shifted = (instant: Date) => new Date(instant.getTime() + OFFSET_MS)

/** The instant as the API writes it: '2026-11-23T10:42:00+08:00'. */
export const toApiTime = (instant: Date) => `${shifted(instant).toISOString().slice(0, 19)}+08:00`

/** The day in China that an instant falls on. */
export const dayOf = (instant: Date): Day => shifted(instant).toISOString().slice(0, 10)

/** Minutes since midnight in China. */
export const minuteOf = (instant: Date) => shifted(instant).getUTCHours() * 60 + shifted(instant).getUTCMinutes()

/** The instant of a minute of a day in China; 1440 is the next midnight. */
export const instantAt = (day: Day, minute: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + minute * MINUTE_MS)

/**
 * The day a number of days later, or earlier when negative. Throws a RangeError beyond the years 0000 to 9999: such a
 * day would be written '+010000-01-01', compare as smaller than all others, and a loop up to a last day would not end.
 */
export function addDays(day: Day, days: number): Day {
  const [date] = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().split('T')
  if (date?.length !== 10) throw new RangeError(`${days} days after ${day} is outside the years 0000 to 9999.`)
  return date
}

/** The days from one to another, both inclusive; none when the last is before the first. */
export const daysFrom = (first: Day, last: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, ahead) => addDays(first, ahead))

/** A number of days from one on, without those after the last that may be named. */
export const daysAhead = (first: Day, count: number): Day[] =>
  daysFrom(first, addDays(first, count - 1)).filter(isWithinDays)

/** Whole days from one day to another. */
export const daysBetween = (from: Day, to: Day) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Day of the week: 1 Monday to 7 Sunday. */
export const weekdayOf = (day: Day) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** The Monday of the day's week. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

export const addMinutes = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * MINUTE_MS)

/** '9:05' for 545. */
export const clock = (minute: number) => `${Math.floor(minute / 60)}:${pad(minute % 60)}`

/** '10:42' in China. */
export const clockOf = (instant: Date) => clock(minuteOf(instant))

/** Monday first, as `weekdayOf` counts from 1. */
export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
export const weekdayLabel = (day: Day) => WEEKDAYS[weekdayOf(day) - 1]!

/** '11月25日 周三', also where the day has a nearer name. */
export const dateLabel = (day: Day) => `${monthAndDay(day, day)} ${weekdayLabel(day)}`

/** Nearer than this a month and a day mean one day; farther away the year is said as well. */
const YEAR_SAID_FROM_DAYS = 300

/** '今天', '明天', '后天', '昨天', '11月25日 周三', or '2024年11月25日' for a day that is far away. */
export function dayLabel(day: Day, today: Day) {
  const near: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const date = monthAndDay(day, today)
  return near[daysBetween(today, day)] ?? (date.includes('年') ? date : dateLabel(day))
}

/** '11月25日', or '2024年11月25日' for a day so far from today that the month and the day alone mislead. */
export function monthAndDay(day: Day, today: Day) {
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return Math.abs(daysBetween(today, day)) < YEAR_SAID_FROM_DAYS ? date : `${day.slice(0, 4)}年${date}`
}
