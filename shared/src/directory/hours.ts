import { addDays, clock, dayLabel, dayOf, minuteOf, weekdayOf, type Day } from '../time/china'
import { dayInFull } from '../time/words'

/** Open from one minute of the day to another, on these days of the week (1 Monday to 7 Sunday). */
export interface OpeningRule {
  weekdays: number[]
  from: number
  to: number
  /** First and last day it holds, both inclusive; without them always: summer hours, a trial. */
  validFrom?: Day
  validTo?: Day
}

/** One day that is different: closed when `periods` is empty. */
export interface OpeningException {
  day: Day
  periods: { from: number; to: number }[]
  reason?: string
}

/** What public holidays and make-up workdays (调休上班日) change. */
export const HOLIDAY_HOURS = {
  same: '节假日照常',
  closed: '法定节假日休息',
  office: '法定节假日休息，调休上班日开门',
} as const
export type HolidayHours = keyof typeof HOLIDAY_HOURS
export const HOLIDAY_HOURS_CODES = Object.keys(HOLIDAY_HOURS) as [HolidayHours, ...HolidayHours[]]

export interface OpeningHours {
  rules: OpeningRule[]
  exceptions: OpeningException[]
  holidays: HolidayHours
}

/** The State Council's calendar, as far as opening hours ask it. */
export interface HolidayCalendar {
  /** 「国庆节」 on a day off for it, weekends within it included; null on others. */
  holidayOn: (day: Day) => string | null
  /** A Saturday or Sunday on which offices work for a holiday elsewhere. */
  isMakeUpDay: (day: Day) => boolean
}

const MONDAY = 1
const holds = ({ validFrom, validTo }: OpeningRule, day: Day) =>
  (validFrom === undefined || day >= validFrom) && (validTo === undefined || day <= validTo)

/** The holiday that closes a day; null when none does. An exception says more than the calendar. */
function closingHoliday({ exceptions, holidays }: OpeningHours, day: Day, calendar: HolidayCalendar) {
  if (holidays === 'same' || exceptions.some((exception) => exception.day === day)) return null
  return calendar.holidayOn(day)
}

/** The rules in whose dates a day lies, whatever day of the week it is. */
export const rulesInForce = <Rule extends OpeningRule>(rules: readonly Rule[], day: Day) =>
  rules.filter((rule) => holds(rule, day))

/**
 * The weekly rules that hold on a day, exceptions aside. A holiday closes who keeps it; on a make-up workday an office
 * keeps the hours of a Monday.
 */
export function rulesOn<Rule extends OpeningRule>(
  { rules, holidays }: { rules: readonly Rule[]; holidays: HolidayHours },
  day: Day,
  calendar: HolidayCalendar,
): Rule[] {
  if (holidays !== 'same' && calendar.holidayOn(day)) return []
  const weekday = holidays === 'office' && calendar.isMakeUpDay(day) ? MONDAY : weekdayOf(day)
  return rulesInForce(rules, day).filter((rule) => rule.weekdays.includes(weekday))
}

/** The periods of one day, in order. An exception replaces everything else. */
export function periodsOn(hours: OpeningHours, day: Day, calendar: HolidayCalendar) {
  const exception = hours.exceptions.find((e) => e.day === day)
  const periods = exception ? exception.periods : rulesOn(hours, day, calendar)
  return periods.map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from)
}

export function isOpenAt(hours: OpeningHours, now: Date, calendar: HolidayCalendar) {
  const minute = minuteOf(now)
  return periodsOn(hours, dayOf(now), calendar).some(({ from, to }) => from <= minute && minute < to)
}

const periodsInWords = (periods: readonly { from: number; to: number }[]) =>
  periods.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join('、')

/** Today's hours as the place page says them: 「今天 10:30-13:00、16:30-18:00」, 「今天休息」, 「今天国庆节，休息」. */
export function todayInWords(hours: OpeningHours, now: Date, calendar: HolidayCalendar) {
  const today = dayOf(now)
  const periods = periodsOn(hours, today, calendar)
  const reason = hours.exceptions.find(({ day }) => day === today)?.reason ?? closingHoliday(hours, today, calendar)
  const why = reason ? `${reason}，` : ''
  return periods.length === 0 ? `今天${why}休息` : `今天${why || ' '}${periodsInWords(periods)}`
}

/** The longest holiday is nine days, and a week may follow in which a place opens once. */
const AHEAD_DAYS = 17

/** 「开着，到 17:00」, 「今天 13:30 开门」, 「明天 8:30 开门」; null when it does not open within two weeks. */
export function openStateInWords(hours: OpeningHours, now: Date, calendar: HolidayCalendar) {
  const today = dayOf(now)
  const minute = minuteOf(now)
  const current = periodsOn(hours, today, calendar).find(({ from, to }) => from <= minute && minute < to)
  if (current) return current.to - current.from === 1440 ? '全天开着' : `开着，到 ${clock(current.to)}`
  for (let ahead = 0; ahead < AHEAD_DAYS; ahead++) {
    const day = addDays(today, ahead)
    const next = periodsOn(hours, day, calendar).find(({ from }) => ahead > 0 || from > minute)
    if (next) return `${dayLabel(day, today)} ${clock(next.from)} 开门`
  }
  return null
}

/** The days to come that are different, as the place page lists them: 「12月1日 周二 休息（盘点）」. */
export const exceptionsInWords = ({ exceptions }: Pick<OpeningHours, 'exceptions'>, now: Date) => {
  const today = dayOf(now)
  return exceptions
    .filter(({ day }) => day > today && day <= addDays(today, EXCEPTION_DAYS))
    .sort((a, b) => a.day.localeCompare(b.day))
    .map(
      ({ day, periods, reason }) =>
        `${dayLabel(day, today)} ${periods.length === 0 ? '休息' : periodsInWords(periods)}${reason ? `（${reason}）` : ''}`,
    )
}
/** Farther off nobody plans a visit. */
const EXCEPTION_DAYS = 30

const meet = (a: OpeningRule, b: OpeningRule) =>
  a.from < b.to &&
  b.from < a.to &&
  a.weekdays.some((weekday) => b.weekdays.includes(weekday)) &&
  (a.validFrom ?? '') <= (b.validTo ?? '9999') &&
  (b.validFrom ?? '') <= (a.validTo ?? '9999')

/** What is wrong with hours as staff typed them: a sentence for the form, or null. */
export function problemWithHours({ rules, exceptions }: Pick<OpeningHours, 'rules' | 'exceptions'>): string | null {
  const overlap = (periods: { from: number; to: number }[]) => {
    const sorted = [...periods].sort((a, b) => a.from - b.from)
    return sorted.some((p, i) => i > 0 && p.from < sorted[i - 1]!.to)
  }
  const all = [...rules, ...exceptions.flatMap((e) => e.periods)]
  if (all.some(({ from, to }) => to <= from)) return '结束时间要晚于开始时间'
  if (rules.some(({ validFrom, validTo }) => validFrom && validTo && validTo < validFrom))
    return '结束日期要晚于开始日期'
  if (rules.some((rule, at) => rules.slice(0, at).some((other) => meet(rule, other)))) return '同一天里有两段时间重叠了'
  if (exceptions.some((e) => overlap(e.periods))) return '同一天里有两段时间重叠了'
  const days = exceptions.map((e) => e.day)
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

const validInWords = ({ validFrom, validTo }: OpeningRule) =>
  validFrom && validTo
    ? `${dayInFull(validFrom)}到${dayInFull(validTo)} `
    : validFrom
      ? `${dayInFull(validFrom)}起 `
      : validTo
        ? `${dayInFull(validTo)}止 `
        : ''

/** One weekly rule: 「周一到周五 8:30-17:30」, 「2026年6月1日到2026年8月31日 每天 6:00-20:00」. */
export const ruleInWords = (rule: OpeningRule) =>
  `${validInWords(rule)}${daysInWords(rule.weekdays)} ${clock(rule.from)}-${clock(rule.to)}`
