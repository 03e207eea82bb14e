import { addDays, clock, dayLabel, dayOf, minuteOf, weekdayOf, type Day } from '../time/china'
import { dayInFull } from '../time/words'
import { joinOvernight, nextWeekday, splitOvernight, type OpeningRule } from './overnight'

/** One day that is different: closed when `periods` is empty. */
export interface OpeningException {
  day: Day
  periods: { from: number; to: number }[]
  reason?: string
}

/** The effect of public holidays and make-up workdays (调休上班日). */
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

/** The part of the State Council's calendar that opening hours need. */
export interface HolidayCalendar {
  /** 「国庆节」 on a day off for it, weekends within it included; null on others. */
  holidayOn: (day: Day) => string | null
  /** A Saturday or Sunday on which offices work for a holiday elsewhere. */
  isMakeUpDay: (day: Day) => boolean
}

const MONDAY = 1
const holds = ({ validFrom, validTo }: OpeningRule, day: Day) =>
  (validFrom === undefined || day >= validFrom) && (validTo === undefined || day <= validTo)

/** The holiday that closes a day; null when none does. An exception overrides the calendar. */
function closingHoliday({ exceptions, holidays }: OpeningHours, day: Day, calendar: HolidayCalendar) {
  if (holidays === 'same' || exceptions.some((exception) => exception.day === day)) return null
  return calendar.holidayOn(day)
}

/** The rules in whose dates a day lies, whatever day of the week it is. */
export const rulesInForce = <Rule extends OpeningRule>(rules: readonly Rule[], day: Day) =>
  rules.filter((rule) => holds(rule, day))

/**
 * The weekly rules that hold on a day, exceptions aside. A holiday closes a place that keeps it; on a make-up workday
 * an office keeps the hours of a Monday.
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

interface Period {
  from: number
  to: number
}

const MIDNIGHT = 24 * 60

/** Periods that touch or overlap are one: 8:00-12:00 and 12:00-18:00. In order. */
const joined = (periods: readonly Period[]) =>
  periods.reduce<Period[]>((all, { from, to }) => {
    const last = all[all.length - 1]
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
    return all
  }, [])

/** 「10:30-13:00」, 「18:00-次日2:00」. */
const periodInWords = ({ from, to }: Period) =>
  `${clock(from)}-${to > MIDNIGHT || to < from ? `次日${clock(to % MIDNIGHT)}` : clock(to)}`
const periodsInWords = (periods: readonly Period[]) => periods.map(periodInWords).join('、')

/** A place that is open longer than this without a break counts as open day and night. */
const DAYS_ON_END = 2

/**
 * The openings that begin on a day, in order: openings that touch are one, and one that lasts past midnight ends on a
 * later day (1560 is 2:00 of the next). An opening that continues from the day before is left out where the day has an
 * opening of its own.
 */
function openingsOf(hours: OpeningHours, day: Day, calendar: HolidayCalendar): Period[] {
  const own = onEnd(hours, day, calendar).filter(({ from }) => from < MIDNIGHT)
  const before = periodsOn(hours, addDays(day, -1), calendar)
  const goesOn = own[0]?.from === 0 && before.some(({ to }) => to === MIDNIGHT)
  return goesOn && own.length > 1 ? own.slice(1) : own
}

/** The periods that are open from the beginning of a day over the days after it, in minutes of that day. */
const onEnd = (hours: OpeningHours, day: Day, calendar: HolidayCalendar) =>
  joined(
    Array.from({ length: DAYS_ON_END + 1 }, (_, ahead) =>
      periodsOn(hours, addDays(day, ahead), calendar).map(({ from, to }) => ({
        from: from + ahead * MIDNIGHT,
        to: to + ahead * MIDNIGHT,
      })),
    ).flat(),
  )

/** Today's hours as the place page says them: 「今天 10:30-13:00、18:00-次日2:00」, 「今天休息」, 「今天国庆节，休息」. */
export function todayInWords(hours: OpeningHours, now: Date, calendar: HolidayCalendar) {
  const today = dayOf(now)
  const openings = openingsOf(hours, today, calendar)
  const reason = hours.exceptions.find(({ day }) => day === today)?.reason ?? closingHoliday(hours, today, calendar)
  const why = reason ? `${reason}，` : ''
  if (openings.length === 0) return `今天${why}休息`
  const [first] = openings
  const allDay = first!.from === 0 && first!.to >= MIDNIGHT
  return allDay ? `今天${why}全天` : `今天${why || ' '}${periodsInWords(openings)}`
}

/** The longest holiday is nine days, and a week may follow in which a place opens once. */
const AHEAD_DAYS = 17

/**
 * 「开着，到 17:00」, 「开着，到次日 2:00」, 「今天 13:30 开门」, 「明天 8:30 开门」; null when it does not open within two weeks.
 */
export function openStateInWords(hours: OpeningHours, now: Date, calendar: HolidayCalendar) {
  const today = dayOf(now)
  const minute = minuteOf(now)
  const current = onEnd(hours, today, calendar).find(({ from, to }) => from <= minute && minute < to)
  if (current) {
    if (current.to > DAYS_ON_END * MIDNIGHT) return '全天开着'
    return `开着，到${current.to > MIDNIGHT ? `次日 ${clock(current.to - MIDNIGHT)}` : ` ${clock(current.to)}`}`
  }
  const next = nextOpening(hours, now, calendar)
  return next && `${dayLabel(next.day, today)} ${clock(next.minute)} 开门`
}

/** The next opening of a place that is closed; null where there is none within two weeks. */
export function nextOpening(
  hours: OpeningHours,
  now: Date,
  calendar: HolidayCalendar,
): { day: Day; minute: number } | null {
  const [today, minute] = [dayOf(now), minuteOf(now)]
  for (let ahead = 0; ahead < AHEAD_DAYS; ahead++) {
    const day = addDays(today, ahead)
    const next = periodsOn(hours, day, calendar).find(({ from }) => ahead > 0 || from > minute)
    if (next) return { day, minute: next.from }
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
/** Nobody plans a visit farther ahead. */
const EXCEPTION_DAYS = 30

const meet = (a: OpeningRule, b: OpeningRule) =>
  a.from < b.to &&
  b.from < a.to &&
  a.weekdays.some((weekday) => b.weekdays.includes(weekday)) &&
  (a.validFrom ?? '') <= (b.validTo ?? '9999') &&
  (b.validFrom ?? '') <= (a.validTo ?? '9999')

/**
 * The fault in hours as staff typed them: a sentence for the form, or null. A weekly rule may cross midnight
 * (18:00-2:00); a day that is different ends by 24:00.
 */
export function problemWithHours({ rules, exceptions }: Pick<OpeningHours, 'rules' | 'exceptions'>): string | null {
  const overlap = (periods: Period[]) => {
    const sorted = [...periods].sort((a, b) => a.from - b.from)
    return sorted.some((p, i) => i > 0 && p.from < sorted[i - 1]!.to)
  }
  const stored = splitOvernight(rules)
  const periods = [...stored, ...exceptions.flatMap((e) => e.periods)]
  if (periods.some(({ from, to }) => to <= from)) return '结束时间要晚于开始时间'
  if (rules.some(({ validFrom, validTo }) => validFrom && validTo && validTo < validFrom))
    return '结束日期要晚于开始日期'
  if (stored.some((rule, at) => stored.slice(0, at).some((other) => meet(rule, other))))
    return '同一天里有两段时间重叠了'
  if (exceptions.some((e) => overlap(e.periods))) return '同一天里有两段时间重叠了'
  const days = exceptions.map((e) => e.day)
  return new Set(days).size < days.length ? '同一天写了两次例外' : null
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** The days that a weekly rule names: 「周一到周五」, 「周日到周四」, 「周二、周四」, 「每天」. */
export function daysInWords(weekdays: readonly number[]) {
  const days = [...weekdays].sort((a, b) => a - b)
  const [first, last] = [days[0], days[days.length - 1]]
  if (first === undefined || last === undefined) return ''
  if (days.length === 7) return '每天'
  const name = (day: number) => `周${WEEKDAYS[day - 1]}`
  if (days.length > 2 && last - first === days.length - 1) return `${name(first)}到${name(last)}`
  const over = days.findIndex((day, at) => at > 0 && day !== days[at - 1]! + 1)
  const overWeekend = [...days.slice(over), ...days.slice(0, over)]
  if (
    over > 0 &&
    days.length > 2 &&
    overWeekend.every((day, at) => at === 0 || day === nextWeekday(overWeekend[at - 1]!))
  )
    return `${name(overWeekend[0]!)}到${name(overWeekend[overWeekend.length - 1]!)}`
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

/** The weekly rules as people write them, each in words; two that were split at midnight are one. */
export const rulesInWords = (rules: readonly OpeningRule[]) => joinOvernight(rules).map(ruleInWords)

/** One weekly rule: 「周一到周五 8:30-17:30」, 「周五、周六 18:00-次日2:00」, 「2026年6月1日到2026年8月31日 每天 6:00-20:00」. */
const ruleInWords = (rule: OpeningRule) => `${validInWords(rule)}${daysInWords(rule.weekdays)} ${periodInWords(rule)}`
