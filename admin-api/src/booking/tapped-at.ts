import { CHECK_IN_LATE_HOURS } from '@yike/shared/booking/rules'
import { addMinutes } from '@yike/shared/time/china'
import { phoneTime, wrongPhoneTime } from '../phone-time'

/** The same as `phoneTime`, and refuses a tap of more than `mostHours` ago. */
export function tappedAt(said: string | undefined, now: Date, mostHours = CHECK_IN_LATE_HOURS): Date {
  const at = phoneTime(said, now)
  if (at < addMinutes(now, -mostHours * 60)) throw wrongPhoneTime()
  return at
}
