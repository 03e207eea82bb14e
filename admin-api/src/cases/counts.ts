import type { Types } from 'mongoose'
import { rateOf } from '@yike/shared/cases/rates'
import { OPEN_CASE_STATES, UNFINISHED_STATES } from '@yike/shared/cases/states'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { countPart } from '../read-together'
import { LIMITS_BEFORE } from './append'
import { describeCases } from './describe'
import { knownCases } from './known-cases'
import { firstOf, isLateAt, isOpenAt, sortKeyAt } from './known-filter'
import { knownRows } from './list'
import { CaseModel } from './model'
import { casePolicy } from './policy'
import { presentStaffCard } from './presenter'
import { figuresSince, filedByDay } from './read-tallies'

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
  const [filed, finished] = await Promise.all([
    filedByDay(actor, first, now),
    CaseModel.find(
      { ...casePolicy.visible(actor), answeredAt: { $gte: since(first), $lte: now } },
      { answeredAt: 1 },
    ).lean(),
  ])
  return Array.from({ length: days }, (_, ahead) => {
    const day = addDays(first, ahead)
    return {
      day,
      filed: filed.get(day) ?? 0,
      finished: finished.filter(({ answeredAt }) => dayOf(answeredAt!) === day).length,
    }
  })
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
