import type { ReceivedCaseCard } from '@yike/shared/cases/received-schemas'
import type { CaseCard, PromiseView } from '@yike/shared/cases/schemas'
import { promisedTime, type DialTime, type DialTone } from '@/kit/base/dial'
import type { TagTone } from '@/kit/base/tag'

const DIALS: Record<PromiseView['state'], DialTone> = {
  running: 'plain',
  soon: 'soon',
  late: 'late',
  paused: 'off',
  answered: 'done',
}
const TAGS: Record<PromiseView['state'], TagTone> = {
  running: 'go',
  soon: 'soon',
  late: 'late',
  paused: 'go',
  answered: 'done',
}

/** The time on the dial of a case; none once it was answered, or another case goes on for it. */
export const promiseTime = ({ state, promise }: Pick<CaseCard, 'state' | 'promise'>): DialTime | undefined =>
  promise.state === 'answered' || state.code === 'merged'
    ? undefined
    : promisedTime(promise.left, promise.total, promise.unit, DIALS[promise.state])

/** The state of a case, in the colour of its promise. */
export const caseState = ({ state, promise }: Pick<CaseCard, 'state' | 'promise'>) => ({
  tone: TAGS[promise.state],
  text: state.label,
})

/** The same for a receiver: the answer to the resident does not end their work. */
export const receivedState = ({ state, promise }: Pick<ReceivedCaseCard, 'state' | 'promise'>) => ({
  tone: state.code === 'done' ? 'done' : promise.state === 'answered' ? 'go' : TAGS[promise.state],
  text: state.label,
})

/** The figure in the corner of a case: 「剩 3 天」, 「超 2 时」: the arc leaves room for one character. */
export const promiseFigure = (promise: PromiseView) => ({
  before: promise.state === 'late' ? '超' : '剩',
  figure: Math.ceil(Math.abs(promise.left)),
  unit: promise.unit === 'workday' ? '天' : '时',
})
