import { metresBetween, type LngLat } from '../geo/walking'
import { bigramsOf } from './bigrams'

/** The facts of a report by which it is compared with another. */
export interface Comparable {
  /** Title and description. */
  text: string
  address: string | null
  position: LngLat | null
  /** The ids of its category from the first level down. */
  category: readonly string[] | null
  at: Date
}

/** The likeness of one report to another, and its reasons. */
export interface Likeness {
  /** 0 to 1: place, category, words and time together. */
  score: number
  /** Null where one of them has no position. */
  metres: number | null
  /** Both name the same building. */
  sameBuilding: boolean
  sameCategory: boolean
  /** Whole days between the two. */
  days: number
}

/** From this score on two reports are likely about the same matter. Tuned on the cases of `duplicates.test.ts`. */
const LIKELY = 0.6
/** Reports farther apart than this, in metres or in days, are two matters. */
const NEAR_METRES = 150
export const NEAR_DAYS = 30

const DAY_MS = 86_400_000
/** 「3 号楼」, 「12栋」, 「5幢」. */
const BUILDING = /(\d+)\s*(?:号楼|栋|幢|号院|#楼?)/g

const buildingsIn = ({ text, address }: Comparable) =>
  new Set([...`${address ?? ''} ${text}`.normalize('NFKC').matchAll(BUILDING)].map(([, number]) => number!))

const shared = <One>(a: ReadonlySet<One>, b: ReadonlySet<One>) => [...a].filter((one) => b.has(one)).length

/** The share of common pairs of characters, 0 to 1 (cosine). */
const alike = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === 0 || b.size === 0 ? 0 : shared(a, b) / Math.sqrt(a.size * b.size)

/** The nearness of the two, 0 to 1; null where nothing is known of one of them. */
function nearness(a: Comparable, b: Comparable, metres: number | null): number | null {
  const [inA, inB] = [buildingsIn(a), buildingsIn(b)]
  const named = inA.size > 0 && inB.size > 0
  const otherBuilding = named && shared(inA, inB) === 0
  // Two neighbouring buildings are nearer to each other than a position is right.
  if (metres !== null) return Math.max(0, 1 - metres / NEAR_METRES) * (otherBuilding ? 0.4 : 1)
  if (named) return otherBuilding ? 0 : 1
  return a.address && b.address ? alike(bigramsOf(a.address), bigramsOf(b.address)) : null
}

function categoryLikeness({ category: a }: Comparable, { category: b }: Comparable) {
  if (!a || !b) return 0.3
  if (a[a.length - 1] === b[b.length - 1]) return 1
  // Of one 小类, each says a 细类 or only one does.
  if (a[1] !== undefined && a[1] === b[1]) return 0.7
  return a[0] === b[0] ? 0.4 : 0
}

/** Compares two reports of the same community. Pure and symmetric. */
export function likeness(a: Comparable, b: Comparable): Likeness {
  const metres = a.position && b.position ? metresBetween(a.position, b.position) : null
  const days = Math.floor(Math.abs(a.at.getTime() - b.at.getTime()) / DAY_MS)
  const near = nearness(a, b, metres)
  const category = categoryLikeness(a, b)
  const words = alike(bigramsOf(a.text), bigramsOf(b.text))
  const facts =
    near === null
      ? 0.4 * category + 0.6 * Math.min(1, 1.6 * words)
      : 0.45 * near + 0.3 * category + 0.25 * Math.min(1, 2.5 * words)
  const fresh = days > NEAR_DAYS || (metres !== null && metres > NEAR_METRES) ? 0 : 1 - 0.3 * (days / NEAR_DAYS)
  return {
    score: facts * fresh,
    metres: metres === null ? null : Math.round(metres),
    sameBuilding: shared(buildingsIn(a), buildingsIn(b)) > 0,
    sameCategory: category === 1,
    days,
  }
}

/** Why two reports may be one matter, for staff: 「相距 40 米，同一类，前后 2 天」. */
export function likenessInWords({ metres, sameBuilding, sameCategory, days }: Likeness) {
  const where = metres !== null ? `相距 ${metres} 米` : sameBuilding ? '同一栋楼' : '说法相近'
  return [where, sameCategory && '同一类', days === 0 ? '同一天' : `前后 ${days} 天`].filter(Boolean).join('，')
}

/** The likely duplicates of a report among others, the likeliest first. */
export const likelyAmong = <Other extends Comparable>(report: Comparable, others: readonly Other[]) =>
  others
    .map((other) => ({ other, likeness: likeness(report, other) }))
    .filter(({ likeness: { score } }) => score >= LIKELY)
    .sort((a, b) => b.likeness.score - a.likeness.score)
