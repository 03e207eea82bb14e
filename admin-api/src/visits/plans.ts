import { Types } from 'mongoose'
import type { BookingChannel } from '@yike/shared/booking/states'
import { OPEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addDays, addMinutes, clock, dayOf, instantAt, type Day } from '@yike/shared/time/china'
import { planDays } from '@yike/shared/visits/rules'
import type { ChangePlan, EndPlan, PlanInput } from '@yike/shared/visits/schemas'
import type { z } from '@yike/shared/zod'
import { book, bookOnBehalf } from '../booking/book'
import { cancelByResident, cancelByStaff } from '../booking/cancel'
import { bookingById, sittingAt } from '../booking/kept'
import { offerOf } from '../directory/services'
import { authorize, found, may, within, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { personById, personOf, relationTo } from '../people/me'
import { PlanModel, type Plan, type PlannedDay } from './model'

/** Who makes it and how: staff for somebody of their area, or a resident for themself and their family. */
export interface Maker {
  byStaff: boolean
  channel: BookingChannel
}

type Rhythm = Pick<z.output<typeof PlanInput>, 'weekdays' | 'minute' | 'weeks' | 'from'>
const lastDay = ({ from, weeks }: Rhythm) => addDays(from, weeks * 7 - 1)

/** Writes a plan down and books its days. The same call again gives the same plan, and goes on where it stopped. */
export async function makePlan(
  actor: Actor,
  key: string,
  input: z.output<typeof PlanInput>,
  { byStaff, channel }: Maker,
  now: Date,
): Promise<Plan> {
  const { service, areas } = await offerOf(input.serviceId)
  const person = await whom(actor, input.personId, byStaff)
  if (byStaff) authorize(may(actor, 'booking.book', areas))
  if (input.from < dayOf(now))
    throw new AppError('INVALID_INPUT', undefined, { fields: { from: ['从今天或以后开始'] } })
  const rhythm = { ...input, until: lastDay(input) }
  if (planDays(rhythm).length === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { weekdays: ['这几周里没有这一天'] } })
  const idem = idemOf(actor.personId, key, input)
  let plan: Plan
  try {
    const made = await PlanModel.create({
      ...{ areas, serviceId: service._id, serviceName: service.name, byStaff, channel, idem, createdAt: now },
      ...{ personId: person._id, personName: person.name, madeById: actor.personId, madeByName: actor.name },
      ...{ weekdays: input.weekdays, minute: input.minute, from: input.from, until: rhythm.until },
      note: input.note || null,
      tryAt: addMinutes(now, LEFT_BEHIND_MINUTES),
    })
    plan = made.toObject<Plan>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    plan = found(await replayed<Plan>(PlanModel, idem))
  }
  return goOn(plan, actor, now)
}

async function whom(actor: Actor, personId: string | undefined, byStaff: boolean) {
  if (!personId) return personOf(actor)
  if (!byStaff) return (await relationTo(actor, new Types.ObjectId(personId))).person
  const person = await personById(personId)
  found(may(actor, 'person.find', person.areas) || null)
  return person
}

/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 2
/** Days that cannot be booked yet are tried again after so long. */
const AGAIN_MINUTES = 60
/** What time may change: the sitting opens, or is arranged. */
const NOT_YET = ['SITTING_NOT_OPEN', 'NOT_FOUND']

/** Books the days that are not decided yet, one after the other, as far as the plan goes. */
async function goOn(plan: Plan, actor: Actor, now: Date): Promise<Plan> {
  let current = plan
  for (const day of planDays(plan)) {
    const known = current.days.find((one) => one.day === day)
    if (known && !known.again) continue
    if (current.endsFrom !== null && day >= current.endsFrom) break
    current = await note(current, await tryDay(current, day, actor, now), actor, now)
  }
  const waits = current.days.some(({ day, again }) => again && (current.endsFrom === null || day < current.endsFrom))
  const update = waits ? { $set: { tryAt: addMinutes(now, AGAIN_MINUTES) } } : { $unset: { tryAt: 1 } }
  await PlanModel.updateOne({ _id: plan._id, endsFrom: current.endsFrom }, update)
  return found(await PlanModel.findById(plan._id).lean<Plan>())
}

async function tryDay(plan: Plan, day: Day, actor: Actor, now: Date): Promise<PlannedDay> {
  const startsAt = instantAt(day, plan.minute)
  const refused = (reason: string, again: boolean): PlannedDay => ({
    ...{ day, bookingId: null, reason },
    again: again && startsAt > now,
  })
  const sitting = await sittingAt(plan.serviceId, startsAt)
  if (!sitting) return refused(`这天 ${clock(plan.minute)} 没有排`, true)
  const key = `plan:${String(plan._id)}:${day}`
  const request = {
    sittingId: String(sitting._id),
    personId: String(plan.personId),
    seats: 1,
    note: plan.note ?? undefined,
  }
  try {
    const { _id } = plan.byStaff
      ? await bookOnBehalf(actor, key, { ...request, channel: plan.channel === 'phone' ? 'phone' : 'counter' }, now)
      : await book(actor, key, request, plan.channel, now)
    return { day, bookingId: _id, reason: null, again: false }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    return refused(cause.message, NOT_YET.includes(cause.code))
  }
}

/** Writes down what became of a day. Who ended the plan meanwhile does not get the booking that was just made. */
async function note(plan: Plan, one: PlannedDay, actor: Actor, now: Date): Promise<Plan> {
  const goesOn = { $or: [{ endsFrom: null }, { endsFrom: { $gt: one.day } }] }
  const replaced = await PlanModel.findOneAndUpdate(
    { _id: plan._id, ...goesOn, 'days.day': one.day },
    { $set: { 'days.$': one } },
    { returnDocument: 'after' },
  ).lean<Plan>()
  const noted =
    replaced ??
    (await PlanModel.findOneAndUpdate(
      { _id: plan._id, ...goesOn, 'days.day': { $ne: one.day } },
      { $push: { days: one } },
      { returnDocument: 'after' },
    ).lean<Plan>())
  if (noted) return noted
  if (one.bookingId) await cancelOne(plan, one.bookingId, actor, now)
  return found(await PlanModel.findById(plan._id).lean<Plan>())
}

/** Null when it is cancelled, or why it cannot be any more. */
async function cancelOne(plan: Plan, bookingId: Types.ObjectId, actor: Actor, now: Date): Promise<string | null> {
  const booking = await bookingById(bookingId)
  if (!booking || !(OPEN_STATES as readonly BookingState[]).includes(booking.state)) return null
  try {
    await (plan.byStaff || !booking.bookedById.equals(actor.personId)
      ? cancelByStaff(actor, String(bookingId), '不再按计划来了', now)
      : cancelByResident(actor, String(bookingId), '不再按计划来了', now))
    return null
  } catch (cause) {
    if (cause instanceof AppError) return cause.message
    throw cause
  }
}

/** A plan that the actor may end: staff of the area, or who made it and who it is for. */
async function ownPlan(actor: Actor, id: string, byStaff: boolean): Promise<Plan> {
  return found(
    await PlanModel.findOne({
      _id: id,
      ...(byStaff
        ? within(actor, 'booking.book')
        : { $or: [{ madeById: actor.personId }, { personId: actor.personId }] }),
    }).lean<Plan>(),
  )
}

/** From that day on nothing: the plan first, so that nothing new is booked, then the bookings. Called again it goes on. */
export async function endPlan(actor: Actor, { id, from }: z.output<typeof EndPlan>, byStaff: boolean, now: Date) {
  const plan = await ownPlan(actor, id, byStaff)
  const first = from < dayOf(now) ? dayOf(now) : from
  const ended = await PlanModel.findOneAndUpdate(
    { _id: plan._id, $or: [{ endsFrom: null }, { endsFrom: { $gte: first } }] },
    { $set: { endsFrom: first } },
    { returnDocument: 'after' },
  ).lean<Plan>()
  if (!ended) return plan
  for (const { day, bookingId } of ended.days) {
    if (day < first || !bookingId) continue
    const reason = await cancelOne({ ...ended, byStaff: byStaff || ended.byStaff }, bookingId, actor, now)
    if (reason) await PlanModel.updateOne({ _id: plan._id, 'days.day': day }, { $set: { 'days.$.reason': reason } })
  }
  return found(await PlanModel.findById(plan._id).lean<Plan>())
}

/** From that day on at other times: the old one ends, a new one begins. The new plan. */
export async function changePlan(
  actor: Actor,
  key: string,
  { id, from, ...rhythm }: z.output<typeof ChangePlan>,
  maker: Maker,
  now: Date,
): Promise<Plan> {
  const { serviceId, personId, note: words } = await ownPlan(actor, id, maker.byStaff)
  await endPlan(actor, { id, from }, maker.byStaff, now)
  return makePlan(
    actor,
    key,
    { serviceId: String(serviceId), personId: String(personId), from, ...rhythm, note: words ?? undefined },
    maker,
    now,
  )
}

/** Of the actor and their family, the newest first. */
export async function myPlans(actor: Actor) {
  const { family } = await personOf(actor)
  const mine = [actor.personId, ...family.map(({ personId }) => personId)]
  return PlanModel.find({ $or: [{ personId: { $in: mine } }, { madeById: actor.personId }] })
    .sort({ until: -1, _id: -1 })
    .limit(50)
    .lean<Plan[]>()
}

export const plansIn = (actor: Actor, { personId, serviceId }: { personId?: string; serviceId?: string }) =>
  PlanModel.find({
    ...within(actor, 'booking.read'),
    ...(personId ? { personId } : {}),
    ...(serviceId ? { serviceId } : {}),
  })
    .sort({ until: -1, _id: -1 })
    .limit(200)
    .lean<Plan[]>()

/** A job: plans that a crash left, and days that were not open yet. As who made them, with what they may by now. */
export async function goOnWithPlans(now: Date): Promise<number> {
  const due = await PlanModel.find({ tryAt: { $lte: now } })
    .limit(20)
    .lean<Plan[]>()
  for (const plan of due) {
    const taken = await PlanModel.updateOne(
      { _id: plan._id, tryAt: plan.tryAt },
      { $set: { tryAt: addMinutes(now, LEFT_BEHIND_MINUTES) } },
    )
    if (taken.modifiedCount === 0) continue
    const { _id: personId, name, areas, roles } = await personById(plan.madeById)
    await goOn(plan, { personId, sessionId: 'plan', name, areas, roles }, now).catch((cause: unknown) => {
      if (!(cause instanceof AppError)) throw cause
    })
  }
  return due.length
}
