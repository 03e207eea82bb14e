import { Types } from 'mongoose'
import { bookingPolicy } from '../booking/policy'
import { changeFrom, problemWithPlan, type SeriesLine, type SeriesPlan } from '@yike/shared/schedule/series'
import type { ChangeSeries, LineInput, ListSeries, SeriesInput } from '@yike/shared/schedule/schemas'
import { AppError } from '@yike/shared/errors'
import { addDays, dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { offerOf } from '../directory/services'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { BookingModel, SittingModel, type Relocation, type Sitting } from '../booking/model'
import { refuseClash } from './clashes'
import { insertSitting, relocate, shrink, type NewSitting } from './relocate'
import { SeriesModel, type Series } from './model'
import { horizonOf, lineOf, stepsOf, type Ground, type Step } from './series-plan'

type Input = z.output<typeof SeriesInput>
type Change = z.output<typeof ChangeSeries>

const lineFrom = (key: string, { priceFen, ...line }: z.output<typeof LineInput>, ground: Ground): SeriesLine => ({
  key,
  ...line,
  priceFen: priceFen === undefined ? ground.service.priceFen : priceFen,
})

function checked<Plan extends SeriesPlan>(plan: Plan): Plan {
  const problem = problemWithPlan(plan)
  if (problem) throw new AppError('INVALID_INPUT', undefined, { form: [problem] })
  return plan
}

/** A draft of a series, not yet on record. */
export async function draftSeries(actor: Actor, { id, name, lines, despiteClash: _, ...plan }: Input, now: Date) {
  const ground = await offerOf(id)
  authorize(bookingPolicy.editSitting(actor, ground))
  const { serviceId, serviceName, placeId, placeName, position } = ground.offer
  const series: Series = checked({
    _id: new Types.ObjectId(),
    areas: ground.areas,
    offer: { serviceId, serviceName, placeId, placeName, position },
    name,
    lines: lines.map((line, at) => lineFrom(`l${at + 1}`, line, ground)),
    ...plan,
    madeUntil: null,
    changedBy: actor.personId,
    revision: 1,
    createdAt: now,
  })
  return { series, ground }
}

/** A new series with its first sittings. The same call again returns what it made. */
export async function createSeries(actor: Actor, key: string, input: Input, now: Date): Promise<Series> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Series>(SeriesModel, idem)
  const { series, ground } = await draftSeries(actor, input, now)
  if (!before) {
    const steps = await stepsOf(series, ground, { from: series.validFrom, ends: false }, now)
    await refuseClash(input.despiteClash, ...roomsAsked(steps))
  }
  try {
    await SeriesModel.create({ ...series, idem })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  const made = orNotFound(await replayed<Series>(SeriesModel, idem))
  await makeAhead(made, now)
  return orNotFound(await SeriesModel.findById(made._id).lean<Series>())
}

/** The sittings that steps make or move, and those that make room for them. */
export const roomsAsked = (steps: readonly Step[]): [NewSitting[], Types.ObjectId[]] => [
  steps.flatMap(({ effect, target }) => ((effect === 'make' || effect === 'move') && target ? [target] : [])),
  steps.flatMap(({ effect, sitting }) => ((effect === 'close' || effect === 'move') && sitting ? [sitting._id] : [])),
]

/** In the actor's areas; those that are over come last. */
export async function listSeries(actor: Actor, { serviceId }: z.output<typeof ListSeries>, now: Date) {
  const rows = await SeriesModel.find({
    ...bookingPolicy.visibleWhole(actor),
    ...(serviceId ? { 'offer.serviceId': serviceId } : {}),
  })
    .sort({ createdAt: 1 })
    .limit(500)
    .lean<Series[]>()
  const over = (series: Series) => Number(isOver(series, now))
  return rows.sort((a, b) => over(a) - over(b))
}

export const isOver = ({ validTo }: Pick<Series, 'validTo'>, now: Date) => validTo !== null && validTo < dayOf(now)

const editable = async (actor: Actor, id: string) =>
  orNotFound(
    await SeriesModel.findOne({ _id: id, ...bookingPolicy.visibleWhole(actor, 'sitting.edit') }).lean<Series>(),
  )

/** A series as a change would leave it. Lines change from a day on; the past stays as it was. */
export async function changedSeries(actor: Actor, change: Change, now: Date) {
  const series = await editable(actor, change.id)
  const ground = await offerOf(String(series.offer.serviceId))
  const { from, line, newLine, endLine, name, exceptions, holidays, validTo } = change
  if (from < dayOf(now)) throw new AppError('INVALID_INPUT', undefined, { fields: { from: ['最早从今天改起'] } })
  let { lines } = series
  if (line) {
    const { key, ...facts } = line
    if (!lines.some((one) => one.key === key)) throw new AppError('NOT_FOUND', '这一批已经不在了，刷新后再看。')
    lines = changeFrom(lines, key, from, facts)
  }
  if (endLine) lines = changeFrom(lines, endLine, from, null)
  if (newLine) lines = [...lines, { ...lineFrom(nextKey(series), newLine, ground), validFrom: from }]
  const after: Series = checked({
    ...series,
    lines,
    name: name ?? series.name,
    exceptions: exceptions ?? series.exceptions,
    holidays: holidays ?? series.holidays,
    validTo: validTo === undefined ? series.validTo : validTo,
  })
  return { series, after, ground, from: firstTouched(series, after, from, now) }
}

/** Keys are never used again: sittings of a line that ended remember it. */
const nextKey = ({ lines }: Series) => `l${Math.max(...lines.map(({ key }) => Number(key.slice(1)))) + 1}`

/** The first day that a change touches: an exception or an end may be before the day that the form names. */
function firstTouched(before: Series, after: Series, from: string, now: Date) {
  const text = (days: Series['exceptions'], day: string) => JSON.stringify(days.find((one) => one.day === day) ?? null)
  const days = [...before.exceptions, ...after.exceptions]
    .map(({ day }) => day)
    .filter((day) => text(before.exceptions, day) !== text(after.exceptions, day))
  const ends =
    before.validTo === after.validTo
      ? []
      : [addDays([before.validTo, after.validTo].map((day) => day ?? '9999-01-01').sort()[0]!, 1)]
  const first = [from, ...days, ...ends].sort()[0]!
  return first < dayOf(now) ? dayOf(now) : first
}

/** Writes the new rules with the mark that they are to be applied, in one write; then applies them. */
export async function changeSeries(actor: Actor, change: Change, now: Date): Promise<Series> {
  const { after, ground, from } = await changedSeries(actor, change, now)
  const { name, lines, exceptions, holidays, validTo } = after
  const steps = await stepsOf(after, ground, { from, ends: true }, now)
  if (!change.reason && (await touchesSomebody(steps)))
    throw new AppError('INVALID_INPUT', undefined, { fields: { reason: ['有人约了，写一句原因，他们会读到'] } })
  await refuseClash(change.despiteClash, ...roomsAsked(steps))
  const settling = {
    from,
    others: change.others,
    reason: change.reason ?? '时间有变',
    by: actor.personId,
    at: now,
  }
  const changed = await SeriesModel.findOneAndUpdate(
    { _id: change.id, revision: change.revision, settling: { $exists: false } },
    {
      $set: { name, lines, exceptions, holidays, validTo, settling, changedBy: actor.personId },
      $inc: { revision: 1 },
    },
    { returnDocument: 'after' },
  ).lean<Series>()
  if (!changed) throw new AppError('CONFLICT')
  await applyChange(changed, now)
  return orNotFound(await SeriesModel.findById(changed._id).lean<Series>())
}

/** The number of places by which a smaller capacity is exceeded; where room was made on purpose, nobody has to go. */
const surplus = ({ taken, capacity }: Sitting, fewer: number) => (fewer < capacity ? taken - fewer : 0)

const ENDS_OR_MOVES = ['move', 'close'] as const
async function touchesSomebody(steps: readonly Step[]) {
  for (const { effect, sitting, target } of steps) {
    if (!sitting) continue
    const fewer = effect === 'change' && target !== null && surplus(sitting, target.capacity) > 0
    const goes = (ENDS_OR_MOVES as readonly string[]).includes(effect) && hasSomebody(sitting)
    if (fewer || goes) return true
  }
  return false
}
export const hasSomebody = ({ taken, queue }: Pick<Sitting, 'taken' | 'queue'>) => taken > 0 || (queue?.length ?? 0) > 0

/** Applies a change to the sittings. A second run resumes where it stopped. */
async function applyChange(series: Series, now: Date): Promise<void> {
  const { settling } = series
  if (!settling) return
  const ground = await offerOf(String(series.offer.serviceId))
  const { from, ...moving } = settling
  await carryOut(await stepsOf(series, ground, { from, ends: true }, now), moving, now)
  await SeriesModel.updateOne(
    { _id: series._id, revision: series.revision },
    { $unset: { settling: 1 }, $max: { madeUntil: horizonOf(series, ground, now) } },
  )
}

/** Two sittings may swap places: the one that goes makes room first. */
async function carryOut(steps: readonly Step[], moving: Relocation, now: Date) {
  const rank = ({ effect }: Step) => (effect === 'close' ? 0 : effect === 'move' ? 1 : 2)
  for (const step of [...steps].sort((a, b) => rank(a) - rank(b))) await carryOutOne(step, moving, now)
}

async function carryOutOne({ effect, sitting, target }: Step, moving: Relocation, now: Date) {
  try {
    if (effect === 'make' && target) await insertSitting(target)
    if ((effect === 'move' || effect === 'close') && sitting) await relocate(sitting, target, moving, now)
    if (effect === 'change' && sitting && target) await bringInLine(sitting, target, moving, now)
  } catch (cause) {
    // Another sitting of the service is at this time already: the day has its sitting.
    if (!(cause instanceof AppError && cause.code === 'CONFLICT')) throw cause
  }
}

/** Same time, other places or words: bookings stay, and show the new words. */
export async function bringInLine(sitting: Sitting, target: ReturnType<typeof lineOf>, moving: Relocation, now: Date) {
  const { capacity, ...words } = lineOf({ ...sitting, ...target })
  await SittingModel.updateOne({ _id: sitting._id, state: 'open' }, { $set: words })
  if (capacity < sitting.capacity) await shrink(sitting, capacity, moving, now)
  else await SittingModel.updateOne({ _id: sitting._id, state: 'open' }, { $set: { capacity } })
  await BookingModel.updateMany(
    { sittingId: sitting._id, state: { $in: ['waiting', 'offered', 'confirmed', 'held'] } },
    { $set: { sittingTitle: words.title, cancelUntil: words.closesAt } },
  )
}

/**
 * Makes the sittings of days that had none made yet. A change that came in between is applied to the sittings made by
 * the old rules.
 */
async function makeAhead(series: Series, now: Date): Promise<number> {
  const ground = await offerOf(String(series.offer.serviceId))
  const until = horizonOf(series, ground, now)
  const from = series.madeUntil === null ? series.validFrom : addDays(series.madeUntil, 1)
  const steps = (await stepsOf(series, ground, { from, ends: false }, now)).filter(({ effect }) => effect === 'make')
  for (const { target } of steps) if (target) await insertUnlessThere(target)
  const noted = await SeriesModel.updateOne(
    { _id: series._id, revision: series.revision },
    { $max: { madeUntil: until } },
  )
  if (noted.matchedCount === 0) await applyAnew(series, now)
  return steps.length
}

async function insertUnlessThere(target: Parameters<typeof insertSitting>[0]) {
  await insertSitting(target).catch((cause: unknown) => {
    if (!(cause instanceof AppError && cause.code === 'CONFLICT')) throw cause
  })
}

async function applyAnew({ _id }: Series, now: Date) {
  const series = await SeriesModel.findById(_id).lean<Series>()
  if (!series || series.settling) return
  const ground = await offerOf(String(series.offer.serviceId))
  const steps = await stepsOf(series, ground, { from: dayOf(now), ends: true }, now)
  // Nobody can have booked a sitting that existed for a moment only; a person who did all the same is notified.
  await carryOut(steps, { others: 'move', reason: '时间有变', by: series.changedBy, at: now }, now)
}

/** Series in one round of the job. */
const BATCH = 500

/**
 * A job: makes sittings as far ahead as residents can book and a week more, and resumes changes that a crash left half
 * applied. Any number of processes may run it: a sitting's id follows from series, line, day and time. Returns how many
 * it made.
 */
export async function runSeries(now: Date): Promise<number> {
  let made = 0
  const all = await SeriesModel.find({
    $or: [{ validTo: null }, { validTo: { $gte: dayOf(now) } }, { 'settling.at': { $exists: true } }],
  })
    .limit(BATCH)
    .lean<Series[]>()
  for (const series of all)
    try {
      if (series.settling) await applyChange(series, now)
      else made += await makeAhead(series, now)
    } catch (cause) {
      // Its service does not exist any more, or the office does not use the feature: those of others are made all the same.
      if (!(cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FEATURE_OFF'))) throw cause
    }
  return made
}

/** Whether a service still gets sittings by a series: then it cannot be removed from the list. */
export const hasSeriesAhead = async (serviceId: Types.ObjectId, now: Date) =>
  (await SeriesModel.exists({
    'offer.serviceId': serviceId,
    $or: [{ validTo: null }, { validTo: { $gte: dayOf(now) } }],
  })) !== null
