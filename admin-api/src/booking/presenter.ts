import type { BookingView, SittingView, StaffBooking } from '@yike/shared/booking/schemas'
import { isStanding } from '@yike/shared/booking/kinds'
import { availability, canAppeal, canCancel, canReschedule, leaveAt } from '@yike/shared/booking/rules'
import { timeAhead } from '@yike/shared/booking/session-rules'
import { APPEAL_STATES, BOOKING_CHANNELS, BOOKING_STATES, SITTING_STATES } from '@yike/shared/booking/states'
import { SERVICE_KINDS } from '@yike/shared/directory/categories'
import { comingInWords } from '@yike/shared/booking/words'
import { metresBetween, walkMinutes, type LngLat, type Pace } from '@yike/shared/geo/walking'
import { RELATIONS } from '@yike/shared/people/relations'
import { toApiTime } from '@yike/shared/time/china'
import { type Actor } from '../http/policy'
import { QR_PREFIX } from './list'
import { showDetails } from './kind-hooks'
import { arrivedAt, stateOn, sessionToday } from './session-attendance'
import type { KnownSitting } from './known-sittings'
import type { Booking } from './model'
import { bookingCan } from './policy'
import { sessionsOf, type Session } from './times'
import { phoneLast4 } from '../sealed-values'

/** The starting point and pace of a walk; null when no home position is known. */
export type From = { position: LngLat; pace: Pace } | null

const inApi = ({ n, startsAt, endsAt, cancelReason }: Session) => ({
  n,
  startsAt: toApiTime(startsAt),
  endsAt: toApiTime(endsAt),
  cancelReason: cancelReason ?? null,
})
const at = (instant: Date | undefined) => (instant ? toApiTime(instant) : null)

const codedState = (code: Booking['state']) => ({ code, label: BOOKING_STATES[code] })

/** `ahead`: how many wait before each booking, where that is known. */
export type Ahead = ReadonlyMap<string, number>

const common = (booking: Booking, ahead: Ahead, now: Date) => ({
  id: String(booking._id),
  code: booking.code,
  qr: `${QR_PREFIX}${String(booking._id)}`,
  state: codedState(stateOn(booking, now)),
  who: {
    personId: String(booking.personId),
    name: booking.personName,
    relation: booking.relation && RELATIONS[booking.relation],
  },
  bookedBy: booking.bookedByName,
  service: {
    id: String(booking.offer.serviceId),
    name: booking.offer.serviceName,
    kind: { code: booking.offer.kind, label: SERVICE_KINDS[booking.offer.kind].label },
    icon: SERVICE_KINDS[booking.offer.kind].icon,
  },
  place: {
    id: String(booking.offer.placeId),
    name: booking.offer.placeName,
    address: booking.offer.address,
    phone: booking.offer.phone,
    position: booking.offer.position,
  },
  sitting: { id: String(booking.sittingId), title: booking.sittingTitle, menu: booking.menu },
  startsAt: toApiTime(booking.startsAt),
  endsAt: toApiTime(booking.endsAt),
  cancelUntil: toApiTime(booking.cancelUntil),
  seats: booking.seats,
  note: booking.note,
  priceFen: booking.priceFen,
  cancelReason: booking.cancelReason,
  sessions: sessionsOf(booking).map(inApi),
  details: showDetails(booking, now),
  holdUntil: at(booking.holdUntil),
  offerUntil: at(booking.offerUntil),
  waiting:
    booking.state === 'waiting'
      ? { ahead: ahead.get(String(booking._id)) ?? null, passedOver: booking.passedOver }
      : null,
  appeal: booking.appeal
    ? {
        words: booking.appeal.words,
        state: { code: booking.appeal.state, label: APPEAL_STATES[booking.appeal.state] },
        reason: booking.appeal.reason,
      }
    : null,
})

export function presentBooking(booking: Booking, from: From, ahead: Ahead, now: Date): BookingView {
  const shown = common(booking, ahead, now)
  const walks = comingInWords(shown) === null
  const minutes = from && walks ? walkMinutes(metresBetween(from.position, booking.offer.position), from.pace) : null
  return {
    ...shown,
    walkMinutes: minutes,
    leaveAt: minutes === null ? null : toApiTime(leaveAt(timeAhead(booking, now).startsAt, minutes)),
    can: {
      cancel: canCancel(booking, now),
      reschedule: canReschedule(booking, now) && !isStanding(booking.offer.kind),
      accept: booking.state === 'offered',
      appeal: canAppeal(booking, now),
    },
  }
}

export function presentStaffBooking(booking: Booking, actor: Actor, ahead: Ahead, now: Date): StaffBooking {
  const state = stateOn(booking, now)
  const isToday = sessionToday(booking, now) !== null
  return {
    ...common(booking, ahead, now),
    channel: { code: booking.channel, label: BOOKING_CHANNELS[booking.channel] },
    phoneLast4: phoneLast4(booking.phone),
    age: booking.birthYear === null ? null : Number(booking.day.slice(0, 4)) - booking.birthYear,
    checkedInAt: at(arrivedAt(booking, now) ?? undefined),
    can: bookingCan(actor, booking, { state, isToday }, now),
  }
}

/** The facts of a sitting that everybody sees. */
export const sittingFacts = (sitting: KnownSitting, now: Date) => ({
  id: String(sitting._id),
  serviceId: String(sitting.offer.serviceId),
  title: sitting.title,
  day: sitting.day,
  startsAt: toApiTime(sitting.startsAt),
  endsAt: toApiTime(sitting.endsAt),
  closesAt: toApiTime(sitting.closesAt),
  menu: sitting.menu,
  capacity: sitting.capacity,
  left: Math.max(0, sitting.capacity - sitting.taken),
  priceFen: sitting.priceFen,
  state: { code: sitting.state, label: SITTING_STATES[sitting.state] },
  availability: availability(sitting, now),
  waiting: sitting.queue?.length ?? 0,
  reserve: sitting.reserve
    ? {
        minAge: sitting.reserve.minAge,
        seats: sitting.reserve.seats,
        left: Math.max(0, Math.min(sitting.reserve.seats - sitting.takenReserved, sitting.capacity - sitting.taken)),
      }
    : null,
  sessions: sessionsOf(sitting).map(inApi),
})

/** `mine` are the reader's own bookings; the answer has nobody else's. */
export const presentSitting = (sitting: KnownSitting, mine: Booking[], now: Date): SittingView => ({
  ...sittingFacts(sitting, now),
  mine: mine
    .filter((booking) => booking.sittingId.equals(sitting._id))
    .map((booking) => ({
      bookingId: String(booking._id),
      who: booking.relation ? RELATIONS[booking.relation] : '我',
      state: { code: booking.state, label: BOOKING_STATES[booking.state] },
    })),
})
