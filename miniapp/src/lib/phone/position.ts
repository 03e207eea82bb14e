import type { LngLat } from '@yike/shared/geo/walking'
import { currentPosition } from './current-position'
import { createStore } from '@/lib/storage/store'

/** The person's last position, in GCJ-02; null when never asked or refused. */
const position = createStore<LngLat | null>(null, 'position')

export const usePosition = position.use

/**
 * Asks the phone for its position. Null when that was refused or failed: the page then says that choosing a building
 * will do too. Never asked at launch, only at a tap.
 */
export async function locate(): Promise<LngLat | null> {
  const found = await currentPosition().catch(() => null)
  if (found) position.set(found)
  return found
}

/** A position for a query, to about a metre. */
export const nearText = (at: LngLat | null) => (at ? `${at.lng.toFixed(5)},${at.lat.toFixed(5)}` : undefined)
