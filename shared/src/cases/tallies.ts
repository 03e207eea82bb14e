import { figuresOf, type Figures, type Rated } from './rates'

/**
 * Figures of some cases that no clock changes. Whether an answer is missing depends on the instant at which somebody
 * asks, so a tally keeps the limits that still run, and `figuresAt` looks at them.
 */
export interface Tally {
  /** All cases, merged ones too. */
  cases: number
  /** Those that rates count. */
  filed: number
  answered: number
  inTime: number
  rated: number
  solved: number
  satisfied: number
  /** The limits of the unanswered cases whose clock runs, and how many cases each has: the earliest first. */
  limits: { at: Date; count: number }[]
}

/** The tally of one case. */
export function tallyOf(c: Rated): Tally {
  // Before its limit only an answer counts for the first rate.
  const { filed, answered, solved, satisfied } = figuresOf(c, new Date(0))
  const runs = !c.merged && !c.repliedAt && c.answeredAt === null && c.pausedAt === null
  return {
    ...{ cases: 1, filed, answered: answered.of, inTime: answered.some },
    ...{ rated: solved.of, solved: solved.some, satisfied: satisfied.some },
    limits: runs ? [{ at: c.dueAt, count: 1 }] : [],
  }
}

const COUNTS = ['cases', 'filed', 'answered', 'inTime', 'rated', 'solved', 'satisfied'] as const
const emptyTally = (): Tally => ({
  ...{ cases: 0, filed: 0, answered: 0, inTime: 0, rated: 0, solved: 0, satisfied: 0 },
  limits: [],
})

/** The tally of several groups of cases together. */
export function sumOfTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally()
  const limits = new Map<number, number>()
  for (const tally of tallies) {
    for (const count of COUNTS) sum[count] += tally[count]
    for (const { at, count } of tally.limits) limits.set(at.getTime(), (limits.get(at.getTime()) ?? 0) + count)
  }
  sum.limits = [...limits].sort(([a], [b]) => a - b).map(([at, count]) => ({ at: new Date(at), count }))
  return sum
}

/** The figures of these cases at an instant: the same as `figuresOf` gives for each of them, added up. */
export function figuresAt(tallies: Iterable<Tally>, now: Date): Figures {
  // One object for all: a year of a district has tens of thousands of tallies.
  const sum = { filed: 0, answered: 0, inTime: 0, rated: 0, solved: 0, satisfied: 0 }
  for (const tally of tallies) {
    sum.filed += tally.filed
    sum.answered += tally.answered
    sum.inTime += tally.inTime
    sum.rated += tally.rated
    sum.solved += tally.solved
    sum.satisfied += tally.satisfied
    for (const { at, count } of tally.limits) if (now > at) sum.answered += count
  }
  return {
    filed: sum.filed,
    answered: { some: sum.inTime, of: sum.answered },
    solved: { some: sum.solved, of: sum.rated },
    satisfied: { some: sum.satisfied, of: sum.rated },
  }
}
