import type { Types } from 'mongoose'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { recipientsOf } from './audience'
import type { Booking } from './model'
import type { Told } from './transitions'

/** What is said of a booking, in the inbox and by WeChat. */
type Facts = Pick<
  Booking,
  '_id' | 'personId' | 'bookedById' | 'relation' | 'personName' | 'offer' | 'startsAt' | 'seats' | 'code' | 'replaces'
>

/** 「明天 11:30」, counted from `now`. */
export const whenOf = ({ startsAt }: Pick<Booking, 'startsAt'>, now: Date) =>
  `${dayLabel(dayOf(startsAt), dayOf(now))} ${clockOf(startsAt)}`

async function message(booking: Facts, kind: string, title: string, body: string): Promise<Told> {
  return { kind, title, body, recipients: await recipientsOf(booking), about: { type: 'booking', id: booking._id } }
}

const where = (booking: Facts, now: Date) =>
  `${booking.personName}，${whenOf(booking, now)}，${booking.offer.placeName}`

/** `more`: what else was agreed upon with it. */
export const tellConfirmed = (booking: Facts, now: Date, more = '') =>
  message(
    booking,
    booking.replaces ? 'booking_changed' : 'booking_confirmed',
    `${booking.offer.serviceName}${booking.replaces ? '改好了' : '约好了'}`,
    `${where(booking, now)}，到时报 ${booking.code}${more}`,
  )

export const tellCancelled = (booking: Facts, reason: string | null, now: Date) =>
  message(booking, 'booking_cancelled', `${booking.offer.serviceName}取消了`, `${where(booking, now)}。${reason ?? ''}`)

/** `also`: the family of somebody in the elder view. */
export async function tellOffered(booking: Facts, until: Date, also: readonly Types.ObjectId[], now: Date) {
  const told = await message(
    booking,
    'booking_offered',
    `${booking.offer.serviceName}轮到了`,
    `${where(booking, now)}。${dayLabel(dayOf(until), dayOf(now))} ${clockOf(until)} 前答应，就给您留着`,
  )
  const recipients = [...told.recipients, ...also.filter((id) => !told.recipients.some((one) => one.equals(id)))]
  return { ...told, recipients }
}

export const tellReminder = (booking: Facts, now: Date) =>
  message(
    booking,
    'booking_reminder',
    `${whenOf(booking, now)} ${booking.offer.serviceName}`,
    `${where(booking, now)}，到时报 ${booking.code}`,
  )
