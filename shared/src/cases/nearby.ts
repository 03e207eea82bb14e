import type { LngLat } from '../geo/walking'
import { isReopening, type CaseEventKind } from './events'
import type { CaseState } from './states'

/** Days for which something that was mended stays on the residents' map. */
export const NEARBY_DAYS = 30
/** The newest of each state that a page gets. */
export const NEARBY_MOST = 100

/** The states as neighbours read them; null where it is not for them: nobody at the office has looked at it, or it was sent back. */
const STATES: Partial<Record<CaseState, 'open' | 'done'>> = {
  accepted: 'open',
  in_progress: 'open',
  waiting: 'open',
  resolved: 'done',
  closed: 'done',
}
export const NEARBY_STATES = { open: '办理中', done: '办好了' } as const
export type NearbyState = keyof typeof NEARBY_STATES

/** Closed without having been mended (nobody answered a question) it is not shown as mended. */
export function nearbyState(state: CaseState, kinds: readonly CaseEventKind[]): NearbyState | null {
  const shown = STATES[state] ?? null
  if (shown !== 'done') return shown
  const reopened = Math.max(-1, ...kinds.map((kind, at) => (isReopening(kind) ? at : -1)))
  return kinds.includes('resolved', reopened + 1) ? 'done' : null
}

/** Degrees of a square: 111 m from south to north, and 88 m from west to east in Dongying. */
const SQUARE = 0.001
const DIGITS = 4
const middleOf = (degrees: number) => Number(((Math.floor(degrees / SQUARE) + 0.5) * SQUARE).toFixed(DIGITS))

/** The middle of the square that a position lies in. All that is published of a position follows from this alone. */
export const squareOf = ({ lng, lat }: LngLat): LngLat => ({ lng: middleOf(lng), lat: middleOf(lat) })

/** A square whose middle is farther from every public place than this has few homes: nothing is shown there. */
export const PUBLIC_METRES = 300
/** A square whose middle is nearer than this to that of a residential compound has many homes. */
const COMPOUND_METRES = 200
/** Nearer than this to the reporter's home a position is that home. */
const HOME_METRES = 60

/**
 * Whether the square of a position may be shown: public places are near; and where no compound of many homes is, the
 * position is not the reporter's home. Distances in metres; Infinity where there is none.
 */
export const isSquareShown = (metres: { toPublicPlace: number; toCompound: number; toReportersHome: number }) =>
  metres.toPublicPlace <= PUBLIC_METRES &&
  (metres.toCompound <= COMPOUND_METRES || metres.toReportersHome > HOME_METRES)
