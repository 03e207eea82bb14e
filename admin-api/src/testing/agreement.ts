import type { Types } from 'mongoose'
import { expect } from 'vitest'
import { WITH_PLACES } from '@yike/shared/booking/states'
import { BookingModel, DiaryModel, SittingModel, type Sitting } from '../booking/model'

/** Checks that places taken, claims, bookings, the line and diaries agree. */
export async function expectAgreement(sittingId: Types.ObjectId) {
  const sitting = (await SittingModel.findById(sittingId).lean<Sitting>())!
  const held = await BookingModel.find({ sittingId, state: { $in: [...WITH_PLACES] } }).lean()
  const claimed = sitting.claims.map(({ bookingId }) => String(bookingId)).sort()
  expect(claimed).toEqual(held.map(({ _id }) => String(_id)).sort())
  expect(sitting.taken).toBe(held.reduce((sum, { seats }) => sum + seats, 0))
  expect(sitting.taken).toBeLessThanOrEqual(sitting.capacity)
  const diaries = await DiaryModel.find({ 'claims.sittingId': sittingId }).lean()
  const written = diaries.flatMap(({ claims }) =>
    claims.filter((claim) => claim.sittingId.equals(sittingId)).map(({ bookingId }) => String(bookingId)),
  )
  expect([...new Set(written)].sort()).toEqual(claimed)
  const waiting = await BookingModel.find({ sittingId, state: 'waiting' }).lean()
  expect((sitting.queue ?? []).map(({ bookingId }) => String(bookingId)).sort()).toEqual(
    waiting.map(({ _id }) => String(_id)).sort(),
  )
  return { sitting, held, waiting }
}
