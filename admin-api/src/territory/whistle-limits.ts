import { WHISTLE_LIMITS, type WhistleLimits } from '@yike/shared/territory/whistle-limits'
import type { Types } from 'mongoose'
import { areasWithSettings } from './known-areas'

/** The limits of a whistle in these areas: their own, else those of the nearest area above, else the usual ones. */
export async function whistleLimitsIn(areas: readonly Types.ObjectId[]): Promise<WhistleLimits> {
  const own = new Map((await areasWithSettings()).map(({ _id, whistleLimits }) => [String(_id), whistleLimits]))
  // The areas of a record begin with the smallest.
  return areas.map((id) => own.get(String(id))).find(Boolean) ?? WHISTLE_LIMITS
}
