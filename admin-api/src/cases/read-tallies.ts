import { FILED_KINDS } from '@yike/shared/cases/kinds'
import { figuresOf, sumOf, type Figures } from '@yike/shared/cases/rates'
import { figuresAt } from '@yike/shared/cases/tallies'
import { dayOf, instantAt, type Day } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy, type SeenIn } from './policy'
import { tallyWaiting } from './tallies'
import { CaseTallyModel, type CaseTally, type TalliedBy, type TallyCell } from './tally-model'

/** A cell of a tally with its day or month, and of its rows those that may be seen. */
export interface SeenCell extends TallyCell {
  period: string
}

type Areas = SeenIn['areas']

const meet = (some: Areas, others: Areas) => some.some((area) => others.some((other) => other.equals(area)))
const kindsSeen = (seen: readonly SeenIn[], areas: Areas) =>
  new Set(seen.filter((one) => meet(areas, one.areas)).flatMap(({ kinds }) => kinds))

/** Whether a case lies where all cases of its kind are seen. */
export const isSeen = (seen: readonly SeenIn[], { kind, areas }: Pick<CaseRecord, 'kind' | 'areas'>) =>
  kindsSeen(seen, areas).has(kind)

/**
 * The tallies of the cases of some areas and kinds that were filed from one day or month to another, both included. They
 * are as the cases are: a case that waits to be counted is counted first.
 */
export async function readTallies(
  seen: readonly SeenIn[],
  { span, by, from, until }: { span: 'day' | 'month'; by: TalliedBy; from: string; until: string },
): Promise<SeenCell[]> {
  await tallyWaiting()
  const found = await CaseTallyModel.find(
    {
      areas: { $in: seen.flatMap(({ areas }) => areas) },
      series: `${span}:${by}` as const,
      period: { $gte: from, $lte: until },
    },
    { cells: 1, period: 1 },
  ).lean<CaseTally[]>()
  return found.flatMap(({ period, cells }) =>
    cells.map(({ areas, rows }) => {
      const kinds = kindsSeen(seen, areas)
      return { period, areas, rows: rows.filter(({ kind }) => kinds.has(kind)) }
    }),
  )
}

/** The tallies of the cases that the actor sees by their areas, and the other cases that are assigned to them. */
async function filedSince(actor: Actor, first: Day, now: Date) {
  const seen = casePolicy.seenIn(actor)
  const assigned = {
    assigneeId: actor.personId,
    kind: { $in: FILED_KINDS },
    filedAt: { $gte: instantAt(first, 0), $lte: now },
  }
  const [cells, mine] = await Promise.all([
    readTallies(seen, { span: 'day', by: 'kind', from: first, until: dayOf(now) }),
    CaseModel.find(assigned, { events: 0 }).lean<CaseRecord[]>(),
  ])
  return [cells, mine.filter((c) => !isSeen(seen, c))] as const
}

/** The figures of the cases that the actor sees and that were filed since a day. */
export async function figuresSince(actor: Actor, first: Day, now: Date): Promise<Figures> {
  const [cells, others] = await filedSince(actor, first, now)
  const tallies = cells.flatMap(({ rows }) => rows)
  return sumOf([figuresAt(tallies, now), ...others.map((c) => figuresOf(c, now))])
}

/** The number of cases that the actor sees, by the day of their filing. */
export async function filedByDay(actor: Actor, first: Day, now: Date): Promise<Map<Day, number>> {
  const [cells, others] = await filedSince(actor, first, now)
  const counts = new Map<Day, number>()
  for (const { period, rows } of cells)
    for (const { cases } of rows) counts.set(period, (counts.get(period) ?? 0) + cases)
  for (const { filedAt } of others) counts.set(dayOf(filedAt), (counts.get(dayOf(filedAt)) ?? 0) + 1)
  return counts
}
