import { nextReturnReminder } from '@yike/shared/loans/rules'
import { dayOf, daysBetween } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { recipientsOf } from '../booking/audience'
import { bookingById } from '../booking/records'
import { notify } from '../messages/notify'
import { ThingModel, type Thing } from './model'

const BATCH = 200

/**
 * A job: reminds borrowers the day before a thing is due, and while it is late. The write that notifies also sets when
 * the next is due, so that of several processes one notifies.
 */
export async function remindReturns(now: Date): Promise<number> {
  const due = await ThingModel.find({ 'out.remindAt': { $lte: now } })
    .limit(BATCH)
    .lean<Thing[]>()
  let sent = 0
  for (const { _id, out, name, placeName } of due) {
    const { personId, bookingId, remindAt, due: day, who } = out!
    const booking = await bookingById(bookingId)
    const late = daysBetween(day, dayOf(now))
    const { modifiedCount } = await ThingModel.updateOne(
      { _id, 'out.bookingId': bookingId, 'out.remindAt': remindAt },
      {
        $set: { 'out.remindAt': nextReturnReminder(day, now) },
        ...notify(
          {
            kind: late > 0 ? 'loan_overdue' : 'loan_due',
            recipients: booking ? await recipientsOf(booking) : [personId],
            title: late > 0 ? `${name}该还了，晚了 ${late} 天` : `${name}${dateInText(day)}该还了`,
            body: `${who}借的，还到${placeName}。还要用就续借，没人等就能续`,
            about: { type: 'booking', id: bookingId },
          },
          now,
        ),
      },
    )
    sent += modifiedCount
  }
  return sent
}
