import { AppError } from '@yike/shared/errors'
import { addMinutes } from '@yike/shared/time/china'

/** Minutes by which a phone's clock may be ahead. */
const SKEW_MINUTES = 10

export const wrongPhoneTime = () =>
  new AppError('INVALID_INPUT', '手机上的时间不对，看看日期和时间设置。', { fields: { at: ['时间不对'] } })

/**
 * When somebody tapped on a phone that may have had no network: as the phone says it, never after `now`; `now` where it
 * says nothing. Refuses a time ahead of the clock.
 */
export function phoneTime(said: string | undefined, now: Date): Date {
  if (said === undefined) return now
  const at = new Date(said)
  if (at > addMinutes(now, SKEW_MINUTES)) throw wrongPhoneTime()
  return at > now ? now : at
}
