import { metresBetween, walkMinutes, type LngLat, type Pace } from '../geo/walking'
import type { PlaceCategory } from './categories'

export interface Located<Category extends string = PlaceCategory> {
  category: Category
  position: LngLat
}

export interface Compound {
  id: string
  name: string
  position: LngLat
}

export interface CompoundCoverage extends Compound {
  /** Minutes to the nearest of each category, in the order asked; null when there is none at all. */
  minutes: (number | null)[]
  /** The percentage of the categories asked for that are within reach. */
  score: number
}

/** Within reach: that many minutes on foot at this pace. */
export interface Reach {
  minutes: number
  pace: Pace
}

export const isReached = (minutes: number | null, within: number) => minutes !== null && minutes <= within

/** The percentage of the categories that are reached in time. Every category counts the same. */
export const scoreOf = (minutes: readonly (number | null)[], within: number) =>
  minutes.length === 0
    ? 100
    : Math.round((minutes.filter((one) => isReached(one, within)).length / minutes.length) * 100)

/**
 * From each residential compound: how far the nearest place of each category is, and the share of the categories that is
 * reached in time.
 */
export function coverageOf(
  compounds: readonly Compound[],
  places: readonly Located[],
  categories: readonly PlaceCategory[],
  reach: Reach,
): CompoundCoverage[] {
  return compounds.map((compound) => {
    const minutes = categories.map((category) => {
      const metres = places
        .filter((place) => place.category === category)
        .map((place) => metresBetween(compound.position, place.position))
      return metres.length === 0 ? null : walkMinutes(Math.min(...metres), reach.pace)
    })
    return { ...compound, minutes, score: scoreOf(minutes, reach.minutes) }
  })
}

/** The compounds that reach a category only once a place of it exists at a position. */
export function gainsOf(
  compounds: readonly CompoundCoverage[],
  categories: readonly PlaceCategory[],
  added: Located,
  reach: Reach,
): CompoundCoverage[] {
  const at = categories.indexOf(added.category)
  return compounds.filter(({ minutes, position }) => {
    const now = minutes[at] ?? null
    const then = walkMinutes(metresBetween(position, added.position), reach.pace)
    return !isReached(now, reach.minutes) && then <= reach.minutes
  })
}
