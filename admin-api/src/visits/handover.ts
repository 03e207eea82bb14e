import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { instantInText } from '@yike/shared/time/words'
import { findBookings, bookingById } from '../booking/records'
import type { Booking } from '../booking/model'
import { MOST_WORK, type OpenWork } from '../open-work'
import { peopleByIds } from '../people/me'
import { whoCouldCome } from './choose'
import { CarerModel, type Carer } from './model'
import { moveVisit } from './reassign'

const SURE = ['confirmed', 'offered'] as const
const carersWho = (personIds: readonly Types.ObjectId[]) =>
  CarerModel.find({ personId: { $in: personIds } }).lean<Carer[]>()
const isWith = (carers: readonly Carer[], { details }: Booking) =>
  carers.some(({ _id }) => details?.visit?.carerId.equals(_id))

/**
 * Booked visits of a carer go to the carer that a colleague is, where that one can come at the time. The carer who
 * leaves gets no new ones.
 */
export const visitWork: OpenWork = {
  kind: 'visit',
  async list(personId, areaIds, among, now) {
    const carers = await CarerModel.find({ personId, areas: { $in: areaIds } }).lean<Carer[]>()
    if (carers.length === 0) return []
    const [booked, theirs] = await Promise.all([
      findBookings(
        {
          'details.visit.carerId': { $in: carers.map(({ _id }) => _id) },
          startsAt: { $gt: now },
          state: { $in: [...SURE] },
        },
        { limit: MOST_WORK },
      ),
      carersWho(among.map(({ _id }) => _id)),
    ])
    const people = await peopleByIds(booked.map((booking) => booking.personId))
    const items = []
    for (const booking of booked) {
      const able = (await whoCouldCome(booking.offer.serviceId, booking, booking._id)).filter(({ why }) => why === null)
      const ids = able.map(({ carer }) => String(carer._id))
      items.push({
        id: booking._id,
        title: `${people.find(({ _id }) => _id.equals(booking.personId))?.name ?? '居民'}：${booking.offer.serviceName}`,
        detail: instantInText(booking.startsAt),
        takers: theirs.flatMap((one) => (one.personId && ids.includes(String(one._id)) ? [one.personId] : [])),
      })
    }
    return items
  },
  async give(id, { from, to }, now) {
    const [booking, leaving, coming] = await Promise.all([bookingById(id), carersWho([from._id]), carersWho([to._id])])
    if (!booking || !isWith(leaving, booking) || !(SURE as readonly string[]).includes(booking.state)) return true
    for (const carer of coming.filter(({ serviceIds }) =>
      serviceIds.some((one) => one.equals(booking.offer.serviceId)),
    ))
      try {
        await moveVisit(booking, carer, now)
        return true
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code === 'CONFLICT') throw cause
      }
    return false
  },
  async close(personId, areaIds) {
    await CarerModel.updateMany(
      { personId, areas: { $in: areaIds }, active: true },
      { $set: { active: false }, $inc: { revision: 1 } },
    )
  },
}
