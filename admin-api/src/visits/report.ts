import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import { canReport, NEAR_METRES, TOLD_LATE_HOURS } from '@yike/shared/visits/rules'
import type { AtTheDoor, Report } from '@yike/shared/visits/schemas'
import type { z } from '@yike/shared/zod'
import { isByOffice } from '../booking/audience'
import { bookingById, changeBooking, bookingForStaff } from '../booking/records'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { tappedAt } from '../booking/tapped-at'
import { recordSensitiveReads } from '../care/reads'
import { claimPhotos, releasePhotos } from '../files/store'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { relationTo } from '../people/me'
import { carerOf, isOpenFor, metresFrom } from './day'
import { sealHealth } from './health'
import { VisitModel, type Stamp, type Visit } from './model'
import { visitPolicy } from './policy'
import { sealValue } from '../sealing'

/** A carer opens only visits that are theirs. */
async function ownVisit(actor: Actor, id: string): Promise<Booking> {
  const carer = orNotFound(await carerOf(actor))
  const booking = orNotFound(await bookingById(id))
  if (!booking.details?.visit?.carerId.equals(carer._id)) {
    if (bookingPolicy.read(actor, booking))
      throw new AppError('BOOKING_MOVED', '这一户换了别的护理员，刷新后看看今天的单子。')
    throw new AppError('NOT_FOUND')
  }
  return booking
}

/** A tap at the door, as the phone recorded it: time, position, and the reason for the distance from the address. */
async function stampOf(booking: Booking, { at: told, position, reason }: z.output<typeof AtTheDoor>, now: Date) {
  const at = tappedAt(told, now, TOLD_LATE_HOURS)
  const metres = await metresFrom(booking.personId, position)
  const why = position === null ? '没有取到位置，写一句原因' : `离登记的地址 ${metres} 米，写一句原因`
  if ((position === null || (metres !== null && metres > NEAR_METRES)) && !reason)
    throw new AppError('INVALID_INPUT', `${why}。`, { fields: { reason: [why] } })
  const stamp: Stamp = {
    at,
    heardAt: now,
    position: position && sealValue('position', position),
    metres,
    reason: reason || null,
  }
  return stamp
}

/** Checks in at the door, once; a repeated call changes nothing. The booking shows from now on that somebody came. */
export async function checkIn(actor: Actor, input: z.output<typeof AtTheDoor>, now: Date): Promise<Booking> {
  const booking = await ownVisit(actor, input.id)
  const before = await VisitModel.exists({ _id: booking._id })
  if (!before) {
    if (!['confirmed', 'no_show', 'checked_in'].includes(booking.state)) throw new AppError('BOOKING_MOVED')
    const stamp = await stampOf(booking, input, now)
    if (!isOpenFor(booking, stamp.at))
      throw new AppError('BOOKING_MOVED', `${clockOf(booking.startsAt)} 的，还早，到了再点。`)
    const { _id, areas, endsAt, details } = booking
    await VisitModel.updateOne(
      { _id },
      { $setOnInsert: { areas, endsAt, carerId: details!.visit!.carerId, checkedIn: stamp, checkedOut: null } },
      { upsert: true, setDefaultsOnInsert: true },
    )
  }
  const visit = orNotFound(await VisitModel.findById(booking._id).lean<Visit>())
  const came = await changeBooking(
    booking._id,
    ['confirmed', 'no_show'],
    {},
    { $set: { state: 'checked_in', checkedInAt: visit.checkedIn.at }, $unset: { remindAt: 1 } },
  )
  return came ?? booking
}

/** Checks out, once, after the check-in. */
export async function checkOut(actor: Actor, input: z.output<typeof AtTheDoor>, now: Date): Promise<Booking> {
  const booking = await ownVisit(actor, input.id)
  const visit = await VisitModel.findById(booking._id).lean<Visit>()
  if (!visit) throw new AppError('BOOKING_MOVED', '还没有签到，先点“到了”。')
  if (visit.checkedOut) return booking
  const stamp = await stampOf(booking, input, now)
  if (stamp.at < visit.checkedIn.at)
    throw new AppError('INVALID_INPUT', `${clockOf(visit.checkedIn.at)} 才到的，走的时间要在它以后。`, {
      fields: { at: ['走的时间要在到的时间以后'] },
    })
  await VisitModel.updateOne({ _id: booking._id, checkedOut: null }, { $set: { checkedOut: stamp } })
  return booking
}

/** Writes the report. Replaces an earlier one; photos that are no longer named are released. */
export async function report(
  actor: Actor,
  { id, tasks, vitals, note, photoIds }: z.output<typeof Report>,
  now: Date,
): Promise<Booking> {
  const booking = await ownVisit(actor, id)
  const visit = await VisitModel.findById(booking._id).lean<Visit>()
  if (!visit) throw new AppError('BOOKING_MOVED', '还没有签到，先点“到了”。')
  if (!canReport({ endsAt: booking.endsAt, checkedIn: true }, now))
    throw new AppError('BOOKING_MOVED', '过了一天，记录定下来了。要改请告诉社区。')
  const silent = tasks.find(({ done, reason }) => done === false && !reason)
  if (silent) {
    const says = `${silent.name}没做，写一句为什么`
    throw new AppError('INVALID_INPUT', `${says}。`, { fields: { tasks: [says] } })
  }
  const owner = `visit:${String(booking._id)}`
  await claimPhotos(actor, photoIds, owner)
  await VisitModel.updateOne(
    { _id: booking._id },
    { $set: { tasks, photoIds, sealed: sealHealth(booking, { vitals, note }) } },
  )
  const dropped = visit.photoIds.filter((one) => !photoIds.includes(String(one)))
  if (dropped.length > 0) await releasePhotos(owner, dropped)
  return booking
}

export const visitOf = (bookingId: Types.ObjectId) => VisitModel.findById(bookingId).lean<Visit>()

/** For the person visited, the person who booked, and the family of the person visited; anybody else gets NOT_FOUND. */
export async function visitForFamily(actor: Actor, id: string): Promise<Booking> {
  const booking = orNotFound(await bookingById(id))
  if (isByOffice(booking) || !booking.bookedById.equals(actor.personId)) await relationTo(actor, booking.personId)
  return booking
}

/** For the staff concerned; the reading is on record before they see it. */
export async function visitForStaff(actor: Actor, id: string, now: Date): Promise<Booking> {
  const booking = await bookingForStaff(actor, id, 'booking.read')
  authorize(visitPolicy.readReport(actor, booking))
  await recordSensitiveReads(actor, [booking.personId], 'visit_report', now)
  return booking
}
