import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { CaseModel, type CaseRecord } from './model'
import { filedOn, monthOf, tallyDays } from './tallies'
import { CaseTallyModel, TALLIED_BY, type CaseTally } from './tally-model'

/** A day of a community, by the time at which one of its cases was filed. */
type FiledDay = Pick<CaseRecord, 'communityId' | 'filedAt'>

/** The case of the earliest filing that a filter reaches, by community and time. */
const firstFiled = (filter: object) =>
  CaseModel.findOne(filter, { communityId: 1, filedAt: 1 }).sort({ communityId: 1, filedAt: 1 }).lean<FiledDay>()

/**
 * Every day with cases of every community, one after the other; after a day the first of the next. Reads one case a day
 * and holds none.
 */
async function* daysWithCases(): AsyncGenerator<FiledDay> {
  let one = await firstFiled({})
  while (one) {
    yield one
    const { communityId } = one
    const filedAt = { $gte: instantAt(addDays(dayOf(one.filedAt), 1), 0) }
    one = (await firstFiled({ communityId, filedAt })) ?? (await firstFiled({ communityId: { $gt: communityId } }))
  }
}

/** The days of one month of a community after each other, as one list. */
async function* byMonth(days: AsyncIterable<FiledDay>) {
  let month: FiledDay[] = []
  const isSame = (a: FiledDay, b: FiledDay) =>
    a.communityId.equals(b.communityId) && monthOf(a.filedAt) === monthOf(b.filedAt)
  for await (const day of days) {
    if (month.length > 0 && !isSame(month[0]!, day)) {
      yield month
      month = []
    }
    month.push(day)
  }
  if (month.length > 0) yield month
}

/**
 * Counts the months that no tally is of. A month is written last, after its days: a run that was interrupted resumes with
 * the month it was in. Returns the number of days that it counted.
 */
export async function tallyMissing(): Promise<number> {
  let changed = 0
  for await (const month of byMonth(daysWithCases())) {
    const { communityId, filedAt } = month[0]!
    const period = monthOf(filedAt)
    if (!(await CaseTallyModel.exists({ _id: `${String(communityId)}:${period}:${TALLIED_BY.at(-1)!}` })))
      changed += await tallyDays(month)
  }
  return changed
}

/** The days of which a tally counts cases, though none is left. */
async function* daysWithoutCases() {
  const days = CaseTallyModel.find({ series: 'day:kind', 'cells.0': { $exists: true } }, { communityId: 1, period: 1 })
  for await (const { communityId, period } of days.sort({ _id: 1 }).lean<CaseTally[]>().cursor())
    if (!(await CaseModel.exists({ communityId, filedAt: filedOn(period) })))
      yield { communityId, filedAt: instantAt(period, 0) }
}

/**
 * Counts every day anew from its cases. Returns the numbers of days that were counted, and that were different before.
 */
export async function rebuildTallies(): Promise<{ counted: number; changed: number }> {
  const total = { counted: 0, changed: 0 }
  for (const days of [daysWithCases, daysWithoutCases])
    for await (const month of byMonth(days())) {
      total.counted += month.length
      total.changed += await tallyDays(month)
    }
  return total
}
