import type { Types } from 'mongoose'
import { rateOf } from '@yike/shared/cases/rates'
import { OPEN_CASE_STATES, UNFINISHED_STATES } from '@yike/shared/cases/states'
import { addDays, dayOf, instantAt, type Day } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { countPart } from '../read-together'
import { answeredBetween, LIMITS_BEFORE } from './append'
import { describeCases } from './describe'
import { categoryTree } from './known-categories'
import { knownCases } from './known-cases'
import { firstOf, isLateAt, isOpenAt, sortKeyAt } from './known-filter'
import { knownRows } from './list'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { presentStaffCard } from './presenter'
import { figuresSince, filedByDay, isSeen } from './read-tallies'

const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
const since = (day: string) => instantAt(day, 0)

/** Cases now: open, past their limit, due before midnight, filed today. */
export async function countCases(actor: Actor, now: Date) {
  const today = dayOf(now)
  const filed = await filedByDay(actor, today, now)
  const { cases, seen } = await knownCases(actor)
  const [from, midnight] = [now.getTime(), since(addDays(today, 1)).getTime()]
  const open = seen.filter(isOpenAt(cases))
  return {
    open: open.length,
    late: open.filter(isLateAt(cases, now)).length,
    dueToday: open.filter((at) => cases.dueOrder[at]! >= from && cases.dueOrder[at]! < midnight).length,
    newToday: filed.get(today) ?? 0,
  }
}

/** The number of open cases that the actor sees, by the id of their category. */
export async function openByCategory(actor: Actor): Promise<ReadonlyMap<string, number>> {
  const tree = await categoryTree()
  const { cases, seen } = await knownCases(actor)
  const isOpen = isOpenAt(cases)
  const ids = new Map(tree.inOrder().map(({ id }) => [cases.texts.find(id), id]))
  const counts = new Map<string, number>()
  for (const at of seen) {
    const id = ids.get(cases.category[at]!)
    if (id && isOpen(at)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** The open cases whose limit comes first, as rows of the staff list. */
export async function firstDue(actor: Actor, now: Date, limit: number) {
  const { cases, seen } = await knownCases(actor)
  const isOpen = isOpenAt(cases)
  const running = seen.filter((at) => cases.dueOrder[at]! < LIMITS_BEFORE.getTime() && isOpen(at))
  const keys = running.map((at) => sortKeyAt(cases, at))
  const rows = await knownRows(actor, firstOf(keys, 'due', { most: limit }))
  return (await describeCases(rows)).map((one) => presentStaffCard(one, new Map(), now))
}

const RATED_DAYS = 30

/** The three rates of the cases filed in the last 30 days, 0 to 1; null when there is nothing to count. */
export async function rateCases(actor: Actor, now: Date) {
  const figures = await figuresSince(actor, addDays(dayOf(now), -RATED_DAYS), now)
  return { inTime: rateOf(figures.answered), solved: rateOf(figures.solved), satisfied: rateOf(figures.satisfied) }
}

/** Filed and answered on each of the last days, today last. */
export async function casesPerDay(actor: Actor, now: Date, days: number) {
  const first = addDays(dayOf(now), 1 - days)
  const listed = Array.from({ length: days }, (_, ahead) => addDays(first, ahead))
  const [filed, elsewhere, finished] = await Promise.all([
    filedByDay(actor, first, now),
    answeredElsewhere(actor, since(first), now),
    Promise.all(listed.map((day) => countAnswered(actor, day, now))),
  ])
  return listed.map((day, at) => ({
    day,
    filed: filed.get(day) ?? 0,
    finished: finished[at]! + elsewhere.filter(({ answeredAt }) => dayOf(answeredAt!) === day).length,
  }))
}

/**
 * The number of cases in the areas of the actor that were answered on a day: from the entries of an index, without a case,
 * where they work for one area.
 */
async function countAnswered(actor: Actor, day: Day, now: Date) {
  const midnight = since(addDays(day, 1))
  const answeredAt = { $gte: since(day), ...(now < midnight ? { $lte: now } : { $lt: midnight }) }
  const counts = await Promise.all(
    casePolicy.visibleIn(actor).map((part) => CaseModel.countDocuments({ ...part, answeredAt })),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The cases assigned to the actor that lie elsewhere and were answered between two times. */
async function answeredElsewhere(actor: Actor, from: Date, until: Date) {
  const mine = await CaseModel.find(
    { assigneeId: actor.personId, ...answeredBetween(from, until) },
    { kind: 1, areas: 1, answeredAt: 1 },
  ).lean<CaseRecord[]>()
  const seen = casePolicy.seenIn(actor)
  return mine.filter((c) => !isSeen(seen, c))
}

/** The number of open cases of each of these people, by person id. */
export async function countOpenCases(people: readonly Types.ObjectId[]): Promise<Map<string, number>> {
  const counts = await Promise.all(people.map((assigneeId) => CaseModel.countDocuments({ assigneeId, ...OPEN })))
  return new Map(people.map((person, index) => [String(person), counts[index]!]))
}

/** The number of open cases that each of these receivers has, by its id. */
export async function countOfReceivers(receivers: readonly Types.ObjectId[]): Promise<Map<string, number>> {
  const counts = await Promise.all(receivers.map((id) => CaseModel.countDocuments({ 'receiver.id': id, ...OPEN })))
  return new Map(receivers.map((id, index) => [String(id), counts[index]!]))
}

/** The number of open cases that somebody reported themself. */
export const myOpenCasesPart = ({ personId }: Actor) =>
  countPart(CaseModel, { reporterId: personId, state: { $in: [...UNFINISHED_STATES] } })
