import type { Types } from 'mongoose'
import { BOOKING_STATES } from '@yike/shared/booking/states'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import { canChangePlan, canReport, PLAN_AGAIN, VISIT_STATES } from '@yike/shared/visits/rules'
import type {
  CalendarVisit,
  CarerCalendar,
  CarerView,
  CarerVisit,
  PlanView,
  VisitView,
} from '@yike/shared/visits/schemas'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { presentPhoto } from '../files/store'
import { type Actor } from '../http/policy'
import type { calendar, Stop } from './day'
import { healthOf } from './health'
import type { Carer, Plan, Stamp, Visit } from './model'
import { visitPolicy } from './policy'
import { stateOf } from './state'
import { openedPhone } from '../sealed-values'

const photoAt = (id: Types.ObjectId | null | undefined, now: Date) => (id ? presentPhoto(id, now) : null)

export const presentCarer = (
  carer: Carer,
  services: ReadonlyMap<string, string>,
  actor: Actor,
  now: Date,
): CarerView => ({
  id: String(carer._id),
  revision: carer.revision,
  name: carer.name,
  phone: openedPhone(carer.phone),
  personId: carer.personId && String(carer.personId),
  skills: carer.skills,
  services: carer.serviceIds.map((id) => ({ id: String(id), name: services.get(String(id)) ?? '' })),
  hours: carer.hours.map(({ weekdays, from, to }) => ({ weekdays, from, to })),
  daysOff: carer.daysOff,
  bufferMinutes: carer.bufferMinutes,
  active: carer.active,
  photo: photoAt(carer.photoId, now),
  can: { edit: visitPolicy.edit(actor, carer) },
})

const stateIn = (booking: Booking, visit: Visit | null, now: Date) => {
  const code = stateOf(booking, visit, now)
  return { code, label: VISIT_STATES[code] }
}

/** The exact position stays in the record: only the distance from the address is shown. */
const stamp = (one: Stamp | null | undefined) =>
  one ? { at: toApiTime(one.at), metres: one.metres, reason: one.reason } : null

/** `portrait`: the photo of the carer; null where there is none, and for the carer's own list. */
export const presentVisit = (
  booking: Booking,
  visit: Visit | null,
  { tasks, portrait }: { tasks: readonly string[]; portrait: Types.ObjectId | null },
  now: Date,
): VisitView => {
  const { vitals, note } = healthOf(visit)
  return {
    bookingId: String(booking._id),
    service: booking.offer.serviceName,
    who: { personId: String(booking.personId), name: booking.personName },
    startsAt: toApiTime(booking.startsAt),
    endsAt: toApiTime(booking.endsAt),
    state: stateIn(booking, visit, now),
    carer: booking.details?.visit
      ? {
          name: booking.details.visit.carerName,
          phone: openedPhone(booking.details.visit.carerPhone),
          photo: photoAt(portrait, now),
        }
      : null,
    checkedIn: stamp(visit?.checkedIn),
    checkedOut: stamp(visit?.checkedOut),
    tasks:
      visit && visit.tasks.length > 0
        ? visit.tasks.map(({ name, done, reason }) => ({ name, done, reason }))
        : tasks.map((name) => ({ name, done: null, reason: null })),
    vitals: vitals && {
      systolic: vitals.systolic,
      diastolic: vitals.diastolic,
      pulse: vitals.pulse,
      temperature: vitals.temperature,
    },
    note,
    photos: visit?.photoIds.map((id) => presentPhoto(id, now)) ?? [],
  }
}

/** Phone numbers are shown for today's visits; the address of a past day is not shown. */
export const presentStop = (stop: Stop, now: Date): CarerVisit => ({
  ...presentVisit(stop.booking, stop.visit, { tasks: stop.tasks, portrait: null }, now),
  ...(stop.booking.day < dayOf(now)
    ? { address: '过去的日子不显示地址', position: null }
    : { address: stop.address, position: stop.position && { lng: stop.position.lng, lat: stop.position.lat } }),
  ...(stop.booking.day === dayOf(now)
    ? {
        phone: stop.phone,
        family: stop.family.flatMap(({ name, phone }) => (phone ? [{ name, phone: openedPhone(phone)! }] : [])),
      }
    : { phone: null, family: [] }),
  wish: stop.booking.note,
  walkMinutes: stop.walkMinutes,
  can: {
    checkIn: stop.visit === null && ['confirmed', 'no_show', 'checked_in'].includes(stop.booking.state),
    checkOut: stop.visit !== null && stop.visit.checkedOut === null,
    report: canReport({ endsAt: stop.booking.endsAt, checkedIn: stop.visit !== null }, now),
  },
})

const presentCalendarVisit = (booking: Booking, visit: Visit | null, actor: Actor, now: Date): CalendarVisit => ({
  bookingId: String(booking._id),
  sittingId: String(booking.sittingId),
  startsAt: toApiTime(booking.startsAt),
  endsAt: toApiTime(booking.endsAt),
  service: booking.offer.serviceName,
  who: booking.personName,
  state: stateIn(booking, visit, now),
  can: {
    move: bookingPolicy.book(actor, booking) && visit === null && ['confirmed', 'offered'].includes(booking.state),
  },
})

export const presentCalendar = (
  { days, carers }: Awaited<ReturnType<typeof calendar>>,
  actor: Actor,
  now: Date,
): CarerCalendar => ({
  days,
  carers: carers.map(({ carer, hours, visits }) => ({
    id: String(carer._id),
    name: carer.name,
    bufferMinutes: carer.bufferMinutes,
    hours,
    visits: visits.map(({ booking, visit }) => presentCalendarVisit(booking, visit, actor, now)),
  })),
})

export const presentUnfinished = ({ booking, visit }: { booking: Booking; visit: Visit | null }, now: Date) => ({
  bookingId: String(booking._id),
  startsAt: toApiTime(booking.startsAt),
  endsAt: toApiTime(booking.endsAt),
  service: booking.offer.serviceName,
  who: booking.personName,
  carer: { name: booking.details?.visit?.carerName ?? '', phone: openedPhone(booking.details?.visit?.carerPhone) },
  state: stateIn(booking, visit, now),
})

/** `bookings`: those of the plan, by id. Days that were never booked are left out after the end. */
export function presentPlan(plan: Plan, bookings: ReadonlyMap<string, Booking>, mayEnd: boolean, now: Date): PlanView {
  const today = dayOf(now)
  return {
    id: String(plan._id),
    service: { id: String(plan.serviceId), name: plan.serviceName },
    who: { personId: String(plan.personId), name: plan.personName },
    madeBy: plan.madeByName,
    weekdays: plan.weekdays,
    minute: plan.minute,
    from: plan.from,
    until: plan.until,
    endsFrom: plan.endsFrom,
    changed: plan.changedTo !== undefined,
    days: plan.days
      .filter(({ day, bookingId }) => bookingId || plan.endsFrom === null || day < plan.endsFrom)
      .sort((a, b) => a.day.localeCompare(b.day))
      .map(({ day, bookingId, reason, again }) => {
        const booking = bookingId && bookings.get(String(bookingId))
        return {
          day,
          state: booking
            ? { code: booking.state, label: BOOKING_STATES[booking.state] }
            : again
              ? PLAN_AGAIN
              : { code: 'refused', label: BOOKING_STATES.refused },
          bookingId: booking ? String(booking._id) : null,
          carer: (booking && booking.details?.visit?.carerName) || null,
          reason,
        }
      }),
    can: {
      end: mayEnd && (plan.endsFrom === null || plan.endsFrom > today) && plan.until >= today,
      change: mayEnd && canChangePlan(plan, today),
    },
  }
}
