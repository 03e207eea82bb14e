import type { Types } from 'mongoose'
import { instantInText } from '@yike/shared/time/words'
import type { MessageKind } from '@yike/shared/messages/declaration'
import { notify, type Notification } from '../messages/notify'
import { recipientsOf } from './audience'
import { whereInText } from './kind-hooks'
import type { Booking } from './model'
import { nameForOthers } from './name-for-others'
import { timesOf } from './times'

/** The fields of a booking that notifications use, in the inbox and by WeChat. */
type Facts = Pick<
  Booking,
  | '_id'
  | 'personId'
  | 'bookedById'
  | 'relation'
  | 'personName'
  | 'offer'
  | 'startsAt'
  | 'endsAt'
  | 'sessions'
  | 'seats'
  | 'code'
  | 'replaces'
  | 'details'
>

/** `notify` for a booking, which also counts: a calendar follows a change by `outboxSeq`. */
export const notifyOfBooking = (notification: Notification, now: Date) => ({
  $inc: { outboxSeq: 1 },
  ...notify(notification, now),
})

/** A notification about a booking, to everybody who sees it. */
export const bookingNotification = async (
  booking: Facts,
  kind: MessageKind,
  title: string,
  body: string,
): Promise<Notification> => ({
  ...{ kind, title, body, startsAt: booking.startsAt },
  recipients: await recipientsOf(booking),
  about: { type: 'booking', id: booking._id },
})

const where = (booking: Facts) => `${booking.personName}，${instantInText(booking.startsAt)}，${whereInText(booking)}`

/** `more`: other bookings that were made with it, in words. */
export const confirmedNotification = (booking: Facts, more = '') =>
  bookingNotification(
    booking,
    booking.replaces ? 'booking_changed' : 'booking_confirmed',
    `${nameForOthers(booking.offer)}${booking.replaces ? '改好了' : '约好了'}`,
    `${where(booking)}，到时报 ${booking.code}${more}`,
  )

/** For a course it names the next session. */
export const cancelledNotification = async (booking: Facts, reason: string | null, now: Date) => ({
  ...(await bookingNotification(
    booking,
    'booking_cancelled',
    `${nameForOthers(booking.offer)}取消了`,
    `${where(booking)}。${reason ?? ''}`,
  )),
  startsAt: timesOf(booking).find(({ startsAt }) => startsAt > now)?.startsAt ?? booking.startsAt,
})

/** `also`: the family of somebody in the elder view. */
export async function offeredNotification(booking: Facts, until: Date, also: readonly Types.ObjectId[]) {
  const offered = await bookingNotification(
    booking,
    'booking_offered',
    `${nameForOthers(booking.offer)}轮到了`,
    `${where(booking)}。${instantInText(until)} 前答应，就给您留着`,
  )
  const others = also.filter((id) => !offered.recipients.some((one) => one.equals(id)))
  return { ...offered, recipients: [...offered.recipients, ...others] }
}

export const reminderNotification = (booking: Facts) =>
  bookingNotification(
    booking,
    'booking_reminder',
    `${instantInText(booking.startsAt)} ${nameForOthers(booking.offer)}`,
    `${where(booking)}，到时报 ${booking.code}`,
  )
