import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import { MADE_AHEAD_DAYS, plannedOn, type Effect, type LineFacts } from '@yike/shared/schedule/series'
import { addDays, dayOf, daysFrom, minuteOf } from '@yike/shared/time/china'
import type { offerOf } from '../directory/services'
import { holidayCalendar } from '../territory/calendar'
import { SittingModel, type Sitting } from '../booking/model'
import type { NewSitting } from './relocate'
import { kindFieldsOf } from '../booking/kind-hooks'
import type { Series } from './model'
import { dayFacts } from './sittings'

/** The service and place that a series makes its sittings for, beside its own rules. */
export type Ground = Awaited<ReturnType<typeof offerOf>>

/** One thing to do, or to leave, so that the sittings follow the rules. */
export interface Step {
  effect: Effect
  day: string
  /** The present sitting. */
  sitting: Sitting | null
  /** The planned sitting. */
  target: NewSitting | null
}

/** The id of the sitting of a line on a day, at a time: the same whichever process makes it, however often. */
const idOf = (series: Series, key: string, day: string, from: number) =>
  new Types.ObjectId(
    createHash('sha256')
      .update(`${String(series._id)}:${key}:${day}:${from}`)
      .digest('hex')
      .slice(0, 24),
  )

/** The last day for which sittings are to exist: as far as residents can book, and a week more. */
export function horizonOf({ lines, validTo }: Pick<Series, 'lines' | 'validTo'>, { service }: Ground, now: Date) {
  const ahead = Math.max(...lines.map(({ opensBeforeDays }) => opensBeforeDays ?? service.opensBeforeDays))
  const last = addDays(dayOf(now), ahead + MADE_AHEAD_DAYS)
  return validTo !== null && validTo < last ? validTo : last
}

const sameTimes = (a: Pick<Sitting, 'startsAt' | 'endsAt'>, b: Pick<Sitting, 'startsAt' | 'endsAt'>) =>
  a.startsAt.getTime() === b.startsAt.getTime() && a.endsAt.getTime() === b.endsAt.getTime()

/** The fields that a series updates on a sitting whose times stay. */
export const lineOf = ({ title, capacity, menu, priceFen, reserve, opensAt, closesAt }: Sitting | NewSitting) => ({
  ...{ title, capacity, menu, priceFen, opensAt, closesAt },
  reserve: reserve ? { minAge: reserve.minAge, seats: reserve.seats } : null,
})
const sameLine = (a: Sitting, b: NewSitting) => JSON.stringify(lineOf(a)) === JSON.stringify(lineOf(b))

/** Somebody made the same by hand: it begins at the same time, or has the same name and overlaps. */
const isSuch = (sitting: Sitting, target: NewSitting) =>
  sitting.startsAt.getTime() === target.startsAt.getTime() ||
  (sitting.title === target.title && sitting.startsAt < target.endsAt && sitting.endsAt > target.startsAt)

/**
 * The steps from one day on until the horizon, in the order of days. With `ends`, sittings that the rules no longer
 * have are ended. Sittings that have begun are left alone, and so are those changed or cancelled one by one.
 */
export async function stepsOf(
  series: Series,
  ground: Ground,
  { from, ends }: { from: string; ends: boolean },
  now: Date,
): Promise<Step[]> {
  const today = dayOf(now)
  const first = [from, today, series.validFrom].sort()[2]!
  const [mine, others] = await sittingsAround(series, from > today ? from : today, horizonOf(series, ground, now))
  const steps: Step[] = []
  const wanted = new Set<string>()
  for (const day of daysFrom(first, horizonOf(series, ground, now)))
    for (const { key, facts } of plannedOn(series, day, holidayCalendar)) {
      wanted.add(`${key} ${day}`)
      const target = targetOf(series, ground, { key, day, facts }, now)
      if (target.startsAt <= now) continue
      const here = mine.filter(({ series: from }) => from?.key === key && from.day === day)
      const step = stepFor(here, others, target, day)
      if (step) steps.push(step)
    }
  if (!ends) return steps
  const gone = mine.filter(
    ({ series: of, state, startsAt }) =>
      state === 'open' && startsAt > now && of && of.day >= from && !wanted.has(`${of.key} ${of.day}`),
  )
  return [
    ...steps,
    ...gone.map((sitting): Step => ({
      effect: sitting.series?.own ? 'own' : 'close',
      day: sitting.day,
      sitting,
      target: null,
    })),
  ].sort((a, b) => a.day.localeCompare(b.day))
}

function stepFor(here: Sitting[], others: Sitting[], target: NewSitting, day: string): Step | null {
  const open = here.find(({ state }) => state === 'open')
  const own = here.find(({ series }) => series?.own)
  if (own) return { effect: 'own', day, sitting: own, target: null }
  if (open && sameTimes(open, target))
    return sameLine(open, target) ? null : { effect: 'change', day, sitting: open, target }
  if (open) return { effect: 'move', day, sitting: open, target }
  const removed = here.find(({ byPlan }) => !byPlan)
  if (removed) return { effect: 'removed', day, sitting: removed, target: null }
  const such = others.find((other) => isSuch(other, target))
  return such ? { effect: 'there', day, sitting: such, target: null } : { effect: 'make', day, sitting: null, target }
}

/** The sittings of the series, by the day they were made for; and the other ones of its service. */
async function sittingsAround(series: Series, from: string, to: string) {
  const mine = await SittingModel.find({ 'series.id': series._id, 'series.day': { $gte: from } }, { claims: 0 })
    .sort({ startsAt: 1 })
    .lean<Sitting[]>()
  const all = await SittingModel.find(
    { 'offer.serviceId': series.offer.serviceId, day: { $gte: from, $lte: to } },
    { claims: 0 },
  ).lean<Sitting[]>()
  return [mine, all.filter(({ series: of, movedTo }) => !of?.id.equals(series._id) && !movedTo)] as const
}

function targetOf(
  series: Series,
  { offer, areas, service }: Ground,
  { key, day, facts }: { key: string; day: string; facts: LineFacts },
  now: Date,
): NewSitting {
  return {
    _id: idOf(series, key, day, facts.from),
    areas,
    offer,
    ...dayFacts(service, day, facts),
    ...kindFieldsOf(service),
    series: { id: series._id, key, day },
    createdAt: now,
  }
}

/** The facts of a sitting as a line: to make the same at another time. */
export const factsOf = (sitting: Sitting): LineFacts => ({
  title: sitting.title,
  from: minuteOf(sitting.startsAt),
  to: minuteOf(sitting.endsAt) || 1440,
  capacity: sitting.capacity,
  menu: sitting.menu,
  priceFen: sitting.priceFen,
  reserve: sitting.reserve,
  closesBeforeMinutes: Math.round((sitting.startsAt.getTime() - sitting.closesAt.getTime()) / 60_000),
  opensBeforeDays: Math.round((sitting.startsAt.getTime() - sitting.opensAt.getTime()) / 86_400_000),
})
