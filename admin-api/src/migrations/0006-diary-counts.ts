import type { Types } from 'mongoose'
import { DiaryModel, type Diary } from '../booking/model'
import type { Migration } from './run'

/** A week counts its bookings by service; older weeks have only the lines. */
export const diaryCounts: Migration = {
  name: '0006-diary-counts',
  run: async () => {
    for await (const { _id, claims } of DiaryModel.find({ counted: { $exists: false } })
      .lean<Diary[]>()
      .cursor()) {
      const counted: Record<string, Types.ObjectId[]> = {}
      for (const { serviceId, bookingId } of claims) (counted[String(serviceId)] ??= []).push(bookingId)
      await DiaryModel.updateOne({ _id, counted: { $exists: false } }, { $set: { counted } })
    }
  },
}
