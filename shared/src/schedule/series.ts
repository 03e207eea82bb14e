import {
  daysInWords,
  rulesInForce,
  rulesOn,
  type HolidayCalendar,
  type HolidayHours,
  type OpeningException,
} from '../directory/hours'
import type { OpeningRule } from '../directory/overnight'
import { addDays, clock, type Day } from '../time/china'
import type { Reserve } from '../booking/rules'

/** The facts of a line's sittings, beside the day. Minutes since midnight in China; prices in fen. */
export interface LineFacts {
  title: string
  from: number
  to: number
  capacity: number
  menu: string[]
  priceFen: number | null
  reserve: Reserve | null
  /** Null: as the service says. */
  closesBeforeMinutes: number | null
  opensBeforeDays: number | null
}

/**
 * One sitting a day on some days of the week (午餐第一批, 周一到周五). `key` stays the same over all changes: a line
 * that was changed from a day on is listed twice, once until that day and once from it.
 */
export interface SeriesLine extends LineFacts, OpeningRule {
  key: string
}

/** The plan from which a series makes its sittings. */
export interface SeriesPlan {
  lines: SeriesLine[]
  exceptions: OpeningException[]
  holidays: HolidayHours
  validFrom: Day
  /** Last day, inclusive; null without an end. */
  validTo: Day | null
}

/** A sitting that a plan wants on a day. */
export interface Planned {
  key: string
  facts: LineFacts
}

/** Days for which sittings are made beyond the days that residents can see, so that a change is made in time. */
export const MADE_AHEAD_DAYS = 7

const inPlan = ({ validFrom, validTo }: SeriesPlan, day: Day) =>
  day >= validFrom && (validTo === null || day <= validTo)
const byTime = (a: LineFacts, b: LineFacts) => a.from - b.from
const factsOf = ({ key: _, weekdays: _w, validFrom: _f, validTo: _t, ...facts }: SeriesLine): LineFacts => facts

/**
 * The sittings of a day, by time. A day that is different has these times instead: the first time belongs to the first
 * line, and so on; further ones have the places of the last line. Applies also on a day of the week that has none
 * otherwise.
 */
export function plannedOn(plan: SeriesPlan, day: Day, calendar: HolidayCalendar): Planned[] {
  if (!inPlan(plan, day)) return []
  const exception = plan.exceptions.find((one) => one.day === day)
  if (!exception)
    return rulesOn({ rules: plan.lines, holidays: plan.holidays }, day, calendar)
      .sort(byTime)
      .map((line) => ({ key: line.key, facts: factsOf(line) }))
  const lines = rulesInForce(plan.lines, day).sort(byTime)
  const last = lines[lines.length - 1]
  if (!last) return []
  return [...exception.periods]
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }, at) => ({
      key: at < lines.length ? lines[at]!.key : `${last.key}+${at - lines.length + 1}`,
      facts: { ...factsOf(lines[at] ?? last), from, to },
    }))
}

/**
 * The reason why a day on which a line would be held has nothing: 「盘点」, 「春节」; null when something is held or
 * none would be.
 */
export function closedBecause(plan: SeriesPlan, day: Day, calendar: HolidayCalendar): string | null {
  if (!inPlan(plan, day) || plannedOn(plan, day, calendar).length > 0) return null
  const would = rulesOn({ rules: plan.lines, holidays: 'same' }, day, calendar)
  const exception = plan.exceptions.find((one) => one.day === day)
  if (exception) return exception.reason ?? '休息'
  return would.length > 0 ? calendar.holidayOn(day) : null
}

/**
 * A line changed from a day on. Earlier days keep the line as it was; null ends it the day before. Lines with another
 * key are not touched.
 */
export function changeFrom(lines: readonly SeriesLine[], key: string, day: Day, change: Partial<SeriesLine> | null) {
  return lines.flatMap((line): SeriesLine[] => {
    if (line.key !== key || (line.validTo !== undefined && line.validTo < day)) return [line]
    const later = change ? [{ ...line, ...change, key, validFrom: laterOf(line.validFrom, day) }] : []
    const before = line.validFrom === undefined || line.validFrom < day
    return before ? [{ ...line, validTo: addDays(day, -1) }, ...later] : later
  })
}
const laterOf = (a: Day | undefined, b: Day) => (a !== undefined && a > b ? a : b)

/** The fault of a plan as staff typed it: a sentence for the form, or null. */
export function problemWithPlan({ lines, exceptions, validFrom, validTo }: SeriesPlan): string | null {
  if (validTo !== null && validTo < addDays(validFrom, -1)) return '最后一天要在第一天之后'
  if (lines.some(({ weekdays }) => weekdays.length === 0)) return '每一批至少选一个星期几'
  if ([...lines, ...exceptions.flatMap(({ periods }) => periods)].some(({ from, to }) => to <= from))
    return '结束时间要晚于开始时间'
  if (lines.some(({ reserve, capacity }) => reserve && reserve.seats > capacity)) return '留出的名额比总名额还多'
  if (lines.some((line, at) => lines.slice(0, at).some((other) => beginTogether(line, other))))
    return '有两批在同一天同一个时间开始'
  if (exceptions.some(({ periods }) => new Set(periods.map(({ from }) => from)).size < periods.length))
    return '不一样的日子里有两段同时开始'
  const days = exceptions.map(({ day }) => day)
  return new Set(days).size < days.length ? '同一天写了两次例外' : null
}

const beginTogether = (a: SeriesLine, b: SeriesLine) =>
  a.from === b.from &&
  a.weekdays.some((weekday) => b.weekdays.includes(weekday)) &&
  (a.validFrom ?? '') <= (b.validTo ?? '9999') &&
  (b.validFrom ?? '') <= (a.validTo ?? '9999')

/** 「周一到周五 11:30-12:00，40 位」. */
export const lineInWords = ({ weekdays, from, to, capacity }: SeriesLine) =>
  `${daysInWords(weekdays)} ${clock(from)}-${clock(to)}，${capacity} 位`

/** The choices for people who do not fit where their sitting goes. */
export const OTHERS = {
  tell: '取消他们的，并告诉原因',
  move: '当天别的批次有空就改过去，没有空的取消并告诉',
} as const
export type Others = keyof typeof OTHERS
export const OTHERS_CODES = Object.keys(OTHERS) as [Others, ...Others[]]

/** The effects of a change on one sitting. */
export const EFFECTS = {
  make: '新排',
  move: '改时间',
  change: '改名额或内容',
  close: '取消',
  own: '单独改过，不动',
  removed: '取消过，不再排',
  there: '已经有一场，不重排',
} as const
export type Effect = keyof typeof EFFECTS
