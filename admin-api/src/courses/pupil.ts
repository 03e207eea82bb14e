import { BOOKING_STATE_CODES } from '@yike/shared/booking/states'
import { mayBeUnder14, PUPIL_CONSENT_VERSION } from '@yike/shared/courses/rules'
import type { Collector, PupilInput } from '@yike/shared/courses/schemas'
import { AppError } from '@yike/shared/errors'
import { RELATIONS } from '@yike/shared/people/relations'
import { clockOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { rollBookingById, markCollected, sessionOf } from '../booking/session-attendance'
import { myBooking } from '../booking/cancel'
import { bookingById, findBookings, changeBooking } from '../booking/records'
import type { Booking } from '../booking/model'
import type { DetailsRequest } from '../booking/kind-hooks'
import { isByStaff } from '../booking/seats'
import type { Notification } from '../messages/notify'
import { recipientsOf } from '../booking/audience'
import { olderKeys, rewrap, seal, unseal } from '../sealing'
import { orNotFound, type Actor } from '../http/policy'
import { personById } from '../people/me'
import { mayCollect, sealCollectors, sealGuardian, type Pupil } from './details'
import { CourseModel, type Course } from './model'
import { phoneOf } from '../people/sealed-facts'

const ownerOf = ({ personId, sittingId }: Pick<Booking, 'personId' | 'sittingId'>) =>
  `pupil:${String(personId)}:${String(sittingId)}`
const sealNotes = (owner: string, notes: string) => (notes ? seal(owner, { notes }) : null)
export const notesOf = ({ owner, notes }: Pupil) => (notes ? unseal<{ notes: string }>(owner, notes).notes : '')

export async function readPupil(
  input: z.output<typeof PupilInput> | undefined,
  { sitting, booking, now }: DetailsRequest,
) {
  const course = await CourseModel.findById(sitting._id).lean<Course>()
  if (!course?.forChildren) return {}
  // A move to another time of the same class: the details and the consent move along.
  if (booking.replaces) return { details: (await bookingById(booking.replaces))?.details ?? {} }
  const agreed = input?.consent?.version === PUPIL_CONSENT_VERSION
  if (!agreed && mayBeUnder14(sitting.day, booking.birthYear))
    throw new AppError(
      'GUARDIAN_CONSENT_NEEDED',
      input?.consent ? '说明改过了，请监护人再看一遍，点一下同意。' : undefined,
    )
  const guardian = input?.guardian ?? (await whoBooks(booking))
  const owner = ownerOf(booking)
  const pupil: Pupil = {
    guardian: sealGuardian(guardian),
    collectors: sealCollectors(input?.collectors ?? []),
    notes: sealNotes(owner, input?.notes ?? ''),
    owner,
    consent: agreed ? { version: PUPIL_CONSENT_VERSION, at: now, ...whoAgreed(booking, guardian) } : null,
  }
  return { details: { course: pupil } }
}

/** At the counter the guardian agrees, and the member of staff there hears it. */
const whoAgreed = (booking: DetailsRequest['booking'], guardian: Collector) =>
  isByStaff(booking)
    ? { byId: booking.bookedById, by: guardian.name, saidTo: booking.bookedByName }
    : { byId: booking.bookedById, by: booking.bookedByName }

async function whoBooks(booking: DetailsRequest['booking']): Promise<Collector> {
  const { bookedById, bookedByName, relation } = booking
  const phone = phoneOf(await personById(bookedById))
  if (isByStaff(booking) || !phone)
    throw new AppError('INVALID_INPUT', '写上谁接送孩子、电话多少。', {
      fields: { 'details.course.guardian': ['写上接送的人和电话'] },
    })
  return { name: bookedByName, phone, relation: relation ? `孩子是${RELATIONS[relation]}` : '' }
}

export const isPupil = ({ details }: Booking) => details?.course !== undefined

/** The notification for the guardian when the child came. */
export const arrivedNotification = async (booking: Booking, now: Date): Promise<Notification> => ({
  kind: 'child_arrived',
  title: `${booking.personName}到了`,
  body: `${clockOf(now)} 到${booking.offer.placeName}，${booking.sittingTitle}`,
  recipients: await recipientsOf(booking),
  about: { type: 'booking', id: booking._id },
})

/**
 * Marks the child as collected by somebody of the list; by another person only when the guardian said so on the phone.
 * The guardian is notified.
 */
export async function collected(
  actor: Actor,
  { bookingId, n, who, said }: { bookingId: string; n: number; who: string; said?: string },
  now: Date,
): Promise<Booking> {
  const booking = await rollBookingById(actor, bookingId, 'course.lead')
  const pupil = orNotFound(booking.details?.course)
  const listed = mayCollect(pupil).some(({ name }) => name === who)
  if (!listed && !said) throw new AppError('NOT_ON_LIST')
  const notification: Notification = {
    kind: 'child_collected',
    title: `${booking.personName}接走了`,
    body: `${clockOf(now)} 由${who}接走，${booking.sittingTitle}${listed ? '' : '。不在名单上，是打电话问过的'}`,
    recipients: await recipientsOf(booking),
    about: { type: 'booking', id: booking._id },
  }
  return markCollected({ actor, now }, booking, sessionOf(booking, n), {
    who,
    said: listed ? null : (said ?? null),
    notification,
  })
}

/** A guardian reads what they wrote about a child. */
export async function myPupil(actor: Actor, bookingId: string) {
  const booking = await myBooking(actor, bookingId)
  return { booking, pupil: orNotFound(booking.details?.course) }
}

/** The leader of the class reads it. */
export async function pupilAsStaff(actor: Actor, bookingId: string) {
  const booking = await rollBookingById(actor, bookingId, 'course.lead')
  return { booking, pupil: orNotFound(booking.details?.course) }
}

/** Changes the people who may collect and the care notes; until the class is over. */
export async function changePupil(
  actor: Actor,
  { bookingId, collectors, notes }: { bookingId: string; collectors: Collector[]; notes: string },
  now: Date,
) {
  const { booking, pupil } = await myPupil(actor, bookingId)
  if (booking.endsAt <= now) throw new AppError('BOOKING_MOVED', '这个班已经结束了，不用再改。')
  const changed = { ...pupil, collectors: sealCollectors(collectors), notes: sealNotes(pupil.owner, notes) }
  const done = await changeBooking(
    booking._id,
    [booking.state],
    {},
    { $set: { 'details.course.collectors': changed.collectors, 'details.course.notes': changed.notes } },
  )
  if (!done) throw new AppError('BOOKING_MOVED')
  return { booking, pupil: changed }
}

const BATCH = 100

/** A job: notes sealed with a replaced secret are wrapped with the one in force. Returns how many. */
export async function rewrapPupils(): Promise<number> {
  const old = olderKeys()
  if (old.length === 0) return 0
  let done = 0
  for (const booking of await findBookings({ 'details.course.notes.key': { $in: old } }, { limit: BATCH })) {
    const { owner, notes } = booking.details!.course!
    const seen = { 'details.course.notes.wrapped': notes!.wrapped }
    const set = { 'details.course.notes': rewrap(owner, notes!) }
    if (await changeBooking(booking._id, BOOKING_STATE_CODES, seen, { $set: set })) done++
  }
  return done
}
