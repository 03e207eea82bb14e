import { stopsOf, walkingOrder } from '../geo/route'
import { metresBetween, walkMinutes, type LngLat } from '../geo/walking'
import { buildingSaid } from '../territory/address'
import { HOME_HIDDEN } from './redact'

/** The most open cases that a round is made of: those whose limit ends first. */
export const MOST_ON_A_ROUND = 100

/** A stop of a round: a building, or a spot on the map. */
interface RoundStop<Item> {
  /** 「颐园 3 号楼」; null for a spot on the map that no address describes. */
  building: string | null
  /** Null where nobody pointed at it on the map: it is at the end of the way. */
  position: LngLat | null
  /** Minutes on foot from the stop before, or from where the round begins; null where one of the two is not known. */
  minutes: number | null
  /** The limit that ends first at the front. */
  what: Item[]
}

interface Round<Item> {
  stops: RoundStop<Item>[]
  /** Those that name no place at all. */
  unplaced: Item[]
  /** The sum of the minutes of all stops. */
  minutes: number
}

interface Placed {
  address: string | null
  position: LngLat | null
}

/** About 11 m: what was tapped so close together is one spot. */
const SPOT_DIGITS = 4
const spotOf = ({ lng, lat }: LngLat) => `${lng.toFixed(SPOT_DIGITS)},${lat.toFixed(SPOT_DIGITS)}`
const buildingAt = (address: string) => buildingSaid(address) ?? address.trim()

/** The address that says a place; null where there is none, or where it only says that it is hidden. */
const addressOf = ({ address }: Placed) => {
  const said = address?.split(HOME_HIDDEN).join('').trim()
  return said ? address : null
}

/**
 * Cases in walking order, by building. `items` come with the limit that ends first at the front. The round begins at
 * `from`, in GCJ-02 like the cases; without it, at the stop of the first case that lies on the map, because that one
 * cannot wait.
 */
export function roundOf<Item extends Placed>(items: readonly Item[], from: LngLat | null): Round<Item> {
  const placed = items.flatMap((item) => {
    const address = addressOf(item)
    const at = address ?? (item.position && spotOf(item.position))
    return at === null ? [] : [{ item, address: at, position: item.position, isNamed: address !== null }]
  })
  const all = stopsOf(placed, buildingAt)
  const start = from ?? all.find(({ position }) => position)?.position ?? null
  const way = start ? walkingOrder(start, all) : all
  let before = from
  const stops = way.map(({ building, position, what }): RoundStop<Item> => {
    const minutes = before && position ? walkMinutes(metresBetween(before, position)) : null
    before = position ?? before
    const here = items.filter((item) => what.some((one) => one.item === item))
    return { building: what[0]!.isNamed ? building : null, position, minutes, what: here }
  })
  return {
    stops,
    unplaced: items.filter((item) => !placed.some((one) => one.item === item)),
    minutes: stops.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
  }
}
