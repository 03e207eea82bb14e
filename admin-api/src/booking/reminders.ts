import type { Due } from '../jobs'
import { nextReminder } from '@yike/shared/booking/rules'
import { BookingModel, type Booking } from './model'
import { timesOf } from './times'
import { notifyOfBooking, reminderNotification } from './notifications'

/** When the first reminder of a booking is due, for the write that confirms it. */
export function firstReminder(booking: Booking, now: Date): Pick<Booking, 'remindAt'> {
  const remindAt = nextReminder(timesOf(booking), now)
  return remindAt ? { remindAt } : {}
}

const BATCH = 200

const reminded = (now: Date) => ({ remindAt: { $lte: now } })
export const remindersToSend = (now: Date): Due[] => [{ model: BookingModel, filter: reminded(now) }]

/**
 * A job: reminds people of a booking ahead, the evening before and an hour before. The write that notifies also sets
 * when the next is due, so that of several processes one notifies. A reminder that a standstill delayed is sent only
 * while the booking is ahead.
 */
export async function remind(now: Date): Promise<number> {
  const due = await BookingModel.find(reminded(now)).limit(BATCH).lean<Booking[]>()
  let sent = 0
  for (const booking of due) {
    const next = nextReminder(timesOf(booking), now)
    const ahead = timesOf(booking).find(({ startsAt }) => startsAt > now)
    const says = booking.state === 'confirmed' && ahead
    const words = says ? await reminderNotification({ ...booking, startsAt: ahead.startsAt }) : null
    const { modifiedCount } = await BookingModel.updateOne(
      { _id: booking._id, remindAt: booking.remindAt, state: booking.state },
      {
        ...(next && says ? { $set: { remindAt: next } } : { $unset: { remindAt: 1 } }),
        ...(words ? notifyOfBooking(words, now) : {}),
      },
    )
    if (says) sent += modifiedCount
  }
  return sent
}
