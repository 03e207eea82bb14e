import { STAFF_STEPS, canCancel } from '@yike/shared/booking/rules'
import { OPEN_STATES, UNSEEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { Notification } from '../messages/notify'
import { personOf } from '../people/me'
import { haveAccounts } from '../people/resolve-code'
import { visibleTo } from './audience'
import { BookingModel, type Booking } from './model'
import { bookingPolicy } from './policy'
import { giveBackClaims } from './claims'
import { cancelledNotification, notifyOfBooking } from './notifications'

const seen = { state: { $nin: [...UNSEEN_STATES] as BookingState[] } }

export const myBooking = async (actor: Actor, id: string) =>
  orNotFound(await BookingModel.findOne({ _id: id, $or: visibleTo(await personOf(actor)), ...seen }).lean<Booking>())

export const staffBooking = async (actor: Actor, id: string) =>
  orNotFound(await BookingModel.findOne({ _id: id, ...bookingPolicy.visible(actor), ...seen }).lean<Booking>())

export const isOpen = ({ state }: Booking) => (OPEN_STATES as readonly BookingState[]).includes(state)

/**
 * Marks it cancelled in one write, then gives back its claims; the sweeper does the second part if this process cannot.
 */
export async function cancelNow(
  booking: Booking,
  reason: string | null,
  notification: Notification | null,
  now: Date,
): Promise<Booking> {
  const cancelled = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: { $in: [...STAFF_STEPS.cancel] } },
    {
      $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now },
      $unset: { offerUntil: 1, remindAt: 1 },
      ...(notification ? notifyOfBooking(notification, now) : {}),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!cancelled) throw new AppError('BOOKING_MOVED')
  await giveBackClaims(cancelled)
  return cancelled
}

/**
 * Cancels a booking, an offer or the waiting; the other people concerned are notified with the canceller's name, except
 * for one of many that are cancelled at once (`tells` false). Throws CANCEL_TOO_LATE when the time for it is over.
 */
export async function cancelByResident(
  actor: Actor,
  { id, reason }: { id: string; reason?: string },
  now: Date,
  { tells = true } = {},
) {
  const booking = await myBooking(actor, id)
  if (booking.state === 'cancelled') return booking
  if (!isOpen(booking)) throw new AppError('BOOKING_MOVED')
  if (!canCancel(booking, now))
    throw new AppError(
      'CANCEL_TOO_LATE',
      `${clockOf(booking.cancelUntil)} 以后不能自己取消了，请打电话告诉${booking.offer.placeName}。`,
    )
  return cancelNow(booking, reason ?? null, tells ? await othersNotification(actor, booking, reason, now) : null, now)
}

/**
 * The notification for the others who read that it was cancelled, and by whom; null where the canceller is the only
 * reader.
 */
async function othersNotification(
  actor: Actor,
  booking: Booking,
  reason: string | undefined,
  now: Date,
): Promise<Notification | null> {
  const notification = await cancelledNotification(
    booking,
    [`${actor.name}取消的`, reason].filter(Boolean).join('：'),
    now,
  )
  const others = notification.recipients.filter((id) => !id.equals(actor.personId))
  return others.length === 0 ? null : toAccountsOnly({ ...notification, recipients: others })
}

/**
 * A notification for accounts alone, which nobody has to phone about: the people said it themselves. Null where nobody
 * has an account.
 */
export async function toAccountsOnly(notification: Notification): Promise<Notification | null> {
  const accounts = await haveAccounts(notification.recipients)
  const recipients = notification.recipients.filter((id) => accounts.has(String(id)))
  return recipients.length > 0 ? { ...notification, recipients } : null
}

export async function cancelByStaff(
  actor: Actor,
  { id, reason }: { id: string; reason: string },
  now: Date,
  { tells = true } = {},
) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.cancel(actor, booking))
  return cancelNow(booking, reason, tells ? await cancelledNotification(booking, reason, now) : null, now)
}
