import { PLACE_STATUSES } from '@yike/shared/directory/categories'
import { isOpenAt, nextOpening, openStateInWords, type OpeningHours } from '@yike/shared/directory/hours'
import { dayOf } from '@yike/shared/time/china'
import { holidayCalendar } from '../territory/calendar'
import type { Place } from './model'

/** Whether a place is open now, and its words in a list: 「开着，到 12:00」; null where its hours are not known. */
interface OpenState {
  open: boolean
  words: string | null
}

const MINUTE_MS = 60_000
/** By the hours of a record, as of a minute: lists of places are asked for many times in it. */
const states = new WeakMap<OpeningHours, { minute: number; state: OpenState }>()

function stateOf(hours: OpeningHours, now: Date): OpenState {
  const minute = Math.floor(now.getTime() / MINUTE_MS)
  const known = states.get(hours)
  if (known?.minute === minute) return known.state
  const words = hours.rules.length === 0 ? null : openStateInWords(hours, now, holidayCalendar)
  const state = { open: isOpenAt(hours, now, holidayCalendar), words }
  states.set(hours, { minute, state })
  return state
}

export const openState = ({ status, hours }: Pick<Place, 'status' | 'hours'>, now: Date): OpenState =>
  status === 'active' ? stateOf(hours, now) : { open: false, words: PLACE_STATUSES[status] }

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
  if (stateOf(hours, now).open) return null
  const opens = openStateInWords(hours, now, holidayCalendar)
  return {
    words: opens ? `现在没开门，${opens}` : '现在没开门',
    opensToday: nextOpening(hours, now, holidayCalendar)?.day === dayOf(now),
  }
}
