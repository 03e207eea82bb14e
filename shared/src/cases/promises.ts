import { clockOf, dayOf, daysBetween, instantAt, MINUTE_MS, monthAndDay, weekdayLabel } from '../time/china'
import {
  addWorkingMinutes,
  closing,
  minutesOfDay,
  nextOpening,
  nextWorkday,
  opening,
  workingMinutesBetween,
  type WorkCalendar,
} from '../time/work-calendar'
import type { AnswerPromise } from './kinds'
import type { PromiseView } from './schemas'
import { URGENCIES, urgencyOf, WAIT_WORKDAYS } from './urgencies'

const HOUR_MS = 60 * MINUTE_MS

/**
 * By when the office must have answered.
 *
 * Working days: the day of filing does not count (Civil Code, article 201), the promise ends when the office closes on
 * the last one. Filed on Friday at 16:30 or on Saturday at midnight, five working days end on the next Friday at closing.
 * Hours: by the clock, day and night.
 */
export function answerDueAt(filedAt: Date, promise: AnswerPromise, calendar: WorkCalendar): Date {
  if ('hours' in promise) return new Date(filedAt.getTime() + promise.hours * HOUR_MS)
  let day = dayOf(filedAt)
  for (let counted = 0; counted < promise.workdays; counted++) day = nextWorkday(day, calendar)
  return instantAt(day, closing(calendar))
}

/**
 * The new limit once the clock runs again: the pause is given back in the promise's own unit. A weekend spent waiting
 * for the resident gives a promise in working days nothing, one in hours 48 of them.
 */
export function dueAfterPause(
  dueAt: Date,
  pause: { from: Date; to: Date },
  promise: AnswerPromise,
  calendar: WorkCalendar,
): Date {
  if ('hours' in promise) return new Date(dueAt.getTime() + Math.max(0, pause.to.getTime() - pause.from.getTime()))
  return addWorkingMinutes(dueAt, workingMinutesBetween(pause.from, pause.to, calendar), calendar)
}

/** A promise to solve: its length, and its limit. */
export interface SolvePromise {
  promise: AnswerPromise
  dueAt: Date
}

/**
 * The promises from an instant on, as an event carries them: to answer, and to solve. The table gives the time to solve
 * where nothing else does.
 */
export function promisesFrom(
  at: Date,
  answer: AnswerPromise,
  calendar: WorkCalendar,
  solve: AnswerPromise = URGENCIES[urgencyOf(answer)].solve,
) {
  const dueAt = answerDueAt(at, answer, calendar)
  return { promise: answer, dueAt, solve: { promise: solve, dueAt: answerDueAt(at, solve, calendar) } }
}
/** The promises of a matter: it is done in its working days, and answered by then, in five at most like all else. */
export const promisesOfMatter = (workdays: number) => ({
  answer: { workdays: Math.min(workdays, URGENCIES.ordinary.answer.workdays) },
  solve: { workdays },
})
/** The office calls back within seven days, or the resident has rated by then: see `callBackDueAt`. */
const CALL_BACK_DAYS = 7
/** By when a resident is called back who was told that it is done. */
export const callBackDueAt = (resolvedAt: Date): Date => new Date(resolvedAt.getTime() + CALL_BACK_DAYS * 24 * HOUR_MS)
/** By when the office must have accepted or returned what was filed. */
export const acceptDueAt = (filedAt: Date, answer: AnswerPromise, calendar: WorkCalendar): Date =>
  answerDueAt(filedAt, URGENCIES[urgencyOf(answer)].accept, calendar)

/** The time at which a case closes that waits for the resident: the opening after the days they have to answer. */
export const waitEndsAt = (askedAt: Date, calendar: WorkCalendar): Date =>
  nextOpening(answerDueAt(askedAt, { workdays: WAIT_WORKDAYS }, calendar), calendar)

/** The limits after an extension by some working days: those that are not met yet. */
export function extended(
  { dueAt, solve, repliedAt }: Pick<Promised, 'dueAt' | 'solve' | 'repliedAt'>,
  workdays: number,
  calendar: WorkCalendar,
) {
  const later = (limit: Date) => answerDueAt(limit, { workdays }, calendar)
  return {
    ...(repliedAt ? {} : { dueAt: later(dueAt) }),
    ...(solve ? { solve: { ...solve, dueAt: later(solve.dueAt) } } : {}),
  }
}

/** A receiver signs within an hour (the whistle of Nanjing Gulou); of office hours where the promise counts workdays. */
const SIGN_MINUTES = 60

/** By when a receiver has to sign a case that was given to it. */
export const signDueAt = (givenAt: Date, promise: AnswerPromise, calendar: WorkCalendar): Date =>
  'hours' in promise
    ? new Date(givenAt.getTime() + SIGN_MINUTES * MINUTE_MS)
    : addWorkingMinutes(givenAt, SIGN_MINUTES, calendar)

/** The fields of a case that decide how its promise stands. */
export interface Promised {
  promise: AnswerPromise
  dueAt: Date
  pausedAt: Date | null
  /** Absent in cases from before replies were counted. */
  repliedAt?: Date | null
  answeredAt: Date | null
  /** Null or absent in cases from before there was a promise to solve. */
  solve?: SolvePromise | null
  /** Set where another case goes on for this one: the promise of that one counts. */
  merged?: { at: Date } | null
}

/** The promise that counts now: to answer the resident, and once that is kept, to solve. */
export const promiseInForce = ({ promise, dueAt, repliedAt, solve }: Promised) =>
  repliedAt && solve ? { of: 'solve' as const, ...solve } : { of: 'answer' as const, promise, dueAt }
/** A reply kept the only promise that was given. */
const isKept = ({ repliedAt, solve }: Promised) => Boolean(repliedAt) && !solve

/** The part of the promised time that is left at an instant, in its own unit; below 0 when it has passed. */
function timeLeft({ promise, dueAt }: SolvePromise, now: Date, calendar: WorkCalendar) {
  if ('hours' in promise) return (dueAt.getTime() - now.getTime()) / HOUR_MS
  const passed = now > dueAt
  const minutes = passed ? workingMinutesBetween(dueAt, now, calendar) : workingMinutesBetween(now, dueAt, calendar)
  const days = minutes / minutesOfDay(calendar)
  return passed ? -days : days
}

/** A promise of hours runs short in its last quarter, one of working days on its last one. */
const runsShort = (promise: AnswerPromise, left: number) => left <= ('hours' in promise ? promise.hours / 4 : 1)

/**
 * The marks of the provincial rule of 2017: yellow with one working day left, red from the opening of the first working
 * day after the limit. A promise by the clock is red at once.
 */
export function markOf(promised: Promised, now: Date, calendar: WorkCalendar): 'yellow' | 'red' | null {
  if (promised.answeredAt || isKept(promised) || promised.merged) return null
  const at = promised.pausedAt ?? now
  const { promise, dueAt } = promiseInForce(promised)
  const redAt = 'hours' in promise ? dueAt : instantAt(nextWorkday(dayOf(dueAt), calendar), opening(calendar))
  if (at > dueAt && at >= redAt) return 'red'
  return runsShort(promise, timeLeft({ promise, dueAt }, at, calendar)) ? 'yellow' : null
}

const round = (value: number) => Math.round(value * 100) / 100

/** The standing of the promise, for the dial and in words. */
export function viewPromise(
  promised: Promised,
  now: Date,
  calendar: WorkCalendar,
  reader: 'resident' | 'staff',
): Omit<PromiseView, 'dueAt'> & { dueAt: Date | null } {
  const { pausedAt, repliedAt, answeredAt, merged } = promised
  const { of, promise, dueAt } = promiseInForce(promised)
  const unit = 'hours' in promise ? ('hour' as const) : ('workday' as const)
  const total = 'hours' in promise ? promise.hours : promise.workdays
  const kept = isKept(promised) ? repliedAt : null
  const left = timeLeft({ promise, dueAt }, merged?.at ?? answeredAt ?? kept ?? pausedAt ?? now, calendar)
  const shown = round(Math.max(0, Math.min(left, total)))
  const common = { of, unit, total }
  if (merged) return { state: 'paused', dueAt: null, ...common, left: shown, words: '和同一件事一起办，时间看那一件' }
  if (answeredAt)
    return { state: 'answered', dueAt, ...common, left: shown, words: `${dayWords(answeredAt, now)}答复了` }
  if (kept) return { state: 'answered', dueAt, ...common, left: shown, words: `${dayWords(kept, now)}答复了，还在办` }
  if (pausedAt)
    return {
      state: 'paused',
      dueAt: null,
      ...common,
      left: shown,
      words: `等${reader === 'resident' ? '您' : '居民'}补充，先不计时`,
    }
  if (now > dueAt) {
    // Whole hours, as a clock counts them, and begun working days. On the weekend after a Friday no opening time has
    // passed yet, and it is late all the same.
    const over = Math.max(1, unit === 'hour' ? Math.floor(-left) : Math.ceil(-left))
    const words = unit === 'hour' ? `超 ${over} 小时` : `超 ${over} 个工作日`
    return { state: 'late', dueAt, ...common, left: -over, words }
  }
  const what = of === 'solve' ? '办好' : reader === 'resident' ? '答复您' : '答复'
  const words = `${deadlineWords(dueAt, now, unit)}前${what}`
  return { state: runsShort(promise, left) ? 'soon' : 'running', dueAt, ...common, left: shown, words }
}

const NEAR = ['今天', '明天']

function dayWords(instant: Date, now: Date) {
  const day = dayOf(instant)
  return NEAR[daysBetween(dayOf(now), day)] ?? monthAndDay(day, dayOf(now))
}

/** 「今天 17:30 」, 「明天 17:30 」, 「周五」 within the next six days, else 「12月4日」. */
function deadlineWords(dueAt: Date, now: Date, unit: PromiseView['unit']) {
  const day = dayOf(dueAt)
  const ahead = daysBetween(dayOf(now), day)
  if (ahead < NEAR.length || unit === 'hour') return `${dayWords(dueAt, now)} ${clockOf(dueAt)} `
  return ahead < 7 ? weekdayLabel(day) : monthAndDay(day, dayOf(now))
}

/** The limit of a transfer: 「明天 17:30 前接收或退回」, 「该在周一 17:30 前接收或退回」. */
export const transferTimeInWords = (dueAt: Date, now: Date) =>
  `${now > dueAt ? '该在' : ''}${deadlineWords(dueAt, now, 'hour')}前接收或退回`

/** 「5 个工作日内答复」, 「2 小时内答复」. */
export const promiseInWords = (promise: AnswerPromise) =>
  'hours' in promise ? `${promise.hours} 小时内答复` : `${promise.workdays} 个工作日内答复`
