import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { DEFAULT_LOAN_DAYS, spanTimes } from '@yike/shared/loans/rules'
import type { ChangeThing, LoanServiceInput, ThingInput } from '@yike/shared/loans/schemas'
import { addDays, addMinutes, dayOf, daysAhead, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { linesOf } from '../booking/diary'
import { bookingsByIds, sittingById } from '../booking/records'
import { offerOf, staffService } from '../directory/services'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { standFor } from '../schedule/sittings'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { LoanServiceModel, ThingModel, type LoanService, type Thing } from './model'
import { loanPolicy } from './policy'

const numberTaken = (number: string) => new AppError('NAME_TAKEN', `编号 ${number} 已经有了，看看标签。`)

export const listThings = (actor: Actor, serviceId: string | undefined) =>
  ThingModel.find({ ...loanPolicy.visible(actor), ...(serviceId ? { serviceId } : {}) })
    .sort({ active: -1, name: 1, number: 1 })
    .limit(500)
    .lean<Thing[]>()

/** The first thing of a service makes it bookable. */
export async function createThing(actor: Actor, key: string, input: z.output<typeof ThingInput>, now: Date) {
  const { service, offer, areas } = await offerOf(input.serviceId)
  authorize(loanPolicy.edit(actor, { areas }))
  if (service.kind !== 'loan')
    throw new AppError('INVALID_INPUT', '只有“借用”的服务能放器具。', { fields: { serviceId: ['不是借用的服务'] } })
  const idem = idemOf(actor.personId, key, input)
  await standFor(input.serviceId, now)
  try {
    const made = await ThingModel.create({
      ...{ ...input, areas, idem, createdAt: now },
      ...{ serviceName: service.name, placeName: offer.placeName },
    })
    return made.toObject<Thing>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const before = await replayed<Thing>(ThingModel, idem)
    if (before) return before
    throw numberTaken(input.number)
  }
}

export async function changeThing(actor: Actor, { id, revision, ...change }: z.output<typeof ChangeThing>) {
  const thing = orNotFound(await ThingModel.findOne({ _id: id, ...loanPolicy.editable(actor) }).lean<Thing>())
  try {
    const changed = await ThingModel.findOneAndUpdate(
      { _id: id, revision },
      { $set: change, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    ).lean<Thing>()
    if (!changed) throw new AppError('CONFLICT')
    return changed
  } catch (cause) {
    if (isDuplicate(cause)) throw numberTaken(change.number ?? thing.number)
    throw cause
  }
}

export const maxDaysOf = async (serviceId: Types.ObjectId | string) =>
  (await LoanServiceModel.findById(serviceId).lean<LoanService>())?.maxDays ?? DEFAULT_LOAN_DAYS

export async function staffLoanService(actor: Actor, id: string) {
  const { _id } = await staffService(actor, id)
  return { maxDays: await maxDaysOf(_id) }
}

export async function setLoanService(actor: Actor, { id, maxDays }: z.output<typeof LoanServiceInput>, now: Date) {
  const { _id, areas } = await staffService(actor, id)
  authorize(loanPolicy.edit(actor, { areas }))
  await standFor(id, now)
  await LoanServiceModel.updateOne({ _id }, { $set: { areas, maxDays } }, { upsert: true })
  return { maxDays }
}

/** Whether things still belong to a service: then it cannot be removed from the list. */
export const hasThings = async (serviceId: Types.ObjectId) =>
  (await ThingModel.exists({ serviceId, active: true })) !== null

/** Days ahead that the list of taken days covers. */
const SEEN_AHEAD_DAYS = 120

/**
 * The times of today and tomorrow, for which a late thing is promised to nobody, because its borrower should have
 * brought it back. Null for a thing that is not late.
 */
export const lateTimes = ({ out }: Pick<Thing, 'out'>, now: Date) =>
  out !== null && out.due < dayOf(now) ? spanTimes({ from: dayOf(now), to: addDays(dayOf(now), 1) }) : null

/** The things of a service and their taken days: booked, or late with a borrower. */
export async function loanOffer(serviceId: string, now: Date) {
  const { service } = await offerOf(serviceId)
  const things = await ThingModel.find({ serviceId: service._id, active: true, condition: { $ne: 'broken' } })
    .sort({ name: 1, number: 1 })
    .limit(200)
    .lean<Thing[]>()
  const lines = await linesOf(
    things.map(({ _id }) => _id),
    { startsAt: now, endsAt: addMinutes(now, SEEN_AHEAD_DAYS * 1440) },
  )
  const stands = await sittingById(serviceId).catch(() => null)
  return {
    sittingId: stands?._id ?? null,
    maxDays: await maxDaysOf(service._id),
    things: things.map((thing) => {
      const late = lateTimes(thing, now)
      return { thing, taken: [...(late ? [late] : []), ...(lines.get(String(thing._id)) ?? [])] }
    }),
  }
}

/** Things of the actor's areas as rows, with their loans between two days. */
export async function thingCalendar(actor: Actor, from: string, count: number) {
  const things = (await listThings(actor, undefined)).filter(({ active }) => active)
  const lines = await linesOf(
    things.map(({ _id }) => _id),
    { startsAt: instantAt(from, 0), endsAt: instantAt(addDays(from, count), 0) },
  )
  const bookings = await bookingsByIds([...lines.values()].flat().map(({ bookingId }) => bookingId))
  return {
    days: daysAhead(from, count),
    things: things.map((thing) => ({
      thing,
      bookings: bookings.filter((booking) =>
        lines.get(String(thing._id))?.some(({ bookingId }) => bookingId.equals(booking._id)),
      ),
    })),
  }
}

/** Things that somebody has now, overdue ones too, in these areas: their return is still to be written down. */
export const countThingsOut = (areaIds: readonly Types.ObjectId[]) =>
  ThingModel.countDocuments({ areas: { $in: areaIds }, 'out.bookingId': { $exists: true } })
