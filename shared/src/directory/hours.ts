import { clock, dayOf, minuteOf, weekdayOf, addDays, dayLabel, type Day } from '../time/china'

/** Open from one minute of the day to another, on these days of the week (1 Monday to 7 Sunday). */
export interface OpeningRule {
  weekdays: number[]
  from: number
  to: number
}

/** One day that is different: closed when `periods` is empty. */
export interface OpeningException {
  day: Day
  periods: { from: number; to: number }[]
  reason?: string
}

export interface OpeningHours {
  rules: OpeningRule[]
  exceptions: OpeningException[]
}

/** The periods of one day, in order. An exception replaces the weekly rules. */
export function periodsOn(hours: OpeningHours, day: Day) {
  const exception = hours.exceptions.find((e) => e.day === day)
  const periods = exception
    ? exception.periods
    : hours.rules.filter((rule) => rule.weekdays.includes(weekdayOf(day))).map(({ from, to }) => ({ from, to }))
  return [...periods].sort((a, b) => a.from - b.from)
}

export function isOpenAt(hours: OpeningHours, now: Date) {
  const minute = minuteOf(now)
  return periodsOn(hours, dayOf(now)).some(({ from, to }) => from <= minute && minute < to)
}

/** Today's hours as the place page says them: 「今天 10:30-13:00、16:30-18:00」, 「今天休息」. */
export function todayInWords(hours: OpeningHours, now: Date) {
  const periods = periodsOn(hours, dayOf(now))
  return periods.length === 0 ? '今天休息' : `今天 ${periods.map((p) => `${clock(p.from)}-${clock(p.to)}`).join('、')}`
}

/** 「开着，到 17:00」, 「今天 13:30 开门」, 「明天 8:30 开门」; null when it does not open within a week. */
export function openStateInWords(hours: OpeningHours, now: Date) {
  const today = dayOf(now)
  const minute = minuteOf(now)
  const current = periodsOn(hours, today).find(({ from, to }) => from <= minute && minute < to)
  if (current) return current.to - current.from === 1440 ? '全天开着' : `开着，到 ${clock(current.to)}`
  for (let ahead = 0; ahead < 8; ahead++) {
    const day = addDays(today, ahead)
    const next = periodsOn(hours, day).find(({ from }) => ahead > 0 || from > minute)
    if (next) return `${dayLabel(day, today)} ${clock(next.from)} 开门`
  }
  return null
}

/** What is wrong with hours as staff typed them: a sentence for the form, or null. */
export function problemWithHours(hours: OpeningHours): string | null {
  const overlaps = (periods: { from: number; to: number }[]) => {
    const sorted = [...periods].sort((a, b) => a.from - b.from)
    return sorted.some((p, i) => i > 0 && p.from < sorted[i - 1]!.to)
  }
  const all = [...hours.rules, ...hours.exceptions.flatMap((e) => e.periods)]
  if (all.some(({ from, to }) => to <= from)) return '结束时间要晚于开始时间'
  for (let weekday = 1; weekday <= 7; weekday++)
    if (overlaps(hours.rules.filter((rule) => rule.weekdays.includes(weekday)))) return '同一天里有两段时间重叠了'
  if (hours.exceptions.some((e) => overlaps(e.periods))) return '同一天里有两段时间重叠了'
  const days = hours.exceptions.map((e) => e.day)
  return new Set(days).size < days.length ? '同一天写了两次例外' : null
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** Which days a weekly rule names: 「周一到周五」, 「周二、周四」, 「每天」. */
export function daysInWords(weekdays: readonly number[]) {
  const days = [...weekdays].sort((a, b) => a - b)
  const [first, last] = [days[0], days[days.length - 1]]
  if (first === undefined || last === undefined) return ''
  if (days.length === 7) return '每天'
  const name = (day: number) => `周${WEEKDAYS[day - 1]}`
  if (days.length > 2 && last - first === days.length - 1) return `${name(first)}到${name(last)}`
  return days.map(name).join('、')
}
