import type { Day } from '../time/china'

/**
 * The states of a work that a department wishes to hand to the communities of a street (工作准入). `lapsed` is never
 * stored: an admitted work is in it after its last day.
 */
export const ADMISSION_STATES = {
  asked: { label: '等街道答复' },
  admitted: { label: '准入，正在做' },
  refused: { label: '没同意' },
  lapsed: { label: '到期了' },
  ended: { label: '提前结束' },
} as const
export type AdmissionState = keyof typeof ADMISSION_STATES
export type StoredAdmissionState = Exclude<AdmissionState, 'lapsed'>

interface Term {
  state: StoredAdmissionState
  from: Day
  until: Day
  /** The last day of a work that ended before its time; null for all others. */
  endedOn: Day | null
}

/** The state that people read on a day. */
export const stateOn = ({ state, until }: Pick<Term, 'state' | 'until'>, today: Day): AdmissionState =>
  state === 'admitted' && until < today ? 'lapsed' : state

/** Whether hours of a day count for a work: it was admitted then. */
export const countsOn = ({ state, from, until, endedOn }: Term, day: Day) =>
  (state === 'admitted' || state === 'ended') && from <= day && day <= (endedOn ?? until)

/** Hours may be noted for a day this long after it. */
export const HOURS_DAYS_BACK = 31

/** Somebody reads the sums of this many months, the present one included. */
export const MONTHS_SHOWN = 12
