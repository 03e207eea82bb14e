import { addDays, clock, dayOf, daysBetween, instantAt, type Day } from '../time/china'

/** The condition of a thing when it leaves and when it comes back. A broken thing is not lent. */
export const CONDITIONS = { good: '完好', worn: '能用，有磨损', broken: '坏了，要修' } as const
export type Condition = keyof typeof CONDITIONS
export const CONDITION_CODES = Object.keys(CONDITIONS) as [Condition, ...Condition[]]

/** Things are lent by the day, rooms by the hour of one day. */
export const THING_KINDS = { item: '器具', room: '房间' } as const
export type ThingKind = keyof typeof THING_KINDS
export const THING_KIND_CODES = Object.keys(THING_KINDS) as [ThingKind, ...ThingKind[]]

/** The terms of a service that sets none, and how far ahead a loan can be asked for. */
export const DEFAULT_LOAN_DAYS = 30
const LOAN_AHEAD_DAYS = 90

/** Things are handed out and taken back in these hours: 9:00 to 17:00. Reminders and the booking go by them. */
const HAND_OUT_MINUTE = 9 * 60
const RETURN_MINUTE = 17 * 60

export interface LoanSpan {
  from: Day
  /** The day it comes back, which belongs to the loan: the next one begins on the day after. */
  to: Day
  /** For a room: from when to when, in minutes since midnight. */
  fromMinute?: number
  toMinute?: number
}

/** The time that a loan takes in the thing's diary: whole days, or the hours of a room. */
export const spanTimes = ({ from, to, fromMinute, toMinute }: LoanSpan) =>
  fromMinute === undefined || toMinute === undefined
    ? { startsAt: instantAt(from, 0), endsAt: instantAt(addDays(to, 1), 0) }
    : { startsAt: instantAt(from, fromMinute), endsAt: instantAt(from, toMinute) }

/** The instants at which a thing is fetched and brought back. */
export const loanTimes = (span: LoanSpan) =>
  span.fromMinute === undefined || span.toMinute === undefined
    ? { startsAt: instantAt(span.from, HAND_OUT_MINUTE), endsAt: instantAt(span.to, RETURN_MINUTE) }
    : spanTimes(span)

export const loanDays = ({ from, to }: Pick<LoanSpan, 'from' | 'to'>) => daysBetween(from, to) + 1

/** Why a span cannot be asked for, as a sentence; null when it can. */
export function spanProblem(
  span: LoanSpan,
  maxDays: number,
  today: Day,
): { field: 'from' | 'to'; says: string } | null {
  const { from, to, fromMinute, toMinute } = span
  if (from < today) return { field: 'from', says: '借的日子已经过了' }
  if (to < from) return { field: 'to', says: '还的日子要在借的日子以后' }
  if (loanDays(span) > maxDays) return { field: 'to', says: `一次最多借 ${maxDays} 天` }
  if (daysBetween(today, from) > LOAN_AHEAD_DAYS) return { field: 'from', says: `最早 ${LOAN_AHEAD_DAYS} 天前约` }
  if ((fromMinute === undefined) !== (toMinute === undefined)) return { field: 'to', says: '从几点到几点都要写' }
  if (fromMinute !== undefined && toMinute !== undefined && (to !== from || toMinute <= fromMinute))
    return { field: 'to', says: '房间借一天里的几个小时，结束要晚于开始' }
  return null
}

/** 「9:00–11:00」 for a room, empty for a thing. */
export const hoursInWords = ({ fromMinute, toMinute }: LoanSpan) =>
  fromMinute === undefined || toMinute === undefined ? '' : `${clock(fromMinute)}–${clock(toMinute)}`

export const LOAN_STATES = {
  asked: '约好了，没来取',
  out: '借走了',
  overdue: '该还没还',
  back: '还了',
  off: '取消了',
} as const
export type LoanState = keyof typeof LOAN_STATES

export const loanStateOf = (
  loan: { to: Day; handedOut: boolean; returned: boolean; isOff: boolean },
  now: Date,
): LoanState => {
  if (loan.returned) return 'back'
  if (loan.handedOut) return loan.to < dayOf(now) ? 'overdue' : 'out'
  return loan.isOff ? 'off' : 'asked'
}

/** Reminders go out at ten in the morning, the day before it is due and every third day that it is late. */
const REMIND_MINUTE = 10 * 60
const OVERDUE_EVERY_DAYS = 3
export function nextReturnReminder(due: Day, now: Date): Date {
  const before = instantAt(addDays(due, -1), REMIND_MINUTE)
  if (before > now) return before
  const late = Math.max(0, daysBetween(due, dayOf(now)) - 1)
  const last = 1 + late - (late % OVERDUE_EVERY_DAYS)
  const at = instantAt(addDays(due, last), REMIND_MINUTE)
  return at > now ? at : instantAt(addDays(due, last + OVERDUE_EVERY_DAYS), REMIND_MINUTE)
}
