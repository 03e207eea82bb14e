import { figuresOf, sumOf, type Figures } from '@yike/shared/cases/rates'
import { figuresAt, sumOfTallies } from '@yike/shared/cases/tallies'
import { dayOf, instantAt, type Day } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy, type SeenIn } from './policy'
import { tallyWaiting } from './tallies'
import { CaseTallyModel, type CaseTally, type TalliedBy, type TallyCell, type TallyRow } from './tally-model'

/** A row of a tally with its areas and its day or month. */
export interface TalliedGroup extends TallyRow {
  areas: TallyCell['areas']
  period: string
}

/** Whether a case, or a row of a tally, lies where all cases of its kind are seen. */
export const isSeen = (seen: readonly SeenIn[], { kind, areas }: Pick<CaseRecord, 'kind' | 'areas'>) =>
  seen.some((one) => one.kinds.includes(kind) && areas.some((area) => one.areas.some((mine) => mine.equals(area))))

/**
 * The rows of the cases of some areas and kinds that were filed from one day or month to another, both included. They are
 * as the cases are: what waits to be counted is counted first.
 */
export async function readTallies(
  seen: readonly SeenIn[],
  { span, by, from, until }: { span: 'day' | 'month'; by: TalliedBy; from: string; until: string },
): Promise<TalliedGroup[]> {
  await tallyWaiting()
  const found = await CaseTallyModel.find(
    {
      areas: { $in: seen.flatMap(({ areas }) => areas) },
      series: `${span}:${by}` as const,
      period: { $gte: from, $lte: until },
    },
    { cells: 1, period: 1 },
  ).lean<CaseTally[]>()
  const rows = found.flatMap(({ period, cells }) =>
    cells.flatMap(({ areas, rows }) => rows.map((row): TalliedGroup => ({ ...row, areas, period }))),
  )
  return rows.filter((row) => isSeen(seen, row))
}

/** The rows of the cases that the actor sees by their areas, and the other cases that are assigned to them. */
async function filedSince(actor: Actor, first: Day, now: Date) {
  const seen = casePolicy.seenIn(actor)
  const assigned = { assigneeId: actor.personId, filedAt: { $gte: instantAt(first, 0), $lte: now } }
  const [rows, mine] = await Promise.all([
    readTallies(seen, { span: 'day', by: 'kind', from: first, until: dayOf(now) }),
    CaseModel.find(assigned, { events: 0 }).lean<CaseRecord[]>(),
  ])
  return [rows, mine.filter((c) => !isSeen(seen, c))] as const
}

/** The figures of the cases that the actor sees and that were filed since a day. */
export async function figuresSince(actor: Actor, first: Day, now: Date): Promise<Figures> {
  const [rows, others] = await filedSince(actor, first, now)
  return sumOf([figuresAt(sumOfTallies(rows), now), ...others.map((c) => figuresOf(c, now))])
}

/** The number of cases that the actor sees, by the day of their filing. */
export async function filedByDay(actor: Actor, first: Day, now: Date): Promise<Map<Day, number>> {
  const [rows, others] = await filedSince(actor, first, now)
  const counts = new Map<Day, number>()
  for (const { period, cases } of rows) counts.set(period, (counts.get(period) ?? 0) + cases)
  for (const { filedAt } of others) counts.set(dayOf(filedAt), (counts.get(dayOf(filedAt)) ?? 0) + 1)
  return counts
}
