import type { Types } from 'mongoose'
import { hoursInWords } from '@yike/shared/courses/rules'
import type { CorrectHours } from '@yike/shared/courses/schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import {
  attendedIn,
  bookingsToTally,
  countOtherwise,
  rollBookingById,
  sessionOf,
  tallied,
} from '../booking/session-attendance'
import type { Booking } from '../booking/model'
import { isDuplicate } from '../idempotency'
import { authorize, type Actor } from '../http/policy'
import { CertificateModel, CourseModel, HoursModel, type Certificate, type Course, type Hours } from './model'
import { recipientsOf } from '../booking/audience'
import { coursePolicy } from './policy'
import { linesOf } from './training-minutes'

/**
 * Writes the hours that one booking's attendance gives. A second run gives the same; an older count never replaces a
 * newer one.
 */
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
      // The record has a newer count.
      if (!isDuplicate(cause)) throw cause
    }
  await tallied(booking)
}

/** Corrects the minutes that one session counts for somebody, with a reason; they are notified. A leader may not. */
export async function correctHours(
  actor: Actor,
  { bookingId, n, minutes, reason }: z.output<typeof CorrectHours>,
  now: Date,
): Promise<Booking> {
  const booking = await rollBookingById(actor, bookingId, 'course.lead')
  authorize(coursePolicy.certify(actor, booking))
  const course = await CourseModel.findById(booking.sittingId).lean<Course>()
  if (!course || course.sessionMinutes === null)
    throw new AppError('CONFLICT', '这门课不计学时，先在课程里写上一次计多少。')
  const session = sessionOf(booking, n)
  const notification = {
    kind: 'hours_corrected' as const,
    title: `${booking.sittingTitle}的学时改了`,
    body: `${dateInText(dayOf(session.startsAt))}那次记 ${minutes === 0 ? '0' : hoursInWords(minutes)}。${reason}`,
    recipients: await recipientsOf(booking),
    about: { type: 'booking' as const, id: booking._id },
  }
  const corrected = await countOtherwise({ actor, now }, booking, session, { minutes, reason, notification })
  await tally(corrected)
  return corrected
}

const BATCH = 200

/** A job: counts the hours of bookings whose attendance changed. Returns how many it counted. */
export async function tallyHours(): Promise<number> {
  const changed = await bookingsToTally(BATCH)
  for (const booking of changed) await tally(booking)
  return changed.length
}

/** Counts the hours of a whole course anew from its attendance. */
export async function rebuildHours(sittingId: Types.ObjectId): Promise<void> {
  for (const booking of await attendedIn(sittingId)) await tally(booking)
}

/** The actor's hours and certificates. */
export async function hoursOf({ personId }: Pick<Actor, 'personId'>) {
  const [hours, certificates] = await Promise.all([
    HoursModel.find({ personId }).lean<Hours[]>(),
    CertificateModel.find({ personId }).sort({ day: -1, _id: 1 }).lean<Certificate[]>(),
  ])
  return { hours, certificates }
}
