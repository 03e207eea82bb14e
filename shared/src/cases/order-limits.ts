import { dayOf, MINUTE_MS } from '../time/china'
import { nextWorkday, type WorkCalendar } from '../time/work-calendar'
import type { AnswerPromise } from './kinds'
import type { SolvePromise } from './promises'
import type { OrderLimits } from './work-orders'

const HOUR_MS = 60 * MINUTE_MS
const HOURS_OF_A_DAY = 24

/** The length of a limit that was set as an instant: in hours up to a day, else in the working days that it reaches. */
export function promiseUntil(at: Date, dueAt: Date, calendar: WorkCalendar): AnswerPromise {
  const hours = Math.ceil((dueAt.getTime() - at.getTime()) / HOUR_MS)
  if (hours <= HOURS_OF_A_DAY) return { hours: Math.max(1, hours) }
  let workdays = 0
  for (let day = nextWorkday(dayOf(at), calendar); day <= dayOf(dueAt); day = nextWorkday(day, calendar)) workdays++
  return { workdays: Math.max(1, workdays) }
}

/** The limits of a case as its events carry them. */
export interface GivenLimits {
  promise: AnswerPromise
  dueAt: Date
  solve?: SolvePromise
  acceptDueAt?: Date
  /** The limits are those of the upper level: they do not rest, and no table replaces them. */
  fromAbove?: boolean
  /** By when the office may send the order back. */
  returnUntil?: Date
}

/**
 * The limits of an order instead of ours: to sign, to return, to answer and to solve, each as far as the order names it.
 * Where it names one of answering and solving, that one holds for both: the upper level waits no longer.
 */
export function limitsFromAbove(
  { sign, return: returnUntil, answer, solve }: OrderLimits,
  ours: GivenLimits,
  at: Date,
  calendar: WorkCalendar,
): GivenLimits {
  const [answerDue, solveDue] = [answer ?? solve, solve ?? answer]
  const promised = (dueAt: Date) => ({ promise: promiseUntil(at, dueAt, calendar), dueAt })
  return {
    ...ours,
    ...(sign ? { acceptDueAt: sign } : {}),
    ...(returnUntil ? { returnUntil } : {}),
    ...(answerDue && solveDue ? { ...promised(answerDue), solve: promised(solveDue), fromAbove: true } : {}),
  }
}
