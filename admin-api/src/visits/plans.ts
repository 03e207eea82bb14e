// Over 300 lines: making, changing and ending a plan call each other; a changed plan replaces the old one.
import { Types } from 'mongoose'
import type { BookingChannel } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addMinutes, clock, dayOf, instantAt, type Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { canChangePlan, planDays, planEnd, rhythmInWords } from '@yike/shared/visits/rules'
import type { ChangePlan, EndPlan, PlanInput } from '@yike/shared/visits/schemas'
import type { z } from '@yike/shared/zod'
import { book, bookOnBehalf } from '../booking/book'
import { cancelByResident, cancelByStaff, isOpen } from '../booking/cancel'
import { bookingsByIds, sittingAt } from '../booking/records'
import { offerOf } from '../directory/services'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed, type Idem } from '../idempotency'
import { personById, personOf, relationTo, type Person } from '../people/me'
import { personPolicy } from '../people/policy'
import { PlanModel, type Plan, type PlannedDay } from './model'
import { visitPolicy } from './policy'

/** The author of a plan: staff for somebody of their area, or a resident for themself and their family. */
export interface PlanOrigin {
  byStaff: boolean
  channel: BookingChannel
}

/** Writes a plan down and books its days. The same call again returns the same plan, and resumes where it stopped. */
export async function createPlan(
  { actor, key, now }: CallContext,
  input: z.output<typeof PlanInput>,
  maker: PlanOrigin,
): Promise<Plan> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Plan>(PlanModel, idem)
  return advance(before ?? (await insertPlan({ actor, now }, idem, input, maker)), actor, now)
}

/** Refuses an invalid plan; no day is booked yet. `takesOver`: the plan that it changes. */
async function insertPlan(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  idem: Idem,
  input: z.output<typeof PlanInput>,
  { byStaff, channel, takesOver }: PlanOrigin & { takesOver?: Types.ObjectId },
): Promise<Plan> {
  const { service, areas } = await offerOf(input.serviceId)
  const person = await personOfPlan(actor, input.personId, byStaff)
  if (byStaff) authorize(visitPolicy.plan(actor, { areas }))
  if (input.from < dayOf(now))
    throw new AppError('INVALID_INPUT', undefined, { fields: { from: ['从今天或以后开始'] } })
  const rhythm = { ...input, until: planEnd(input) }
  if (planDays(rhythm).length === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { weekdays: ['这几周里没有这一天'] } })
  try {
    const made = await PlanModel.create({
      ...{ areas, serviceId: service._id, serviceName: service.name, byStaff, channel, idem, createdAt: now },
      ...{ personId: person._id, personName: person.name, madeById: actor.personId, madeByName: actor.name },
      ...{ weekdays: input.weekdays, minute: input.minute, from: input.from, until: rhythm.until },
      ...{ recordDay: input.note || null, takesOver },
      tryAt: addMinutes(now, LEFT_BEHIND_MINUTES),
    })
    return made.toObject<Plan>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<Plan>(PlanModel, idem))
  }
}

/** The person for whom a plan is made. */
export async function personOfPlan(actor: Actor, personId: string | undefined, byStaff: boolean) {
  if (!personId) return personOf(actor)
  if (!byStaff) return (await relationTo(actor, new Types.ObjectId(personId))).person
  const person = await personById(personId)
  orNotFound(personPolicy.find(actor, person) || null)
  return person
}

/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 2
/** Minutes after which days that cannot be booked yet are tried again. */
const AGAIN_MINUTES = 60
/** Refusals that may end with time: the sitting opens, or is made. */
const NOT_YET = ['SITTING_NOT_OPEN', 'NOT_FOUND']

/** Books the days that are not decided yet, one after the other, as far as the plan goes. */
async function advance(plan: Plan, actor: Actor, now: Date): Promise<Plan> {
  let current = plan.takesOver ? await takeOver(plan, plan.takesOver, actor, now) : plan
  // The first booked day notifies for all, whenever the others are booked.
  let tells = plan.takesOver !== undefined || current.days.every(({ bookingId }) => !bookingId)
  for (const day of planDays(plan)) {
    const known = current.days.find((one) => one.day === day)
    if (known && !known.again) continue
    if (current.endsFrom !== null && day >= current.endsFrom) break
    const one = await tryDay({ actor, now }, current, day, tells)
    if (one.bookingId) tells = false
    current = await note(current, one, actor, now)
  }
  const waits = current.days.some(({ day, again }) => again && (current.endsFrom === null || day < current.endsFrom))
  const update = waits ? { $set: { tryAt: addMinutes(now, AGAIN_MINUTES) } } : { $unset: { tryAt: 1 } }
  await PlanModel.updateOne({ _id: plan._id, endsFrom: current.endsFrom }, update)
  return orNotFound(await PlanModel.findById(plan._id).lean<Plan>())
}

async function tryDay(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  plan: Plan,
  day: Day,
  tells: boolean,
): Promise<PlannedDay> {
  const startsAt = instantAt(day, plan.minute)
  const refused = (reason: string, again: boolean): PlannedDay => ({
    ...{ day, bookingId: null, reason },
    again: again && startsAt > now,
  })
  const sitting = await sittingAt(plan.serviceId, startsAt)
  if (!sitting) return refused(`这天 ${clock(plan.minute)} 没有排`, true)
  const key = `plan:${String(plan._id)}:${day}`
  const options = { ofMany: tells ? `。以后每${rhythmInWords(plan)} 都来，到${dateInText(plan.until)}` : null }
  const request = {
    sittingId: String(sitting._id),
    personId: String(plan.personId),
    seats: 1,
    note: plan.recordDay ?? undefined,
  }
  try {
    const { _id } = plan.byStaff
      ? await bookOnBehalf(
          { actor, key, now },
          { ...request, channel: plan.channel === 'phone' ? 'phone' : 'counter' },
          options,
        )
      : await book({ actor, key, now }, request, { ...options, channel: plan.channel })
    return { day, bookingId: _id, reason: null, again: false }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    return refused(cause.message, NOT_YET.includes(cause.code))
  }
}

const goesOnAt = (day: Day) => ({ $or: [{ endsFrom: null }, { endsFrom: { $gt: day } }] })

/**
 * Writes down the result of a day. When somebody ended the plan meanwhile, the booking that was just made is cancelled.
 */
async function note(plan: Plan, one: PlannedDay, actor: Actor, now: Date): Promise<Plan> {
  const goesOn = goesOnAt(one.day)
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
  if (one.bookingId) await cancelOne(one.bookingId, actor, { byStaff: plan.byStaff, words: ENDED }, now)
  return orNotFound(await PlanModel.findById(plan._id).lean<Plan>())
}

const ENDED = '从这天起不再按计划来了'

/**
 * Null when it is cancelled, or the reason why it cannot be any more. `words`: the text of the notification; null
 * notifies nobody.
 */
async function cancelOne(
  bookingId: Types.ObjectId,
  actor: Actor,
  { byStaff, words }: { byStaff: boolean; words: string | null },
  now: Date,
): Promise<string | null> {
  try {
    const cancel = byStaff ? cancelByStaff : cancelByResident
    const reason = words ?? '不再按计划来了'
    await cancel(actor, { id: String(bookingId), reason }, now, { tells: words !== null })
    return null
  } catch (cause) {
    if (cause instanceof AppError) return cause.message
    throw cause
  }
}

/** A resident ends plans for themself, plans they made, and plans the office made for their family. */
export const mayEndAsResident = ({ _id, family }: Person, plan: Plan) =>
  plan.personId.equals(_id) ||
  (plan.byStaff ? family.some(({ personId }) => personId.equals(plan.personId)) : plan.madeById.equals(_id))

/** A plan that the actor may end: staff one of their area, a resident one of their own. */
export async function ownPlan(actor: Actor, id: string, byStaff: boolean): Promise<Plan> {
  if (byStaff) return orNotFound(await PlanModel.findOne({ _id: id, ...visitPolicy.plannedBy(actor) }).lean<Plan>())
  const [me, plan] = [await personOf(actor), orNotFound(await PlanModel.findById(id).lean<Plan>())]
  return orNotFound(mayEndAsResident(me, plan) ? plan : null)
}

/**
 * Ends a plan from a day on: the plan first, so that nothing new is booked, then the bookings. A second call resumes.
 */
export async function endPlan(actor: Actor, { id, from }: z.output<typeof EndPlan>, byStaff: boolean, now: Date) {
  const plan = await ownPlan(actor, id, byStaff)
  const first = from < dayOf(now) ? dayOf(now) : from
  const ended = await PlanModel.findOneAndUpdate(
    { _id: plan._id, $or: [{ endsFrom: null }, { endsFrom: { $gte: first } }] },
    { $set: { endsFrom: first } },
    { returnDocument: 'after' },
  ).lean<Plan>()
  if (!ended) return plan
  await cancelFrom({ actor, now }, ended, { first, words: ENDED, byStaff })
  return orNotFound(await PlanModel.findById(plan._id).lean<Plan>())
}

/** Cancels the open bookings from a day on; the first notifies with these words for all. */
async function cancelFrom(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  { _id, days }: Plan,
  { first, words, byStaff }: { first: Day; words: string; byStaff: boolean },
) {
  const open = (await bookingsByIds(days.flatMap(({ bookingId }) => bookingId ?? []))).filter(isOpen)
  let tells = true
  for (const { day, bookingId } of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    if (day < first || !open.some(({ _id: id }) => bookingId?.equals(id))) continue
    const reason = await cancelOne(bookingId!, actor, { byStaff, words: tells ? words : null }, now)
    if (reason === null) tells = false
    if (reason) await PlanModel.updateOne({ _id, 'days.day': day }, { $set: { 'days.$.reason': reason } })
  }
}

/**
 * Moves a plan to other times from a day on: a new plan, which ends the old one before it books its days. The new one
 * is on record first, so that a refusal has ended nothing, and a crash between the two can be resumed.
 */
export async function changePlan(
  { actor, key, now }: CallContext,
  input: z.output<typeof ChangePlan>,
  maker: PlanOrigin,
): Promise<Plan> {
  const idem = idemOf(actor.personId, key, input)
  const { id, ...rhythm } = input
  // The old plan first: one that the same tap has just ended is then known to be its own work.
  const old = await ownPlan(actor, id, maker.byStaff)
  const before = await replayed<Plan>(PlanModel, idem)
  if (before) return advance(before, actor, now)
  if (!canChangePlan(old, dayOf(now))) throw new AppError('CONFLICT')
  const same = { serviceId: String(old.serviceId), personId: String(old.personId), note: old.recordDay ?? undefined }
  const changed = { ...maker, takesOver: old._id }
  return advance(await insertPlan({ actor, now }, idem, { ...same, ...rhythm }, changed), actor, now)
}

/**
 * Of several people who end or change a plan at the same moment only one ends it; another's new plan is removed again.
 */
async function takeOver(plan: Plan, oldId: Types.ObjectId, actor: Actor, now: Date): Promise<Plan> {
  const ended =
    (await PlanModel.findOneAndUpdate(
      { _id: oldId, endsFrom: null },
      { $set: { endsFrom: plan.from, changedTo: plan._id } },
      { returnDocument: 'after' },
    ).lean<Plan>()) ?? (await PlanModel.findOne({ _id: oldId, changedTo: plan._id }).lean<Plan>())
  if (!ended) {
    await PlanModel.deleteOne({ _id: plan._id })
    throw new AppError('CONFLICT')
  }
  const kept = await keepSame(ended, plan)
  const others = ended.days.filter(({ day }) => !kept.includes(day))
  const words = `从这天起改成每${rhythmInWords(plan)}`
  await cancelFrom({ actor, now }, { ...ended, days: others }, { first: plan.from, words, byStaff: plan.byStaff })
  return orNotFound(
    await PlanModel.findOneAndUpdate(
      { _id: plan._id },
      { $unset: { takesOver: 1 } },
      { returnDocument: 'after' },
    ).lean<Plan>(),
  )
}

/** Days of both at the same hour: their bookings go along, or somebody in line would get the place. */
async function keepSame(old: Plan, plan: Plan): Promise<Day[]> {
  if (old.minute !== plan.minute) return []
  const days = planDays(plan)
  const both = old.days.filter(({ day, bookingId }) => bookingId && days.includes(day))
  const open = (await bookingsByIds(both.flatMap(({ bookingId }) => bookingId ?? []))).filter(isOpen)
  const same = both.filter(({ bookingId }) => open.some(({ _id }) => _id.equals(bookingId!)))
  // First in the new plan, then out of the old one: a crash between the two leaves no booking without a plan.
  for (const one of same)
    await PlanModel.updateOne(
      { _id: plan._id, ...goesOnAt(one.day), 'days.day': { $ne: one.day } },
      { $push: { days: one } },
    )
  // When somebody ended the new plan meanwhile, the days after its end are not kept.
  const { days: there } = orNotFound(await PlanModel.findById(plan._id).lean<Plan>())
  const kept = same.flatMap(({ day }) => (there.some((one) => one.day === day) ? [day] : []))
  await PlanModel.updateOne({ _id: old._id }, { $pull: { days: { day: { $in: kept } } } })
  return kept
}

/** Plans of the actor and their family, the newest first; not those that a member of staff makes for others. */
export async function myPlans(actor: Actor) {
  const { family } = await personOf(actor)
  const mine = [actor.personId, ...family.map(({ personId }) => personId)]
  return PlanModel.find({ $or: [{ personId: { $in: mine } }, { madeById: actor.personId, byStaff: false }] })
    .sort({ until: -1, _id: -1 })
    .limit(50)
    .lean<Plan[]>()
}

export const plansIn = (actor: Actor, { personId, serviceId }: { personId?: string; serviceId?: string }) =>
  PlanModel.find({
    ...visitPolicy.visiblePlans(actor),
    ...(personId ? { personId } : {}),
    ...(serviceId ? { serviceId } : {}),
  })
    .sort({ until: -1, _id: -1 })
    .limit(200)
    .lean<Plan[]>()

/**
 * A job: resumes plans that a crash left, and tries days that were not open yet. It acts as the author, with their
 * present permissions.
 */
export async function resumePlans(now: Date): Promise<number> {
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
    await advance(plan, { personId, sessionId: 'plan', name, areas, roles }, now).catch((cause: unknown) => {
      if (!(cause instanceof AppError)) throw cause
    })
  }
  return due.length
}
