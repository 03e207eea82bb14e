import type { PromiseView } from '@yike/shared/cases/schemas'
import { promisedTime, type DialTime, type DialTone } from '@/kit/dial'

const TONES: Record<PromiseView['state'], DialTone> = {
  running: 'plain',
  soon: 'soon',
  late: 'late',
  paused: 'off',
  answered: 'done',
}

/** What the dial of a promise shows; none once it was answered. */
export const promiseTime = (promise: PromiseView): DialTime | undefined =>
  promise.state === 'answered'
    ? undefined
    : promisedTime(promise.left, promise.total, promise.unit, TONES[promise.state])
