import type { CaseEventKind } from './events'
import type { Flow } from './states'

/** The fields that a form of a kind has, beside the category. */
export type FormPart = 'words' | 'photos' | 'place' | 'anonymous'

/** Answered within a number of working days (`workdays`) or hours by the clock (`hours`) of the filing. */
export type AnswerPromise = { workdays: number } | { hours: number }

const OFFICE_FLOW: Flow = {
  submitted: ['accepted', 'returned', 'merged'],
  accepted: ['in_progress', 'returned', 'resolved', 'merged'],
  in_progress: ['waiting', 'resolved', 'returned', 'accepted', 'merged'],
  waiting: ['in_progress', 'resolved', 'closed', 'merged'],
  resolved: ['closed', 'in_progress'],
  returned: ['accepted'],
  closed: ['in_progress'],
  merged: [],
}

/** The uses of the leaves in the first tree of categories: most are for `everyday`. */
export type CategoryUse = 'everyday' | 'utility' | 'danger'

/** A group of categories, as a new installation begins with it; the office changes it. `icon`: a name of the kit. */
export interface FirstGroup {
  name: string
  icon: string
  /** Its reports are about somebody's own life: neighbours neither see nor follow them. */
  isPrivate?: true
  leaves: readonly { name: string; keywords: readonly string[]; use?: CategoryUse; promise?: AnswerPromise }[]
}

export interface CaseKind {
  /** The name of the kind, and the title of the page that files it. */
  label: string
  /** Counts where its category gives no promise of its own. */
  promise: AnswerPromise
  flow: Flow
  /** What never happens to it, though its state would let it: nobody whistles for a certificate. */
  without?: readonly CaseEventKind[]
  /** Neighbours may see that it was reported, without the person, and follow it; unless its category is private. */
  isShared: boolean
  form: readonly FormPart[]
  /** An example text, in the empty field. */
  placeholder: string
  /** Its first categories: leaves of the common tree by their use, and groups of its own. None where it needs none. */
  categories: readonly (CategoryUse | FirstGroup)[]
}

/**
 * Every kind of case: one entry here, and its form, states, promise, categories and list filter follow. Promises:
 * Shandong hotline rule 2020 (5 working days), Beijing draft (danger 2 h).
 */
export const CASE_KINDS = {
  complaint: {
    label: '反映问题',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    isShared: true,
    form: ['words', 'photos', 'place', 'anonymous'],
    placeholder: '比如：3 号楼东边的路灯灭了三天，晚上看不见路',
    categories: ['everyday', 'utility', 'danger'],
  },
  hazard: {
    label: '安全隐患',
    promise: { hours: 2 },
    flow: OFFICE_FLOW,
    isShared: true,
    form: ['words', 'photos', 'place'],
    placeholder: '比如：楼道里有人给电动车充电，线拖了一地',
    categories: ['danger'],
  },
  suggestion: {
    label: '提建议',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    isShared: true,
    form: ['words', 'photos', 'anonymous'],
    placeholder: '比如：广场上能不能加两把有靠背的椅子',
    categories: ['everyday'],
  },
} as const satisfies Record<string, CaseKind>
export type CaseKindCode = keyof typeof CASE_KINDS
export const CASE_KIND_CODES = Object.keys(CASE_KINDS) as [CaseKindCode, ...CaseKindCode[]]

/** The entry of a kind, with the parts that only some have. */
export const caseKind = (code: CaseKindCode): CaseKind => CASE_KINDS[code]
