import { PAY_METHOD_CODES, type PayMethod } from '@yike/shared/meals/kinds'
import type { TillSheet } from '@yike/shared/meals/schemas'
import type { Booking } from '../booking/model'
import type { ReceiptRecord } from './model'

/** The amount due for a booking; for one made before meals had rules, its price. */
export const dueOf = ({ details, priceFen, seats }: Pick<Booking, 'details' | 'priceFen' | 'seats'>) =>
  details?.meal?.dueFen ?? (priceFen ?? 0) * seats

/** The amount received for a booking in all, by method. */
export function receivedFor(receipts: readonly ReceiptRecord[], bookingId: Booking['_id']) {
  const own = receipts.filter((receipt) => receipt.bookingId.equals(bookingId))
  if (own.length === 0) return null
  const byMethod = PAY_METHOD_CODES.map((method) => ({
    method,
    amountFen: sumOf(own.filter((receipt) => receipt.method === method)),
  })).filter(({ amountFen }) => amountFen !== 0)
  // An amount of zero is given in the method named last.
  const method = byMethod[0]?.method ?? own[own.length - 1]!.method
  return { amountFen: sumOf(own), method, byMethod }
}

const sumOf = (receipts: readonly { amountFen: number }[]) =>
  receipts.reduce((sum, { amountFen }) => sum + amountFen, 0)

const isArrived = ({ state }: Booking) => state === 'checked_in'

/**
 * The figures of a day: people who came, amounts due, amounts received. Late corrections are no part of a closed day.
 */
export function sheetOf(bookings: readonly Booking[], receipts: readonly ReceiptRecord[]): TillSheet {
  const arrived = bookings.filter(isArrived)
  const inTime = receipts.filter(({ isLate }) => !isLate)
  const by = (method: PayMethod) => sumOf(inTime.filter((receipt) => receipt.method === method))
  return {
    booked: bookings.length,
    arrived: arrived.length,
    noShow: bookings.filter(({ state }) => state === 'no_show').length,
    servings: arrived.reduce((sum, { seats }) => sum + seats, 0),
    dueFen: arrived.reduce((sum, booking) => sum + dueOf(booking), 0),
    subsidyFen: arrived.reduce((sum, { details }) => sum + (details?.meal?.subsidyFen ?? 0), 0),
    cashFen: by('cash'),
    cardFen: by('card'),
    socialCardFen: by('social_card'),
    unpaid: unpaidOf(bookings, receipts).length,
  }
}

/** Bookings of which nobody recorded whether the person came. */
export const openOf = (bookings: readonly Booking[]) => bookings.filter(({ state }) => state === 'confirmed')

/** Arrived bookings with an amount due and no receipt. */
export const unpaidOf = (bookings: readonly Booking[], receipts: readonly ReceiptRecord[]) =>
  bookings.filter((booking) => isArrived(booking) && dueOf(booking) > 0 && !receivedFor(receipts, booking._id))
