import type { CaseState } from './states'

/** The fields that a form of a kind has, beside the category. */
export type FormPart = 'words' | 'photos' | 'place' | 'anonymous'

/** Answered within a number of working days (`workdays`) or hours by the clock (`hours`) of the filing. */
export type AnswerPromise = { workdays: number } | { hours: number }

/** The states that follow each state. A state missing from a row cannot be reached from it. */
export type Flow = Record<CaseState, readonly CaseState[]>

const OFFICE_FLOW: Flow = {
  submitted: ['accepted', 'returned'],
  accepted: ['in_progress', 'returned', 'resolved'],
  in_progress: ['waiting', 'resolved', 'returned'],
  waiting: ['in_progress', 'resolved'],
  resolved: ['closed', 'in_progress'],
  returned: ['accepted'],
  closed: ['in_progress'],
}

export interface CaseKind {
  label: string
  /** The word that goes before its number: 「诉求」 in 「这件诉求」. */
  word: string
  /** Counts where its category gives no promise of its own. */
  promise: AnswerPromise
  flow: Flow
  form: readonly FormPart[]
}

/**
 * Every kind of case: one entry here, and its form, states, promise and list filter follow. Promises: Shandong hotline
 * rule 2020 (5 working days), Beijing draft (danger 2 h).
 */
export const CASE_KINDS = {
  complaint: {
    label: '反映问题',
    word: '问题',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    form: ['words', 'photos', 'place', 'anonymous'],
  },
  hazard: {
    label: '安全隐患',
    word: '隐患',
    promise: { hours: 2 },
    flow: OFFICE_FLOW,
    form: ['words', 'photos', 'place'],
  },
  suggestion: {
    label: '提建议',
    word: '建议',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    form: ['words', 'photos', 'anonymous'],
  },
} as const satisfies Record<string, CaseKind>
export type CaseKindCode = keyof typeof CASE_KINDS
export const CASE_KIND_CODES = Object.keys(CASE_KINDS) as [CaseKindCode, ...CaseKindCode[]]
