import { ROLL_KINDS } from '@yike/shared/booking/kinds'
import { BookingModel, type Booking } from '../booking/model'
import type { Migration } from './run'

/**
 * A course of one session has its attendance on the roll, as one of several does: until now only the check-in had it.
 */
export const singleSessions: Migration = {
  name: '0012-single-sessions',
  run: async () => {
    const came = BookingModel.find({
      'offer.kind': { $in: ROLL_KINDS },
      'sessions.0': { $exists: false },
      'attended.0': { $exists: false },
      checkedInAt: { $ne: null },
      state: 'checked_in',
    })
      .lean<Booking[]>()
      .cursor()
    for await (const { _id, checkedInAt } of came)
      await BookingModel.updateOne(
        { _id, state: 'checked_in', 'attended.0': { $exists: false } },
        { $set: { attended: [{ n: 1, at: checkedInAt, byName: '' }], toTally: true }, $inc: { attendSeq: 1 } },
      )
  },
}
