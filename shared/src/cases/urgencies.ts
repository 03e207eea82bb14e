import type { AnswerPromise } from './kinds'

/** The promises of one urgency, each counted from the filing. */
interface Promises {
  label: string
  /** Somebody of the office has looked at it and taken it over. */
  accept: AnswerPromise
  /** The resident has an answer in words, though the work may go on. */
  answer: AnswerPromise
  /** It is done. */
  solve: AnswerPromise
}

/**
 * The table of promises, the settings of all of them. Answers: Shandong hotline rule 2020 (5 working days). To be
 * dispatched within 1 h where life or property is in danger, 2 h for utilities, and solved within 2 h, 24 h, 7 days, or
 * 15 days for what is complex: Beijing DB11/T. Accepting what is ordinary within a working day is the product's own.
 */
export const URGENCIES = {
  danger: { label: '危及安全', accept: { hours: 1 }, answer: { hours: 2 }, solve: { hours: 2 } },
  utility: { label: '水电气暖', accept: { hours: 2 }, answer: { hours: 24 }, solve: { hours: 24 } },
  ordinary: { label: '一般', accept: { workdays: 1 }, answer: { workdays: 5 }, solve: { workdays: 7 } },
  complex: { label: '复杂', accept: { workdays: 1 }, answer: { workdays: 5 }, solve: { workdays: 15 } },
} as const satisfies Record<string, Promises>
export type Urgency = keyof typeof URGENCIES

/** The urgency of what is to be answered within this time: the promise of a kind or a category says it. */
export function urgencyOf(answer: AnswerPromise): Urgency {
  if ('hours' in answer) return answer.hours <= URGENCIES.danger.answer.hours ? 'danger' : 'utility'
  return answer.workdays <= URGENCIES.ordinary.answer.workdays ? 'ordinary' : 'complex'
}

/** Working days that a resident has to answer a question: then the case is closed, with a message that says so. */
export const WAIT_WORKDAYS = 5
/** The one extension of a promise: at most so many working days (Shandong hotline rule 2020). */
export const EXTENSION_WORKDAYS = 10

/** The states of a limit: met in time or late, still to be met, passed, or resting while the resident is asked. */
export const LIMIT_STATES = ['kept', 'missed', 'running', 'late', 'paused'] as const
