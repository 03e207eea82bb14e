import { PLACE_STATUSES } from '@yike/shared/directory/categories'
import { isOpenAt, nextOpening, openStateInWords } from '@yike/shared/directory/hours'
import { dayOf } from '@yike/shared/time/china'
import { holidayCalendar } from '../territory/calendar'
import type { Place } from './model'

/** A place that is closed now. */
export interface Closed {
  /** 「现在没开门，明天 8:30 开门」, as of now. */
  words: string
  opensToday: boolean
}

/** Null while a place is open, and when its hours are not known. */
export function closedNow({ status, hours }: Pick<Place, 'status' | 'hours'>, now: Date): Closed | null {
  if (status !== 'active') return { words: PLACE_STATUSES[status], opensToday: false }
  if (hours.rules.length === 0 && hours.exceptions.length === 0) return null
  if (isOpenAt(hours, now, holidayCalendar)) return null
  const opens = openStateInWords(hours, now, holidayCalendar)
  return {
    words: opens ? `现在没开门，${opens}` : '现在没开门',
    opensToday: nextOpening(hours, now, holidayCalendar)?.day === dayOf(now),
  }
}
