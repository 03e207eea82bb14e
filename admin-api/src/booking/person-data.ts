import {
  APPEAL_STATES,
  BOOKING_CHANNELS,
  BOOKING_STATES,
  OPEN_STATES,
  type BookingState,
} from '@yike/shared/booking/states'
import { RELATIONS } from '@yike/shared/people/relations'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import { AppError } from '@yike/shared/errors'
import { instantInFull, instantInText } from '@yike/shared/time/words'
import { entry, section, type Ending, type PersonData, type PersonIds } from '../privacy/person-data'
import { openedPhone } from '../sealed-values'
import { cancelNow } from './cancel'
import { BookingModel, DiaryModel, SittingModel, type Booking } from './model'
import { nameForOthers } from './name-for-others'
import { cancelledNotification } from './notifications'

const seen = { state: { $nin: ['pending', 'held', 'refused'] satisfies BookingState[] } }

const openBookings = (ids: PersonIds, now: Date) =>
  BookingModel.find({ personId: { $in: ids }, state: { $in: [...OPEN_STATES] }, endsAt: { $gt: now } })
    .sort({ startsAt: 1 })
    .lean<Booking[]>()

/** The bookings of a person, and those that they made for others. */
export const bookingData: PersonData = {
  models: [BookingModel, SittingModel, DiaryModel],

  async export(ids) {
    const bookings = await BookingModel.find({
      ...seen,
      $or: [{ personId: { $in: ids } }, { bookedById: { $in: ids } }],
    })
      .sort({ startsAt: -1 })
      .lean<Booking[]>()
    return section(
      '预约',
      bookings.map((one) =>
        entry(`${instantInFull(one.startsAt)} ${one.sittingTitle}`, {
          谁来: one.personName,
          关系: one.relation && RELATIONS[one.relation],
          地点: one.offer.placeName,
          状态: BOOKING_STATES[one.state],
          份数: one.seats,
          备注: one.note,
          留的电话: openedPhone(one.phone),
          谁约的: one.bookedByName,
          怎么约的: BOOKING_CHANNELS[one.channel],
          约的时间: one.createdAt,
          签到时间: one.checkedInAt,
          到课: one.attended?.map(({ at }) => instantInFull(at)).join('，'),
          取消原因: one.cancelReason,
          没来的说明: one.appeal?.words,
          说明的答复: one.appeal && APPEAL_STATES[one.appeal.state],
        }),
      ),
    )
  },

  async endings(ids, now) {
    const open = await openBookings(ids, now)
    return [
      {
        what: '预约',
        items: open.map(
          ({ startsAt, offer }) => `${instantInText(startsAt)} ${nameForOthers(offer)}（${offer.placeName}）`,
        ),
      },
    ]
  },

  async end(ids, { reason, now }: Ending) {
    for (const booking of await openBookings(ids, now)) {
      const notification = await cancelledNotification(booking, reason, now)
      const recipients = notification.recipients.filter((to) => !ids.some((id) => id.equals(to)))
      try {
        await cancelNow(booking, reason, recipients.length > 0 ? { ...notification, recipients } : null, now)
      } catch (cause) {
        // Somebody cancelled it, or marked it present, in this moment.
        if (!(cause instanceof AppError)) throw cause
      }
    }
  },

  async erase(ids) {
    await BookingModel.updateMany(
      { personId: { $in: ids } },
      {
        $set: { personName: ERASED_NAME, phone: null, birthYear: null, note: null },
        $unset: { appeal: 1, idem: 1 },
      },
    )
    await BookingModel.updateMany(
      { personId: { $in: ids }, 'attended.0': { $exists: true } },
      { $unset: { 'attended.$[].left': 1 } },
    )
    await BookingModel.updateMany(
      { bookedById: { $in: ids } },
      { $set: { bookedByName: ERASED_NAME }, $unset: { idem: 1 } },
    )
    await handOver(ids)
    for (const id of ids) await DiaryModel.deleteMany({ _id: { $gte: `${String(id)}:`, $lt: `${String(id)};` } })
  },
}

/** Bookings that the person made for others, and that are still to come, are theirs from now on. */
async function handOver(ids: PersonIds) {
  const theirs = { bookedById: { $in: ids }, personId: { $nin: ids }, state: { $in: [...OPEN_STATES] } }
  for (const { _id, personId, personName } of await BookingModel.find(theirs).lean<Booking[]>())
    await BookingModel.updateOne(
      { ...theirs, _id },
      { $set: { bookedById: personId, bookedByName: personName, relation: null } },
    )
}
