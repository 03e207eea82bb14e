import type { Types } from 'mongoose'
import { attendedIn, bookingsToTally, tallied } from '../booking/attend-session'
import type { Booking } from '../booking/model'
import { isDuplicate } from '../idempotency'
import type { Actor } from '../http/policy'
import { CertificateModel, CourseModel, HoursModel, type Certificate, type Course, type Hours } from './model'
import { linesOf } from './policy'

/** Writes what one booking's attendance gives. Done twice it says the same; an older count never replaces a newer one. */
async function tally(booking: Booking): Promise<void> {
  const { _id, personId, sittingId, areas, attendSeq: seq = 0 } = booking
  const course = await CourseModel.findById(sittingId).lean<Course>()
  const lines = course ? linesOf(booking, course) : []
  const title = booking.sittingTitle
  if (lines.length === 0) await HoursModel.deleteOne({ _id, seq: { $lte: seq } })
  else
    try {
      await HoursModel.updateOne(
        { _id, seq: { $lte: seq } },
        { $set: { personId, sittingId, title, areas, seq, lines } },
        { upsert: true },
      )
    } catch (cause) {
      // A newer count stands there.
      if (!isDuplicate(cause)) throw cause
    }
  await tallied(booking)
}

const BATCH = 200

/** A job: counts the hours of who came, or did not come after all. The number of bookings counted. */
export async function tallyHours(): Promise<number> {
  const changed = await bookingsToTally(BATCH)
  for (const booking of changed) await tally(booking)
  return changed.length
}

/** Counts the hours of a whole course anew from its attendance. */
export async function rebuildHours(sittingId: Types.ObjectId): Promise<void> {
  for (const booking of await attendedIn(sittingId)) await tally(booking)
}

/** Own hours and certificates. */
export async function hoursOf({ personId }: Pick<Actor, 'personId'>) {
  const [hours, certificates] = await Promise.all([
    HoursModel.find({ personId }).lean<Hours[]>(),
    CertificateModel.find({ personId }).sort({ day: -1, _id: 1 }).lean<Certificate[]>(),
  ])
  return { hours, certificates }
}
