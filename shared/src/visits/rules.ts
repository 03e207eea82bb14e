import {
  addDays,
  addMinutes,
  clock,
  dayOf,
  daysBetween,
  isWithinDays,
  LAST_DAY,
  minuteOf,
  mondayOf,
  WEEKDAYS,
  weekdayOf,
  type Day,
} from '../time/china'

/** A check-in or check-out farther from the address than this asks for a reason, in metres. */
export const NEAR_METRES = 300
/** Minutes after its end from which a visit that nobody checked out of is listed for staff. */
const CHECK_OUT_GRACE_MINUTES = 30
/** Hours after the end in which the report can be changed; then it is final. */
const REPORT_OPEN_HOURS = 24
/** Hours up to which a phone without signal may send its records late. */
export const TOLD_LATE_HOURS = 48
/** A plan is no longer than this: half a year. */
export const MOST_PLAN_WEEKS = 26

/** When a carer works: on these days of the week (1 Monday to 7 Sunday), in minutes since midnight. */
export interface WorkHours {
  weekdays: number[]
  from: number
  to: number
}

export interface WorkTimes {
  hours: readonly WorkHours[]
  daysOff: readonly Day[]
}

/** The hours of a carer on one day; none on a day off. */
export const hoursOn = ({ hours, daysOff }: WorkTimes, day: Day) =>
  daysOff.includes(day)
    ? []
    : hours
        .filter(({ weekdays }) => weekdays.includes(weekdayOf(day)))
        .map(({ from, to }) => ({ from, to }))
        .sort((a, b) => a.from - b.from)

/** Whether a visit lies within the hours of one carer; one over midnight never does. */
export function worksAt(times: WorkTimes, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  const day = dayOf(startsAt)
  const [from, to] = [minuteOf(startsAt), minuteOf(startsAt) + (endsAt.getTime() - startsAt.getTime()) / 60_000]
  return hoursOn(times, day).some((hours) => hours.from <= from && to <= hours.to)
}

/** The days of a plan: these days of the week from one day to another, both included. */
export const planDays = ({ from, until, weekdays }: { from: Day; until: Day; weekdays: readonly number[] }): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, n) => addDays(from, n)).filter((day) =>
    weekdays.includes(weekdayOf(day)),
  )

/** A time at which a service has a sitting. */
export interface OfferedTime {
  day: Day
  /** Since midnight. */
  minute: number
}

/**
 * A sitting as a plan sees it. `free`: it can be booked now; `later`: it opens for booking some day; `gone`: neither.
 */
export interface PlannableSitting extends OfferedTime {
  is: 'free' | 'later' | 'gone'
  /** Why it is gone, in words: 「满了」. */
  why?: string
}

/** The days of the week on which sittings are held, in order. */
export const offeredWeekdays = (sittings: readonly OfferedTime[]): number[] =>
  [...new Set(sittings.map(({ day }) => weekdayOf(day)))].sort((a, b) => a - b)

/** The times, in minutes since midnight, that all of these days of the week have; of any day where none is named. */
export function offeredMinutes(sittings: readonly OfferedTime[], weekdays: readonly number[]): number[] {
  const all = [...new Set(sittings.map(({ minute }) => minute))].sort((a, b) => a - b)
  return all.filter((minute) =>
    weekdays.every((weekday) => sittings.some((one) => one.minute === minute && weekdayOf(one.day) === weekday)),
  )
}

/** The bounds of a plan beside its sittings. */
interface PlanBounds {
  /** The last day on which the service has a sitting yet; null while it has none. Later days may still be arranged. */
  lastArranged: Day | null
  /** The most bookings of the service that a person has in a week from Monday; null without limit. */
  weeklyLimit: number | null
  /** Days on which the person has the service already, outside this plan. */
  booked: readonly Day[]
}

/** The result of a plan on the known sittings: days to be booked now, days that come later, days that fail. */
export function previewPlan(
  { minute, ...days }: { from: Day; until: Day; weekdays: readonly number[]; minute: number },
  sittings: readonly PlannableSitting[],
  { lastArranged, weeklyLimit, booked }: PlanBounds,
) {
  const preview = { free: [] as Day[], later: [] as Day[], gone: [] as { day: Day; why: string }[] }
  const taken = [...booked]
  for (const day of planDays(days)) {
    const sitting = sittings.find((one) => one.day === day && one.minute === minute)
    const is = sitting?.is ?? (lastArranged === null || day > lastArranged ? 'later' : 'gone')
    const ofWeek = taken.filter((one) => mondayOf(one) === mondayOf(day)).length
    if (is === 'gone') preview.gone.push({ day, why: sitting?.why ?? '没有排' })
    else if (weeklyLimit !== null && ofWeek >= weeklyLimit)
      preview.gone.push({ day, why: `那一周 ${weeklyLimit} 次已满` })
    else {
      preview[is].push(day)
      taken.push(day)
    }
  }
  return preview
}

/** A day of a plan as its result counts it: booked, to be tried again, or refused. */
interface PlannedOutcome {
  bookingId: string | null
  state: { code: string }
}

/**
 * 「约上 1 天，15 天还没开始约，到时候自动约，2 天没约上」: the result of a plan as it stands. Days that open for booking later
 * are not lost: the plan books them then.
 */
export function planResultInWords(days: readonly PlannedOutcome[]): string {
  const booked = days.filter(({ bookingId }) => bookingId !== null).length
  const later = days.filter(({ bookingId, state }) => bookingId === null && state.code === PLAN_AGAIN.code).length
  const refused = days.length - booked - later
  if (refused === 0 && later === 0) return '都约上了'
  const parts = [
    booked > 0 && `约上 ${booked} 天`,
    later > 0 && `${later} 天还没开始约，到时候自动约`,
    refused > 0 && `${refused} 天没约上`,
  ]
  return parts.filter(Boolean).join('，')
}

/** The state of a day of a plan that cannot be booked yet, and is tried again. */
export const PLAN_AGAIN = { code: 'again', label: '到时候再约' } as const

/** 「周二、周五 9:00」 */
export const rhythmInWords = ({ weekdays, minute }: { weekdays: readonly number[]; minute: number }) =>
  `${weekdays.map((weekday) => WEEKDAYS[weekday - 1]).join('、')} ${clock(minute)}`

/** The last day that a plan may have a visit on; none reaches beyond the last day that can be named. */
export function planEnd({ from, weeks }: { from: Day; weeks: number }): Day {
  const end = addDays(from, weeks * 7 - 1)
  return isWithinDays(end) ? end : LAST_DAY
}

/** The weeks of a plan that are left from a day on, begun ones included. */
export const weeksLeft = ({ from, until }: { from: Day; until: Day }) =>
  Math.max(1, Math.ceil((daysBetween(from, until) + 1) / 7))

/** A plan that ends, or was changed, cannot be changed: it is made anew instead. */
export const canChangePlan = ({ until, endsFrom }: { until: Day; endsFrom: Day | null }, today: Day) =>
  endsFrom === null && until >= today

/** The states of a visit: before it, there, done; or its time is over and something is missing. */
export const VISIT_STATES = {
  ahead: '还没上门',
  missing: '没有签到',
  there: '在家里',
  open: '没有签退',
  done: '做完了',
  off: '取消了',
} as const
export type VisitState = keyof typeof VISIT_STATES

export function visitStateOf(
  visit: { startsAt: Date; endsAt: Date; isOff: boolean; checkedIn: boolean; checkedOut: boolean },
  now: Date,
): VisitState {
  if (visit.isOff) return 'off'
  if (visit.checkedOut) return 'done'
  const isLate = now > addMinutes(visit.endsAt, CHECK_OUT_GRACE_MINUTES)
  if (visit.checkedIn) return isLate ? 'open' : 'there'
  return isLate ? 'missing' : 'ahead'
}

/** The report can be written from the check-in on. */
export const canReport = (visit: { endsAt: Date; checkedIn: boolean }, now: Date) =>
  visit.checkedIn && now < addMinutes(visit.endsAt, REPORT_OPEN_HOURS * 60)

/** The words for the carer before each of the two taps that record where they are. */
export const POSITION_WORDS = '到和走的时候各记一次您的位置，只用来证明人到了，一年后删掉。别的时候不记。'
