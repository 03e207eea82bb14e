import { clockOf, dayLabel, dayOf } from '../time/china'
import type { BookingView } from './schemas'

/**
 * The name of what somebody goes to: the sitting for a meal (「午餐第二批」), the service for everything else
 * (「上门助浴」), because the title of its sitting (「上午」) says too little by itself.
 */
export const whatIsBooked = ({ service, sitting }: Pick<BookingView, 'service' | 'sitting'>) =>
  service.kind.code === 'meal' ? sitting.title : service.name

/**
 * The way a service comes to the person, who then need not leave the house: 「赵护理上门」, 「送到家」. Null for a service
 * that the person goes to.
 */
export const comingInWords = ({ details: { visit, meal } }: Pick<BookingView, 'details'>) => {
  if (visit) return `${visit.carer.name}上门`
  return meal?.mode.code === 'delivery' ? meal.mode.label : null
}

/**
 * A booking in one line, to send to whom it is for: all they need, since they may not open the booking itself.
 * 「今天 11:30 午餐第一批，送到家，报 1234」.
 */
export const bookingInALine = (
  booking: Pick<BookingView, 'startsAt' | 'service' | 'sitting' | 'details' | 'place' | 'code'>,
  now: Date,
) => {
  const starts = new Date(booking.startsAt)
  const where = comingInWords(booking) ?? booking.place.name
  return `${dayLabel(dayOf(starts), dayOf(now))} ${clockOf(starts)} ${whatIsBooked(booking)}，${where}，报 ${booking.code}`
}

/** The words of somebody who gives a booking up: nobody goes where a service comes. */
export const givingUpInWords = (booking: Pick<BookingView, 'details'>) =>
  comingInWords(booking) === null ? '不去了，取消' : '不要了，取消'

/** When a service is held next; a lending service has no times, only days to choose. */
export const nextInWords = ({ next, kind }: { next: string | null; kind: { code: string } }) =>
  next ?? (kind.code === 'loan' ? '点开看哪天能借' : '最近没有排场次')
