import { metresBetween, type LngLat } from './walking'

export interface Stop<What> {
  /** The building, as the address says it: 「颐园 3 号楼」. */
  building: string
  position: LngLat | null
  what: What[]
}

/** The building of an address: all up to 号楼, 栋 or 幢; the whole address where it names none. */
export const buildingOf = (address: string) => /^.*?(?:号楼|栋|幢)/.exec(address)?.[0].trim() ?? address.trim()

/** Buildings that are called alike and lie farther apart than this are two: 「3 号楼」 of one compound and of another. */
const ONE_BUILDING_METRES = 200

/**
 * Groups what is to do by building, each with the position of the first that has one; within a building by the address.
 * `nameOf` gives the building of an address.
 */
export function stopsOf<What extends { address: string; position: LngLat | null }>(
  items: readonly What[],
  nameOf: (address: string) => string = buildingOf,
) {
  const stops: Stop<What>[] = []
  for (const item of items) {
    const building = nameOf(item.address)
    const isHere = ({ position }: Stop<What>) =>
      !position || !item.position || metresBetween(position, item.position) <= ONE_BUILDING_METRES
    let stop = stops.find((one) => one.building === building && isHere(one))
    if (!stop) {
      stop = { building, position: null, what: [] }
      stops.push(stop)
    }
    stop.position ??= item.position
    stop.what.push(item)
  }
  for (const stop of stops) stop.what.sort((a, b) => a.address.localeCompare(b.address, 'zh', { numeric: true }))
  return stops
}

/**
 * The order to walk them in from a place: always the nearest next, then 2-opt until reversing no stretch makes the way
 * shorter (there and not back: the person who walks goes home from the last). Straight lines; within a
 * neighbourhood they give the same order as walking ways. Stops without a position on the map come last, by their
 * address.
 */
export function walkingOrder<What>(from: LngLat, stops: readonly Stop<What>[]): Stop<What>[] {
  type Placed = Stop<What> & { position: LngLat }
  const left = stops.filter((stop): stop is Placed => stop.position !== null)
  const way: Placed[] = []
  for (let at = from; left.length > 0; at = way[way.length - 1]!.position) {
    const metres = left.map(({ position }) => metresBetween(at, position))
    way.push(...left.splice(metres.indexOf(Math.min(...metres)), 1))
  }
  const unplaced = stops
    .filter(({ position }) => position === null)
    .sort((a, b) => a.building.localeCompare(b.building, 'zh', { numeric: true }))
  return [...untangled(from, way), ...unplaced]
}

const NOTHING_SHORTER_METRES = 0.5

function untangled<What, Placed extends Stop<What> & { position: LngLat }>(from: LngLat, way: Placed[]): Placed[] {
  const at = (index: number) => (index < 0 ? from : way[index]!.position)
  for (let better = true; better;) {
    better = false
    for (let i = 0; i < way.length - 1; i++)
      for (let k = i + 1; k < way.length; k++) {
        const after = k + 1 < way.length ? at(k + 1) : null
        const before = metresBetween(at(i - 1), at(i)) + (after ? metresBetween(at(k), after) : 0)
        const turned = metresBetween(at(i - 1), at(k)) + (after ? metresBetween(at(i), after) : 0)
        if (turned > before - NOTHING_SHORTER_METRES) continue
        way.splice(i, k - i + 1, ...way.slice(i, k + 1).reverse())
        better = true
      }
  }
  return way
}

/** The length of a way in metres, straight lines from stop to stop. */
export function metresOf(from: LngLat, stops: readonly { position: LngLat | null }[]) {
  let [at, metres] = [from, 0]
  for (const { position } of stops)
    if (position) {
      metres += metresBetween(at, position)
      at = position
    }
  return metres
}
