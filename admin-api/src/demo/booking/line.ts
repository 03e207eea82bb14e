import { addMinutes, dayOf } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { markNoShow, appeal } from '../../booking/attendance'
import { bookOnBehalf } from '../../booking/book'
import { cancelByStaff } from '../../booking/cancel'
import { SittingModel, BookingModel } from '../../booking/model'
import { makeOffers } from '../../booking/offers'
import type { Actor } from '../../http/policy'
import { tried } from '../keys'

const WAITING = 3

/**
 * A visit that is full, with two people waiting, one whose turn has come, and somebody who explains why they did not
 * come.
 */
export async function seedLine(staff: Actor[], residents: Actor[], now: Date) {
  const clerk = staff[1]!
  const sitting = await SittingModel.findOne({
    'offer.kind': 'care',
    state: 'open',
    taken: 0,
    closesAt: { $gt: addMinutes(now, 1440) },
    opensAt: { $lte: now },
  })
    .sort({ startsAt: 1 })
    .lean()
  if (sitting) {
    let waiting = 0
    for (const [k, who] of residents.entries()) {
      const request = { sittingId: String(sitting._id), personId: String(who.personId), seats: 1, orWait: true }
      const booking = await tried(
        bookOnBehalf({ actor: clerk, key: `demo-line-${k}`, now }, { ...request, channel: 'phone' }),
      )
      if (booking?.state === 'waiting' && ++waiting === WAITING) break
    }
    await cancelFirst(clerk, sitting._id, now)
    await makeOffers(now)
  }
  const missed = await BookingModel.findOne({ state: 'confirmed', endsAt: { $lt: now }, day: { $lt: dayOf(now) } })
    .sort({ startsAt: -1, personId: 1 })
    .lean()
  const said = missed && residents.find(({ personId }) => personId.equals(missed.personId))
  if (!missed || !said) return
  await tried(markNoShow(clerk, String(missed._id), now))
  await tried(appeal(said, String(missed._id), '那天上午去医院拿药，排队晚了，没来得及取消', now))
}

async function cancelFirst(clerk: Actor, sittingId: Types.ObjectId, now: Date) {
  const first = await BookingModel.findOne({ sittingId, state: 'confirmed' }).lean()
  if (first) await cancelByStaff(clerk, { id: String(first._id), reason: '本人来电话说不来了' }, now)
}
