import type { BookingView } from '@yike/shared/booking/schemas'
import { whatIsBooked } from '@yike/shared/booking/words'

/** 「妈妈」, or 「我」 for the person who reads. */
export const beneficiaryLabel = ({ who }: Pick<BookingView, 'who'>) => who.relation ?? '我'

/** 「妈妈的午餐」; the reader's own is just 午餐. */
export const bookingLabel = (booking: Pick<BookingView, 'who' | 'service' | 'sitting'>) =>
  booking.who.relation ? `${booking.who.relation}的${whatIsBooked(booking)}` : whatIsBooked(booking)
