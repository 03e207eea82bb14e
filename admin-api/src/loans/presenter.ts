import { CONDITIONS, hoursInWords, LOAN_STATES, loanStateOf, THING_KINDS } from '@yike/shared/loans/rules'
import type { LoanOffer, LoanRow, ThingCalendar, ThingView } from '@yike/shared/loans/schemas'
import { dayOf, daysBetween, toApiTime } from '@yike/shared/time/china'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import type { LoanDetails } from './details'
import { presentPhoto } from '../files/store'
import { type Actor } from '../http/policy'
import type { Thing } from './model'
import { loanPolicy } from './policy'
import type { loanOffer, thingCalendar } from './things'
import { phoneLast4 } from '../sealed-values'

const coded = <Code extends string>(labels: Record<Code, string>, code: Code) => ({ code, label: labels[code] })

export const presentThing = (thing: Thing, actor: Actor, now: Date): ThingView => ({
  id: String(thing._id),
  revision: thing.revision,
  kind: coded(THING_KINDS, thing.kind),
  service: { id: String(thing.serviceId), name: thing.serviceName },
  name: thing.name,
  number: thing.number,
  condition: coded(CONDITIONS, thing.condition),
  shelf: thing.shelf,
  note: thing.note,
  active: thing.active,
  out: thing.out && {
    bookingId: String(thing.out.bookingId),
    who: thing.out.who,
    due: thing.out.due,
    isOverdue: thing.out.due < dayOf(now),
  },
  log: [...thing.log].reverse().map(({ at, by, what, condition, note, photoIds }) => ({
    at: toApiTime(at),
    by,
    what,
    condition: coded(CONDITIONS, condition),
    note,
    photos: photoIds.map((id) => presentPhoto(id, now)),
  })),
  can: { edit: loanPolicy.edit(actor, thing) },
})

export const presentOffer = ({ sittingId, maxDays, things }: Awaited<ReturnType<typeof loanOffer>>): LoanOffer => ({
  sittingId: sittingId && String(sittingId),
  maxDays,
  things: things.map(({ thing, taken }) => ({
    id: String(thing._id),
    name: thing.name,
    number: thing.number,
    kind: coded(THING_KINDS, thing.kind),
    condition: coded(CONDITIONS, thing.condition),
    shelf: thing.shelf,
    taken: taken.map(({ startsAt, endsAt }) => ({ from: toApiTime(startsAt), to: toApiTime(endsAt) })),
  })),
})

const stateOf = ({ state }: Booking, loan: LoanDetails, now: Date) =>
  coded(
    LOAN_STATES,
    loanStateOf(
      {
        ...{ to: loan.to, isOff: state === 'cancelled' || state === 'refused' },
        ...{ handedOut: Boolean(loan.handedOutAt), returned: Boolean(loan.returnedAt) },
      },
      now,
    ),
  )

export function presentLoan(booking: Booking, actor: Actor, now: Date): LoanRow {
  const loan = booking.details!.loan!
  const state = stateOf(booking, loan, now)
  const atCounter = bookingPolicy.checkIn(actor, booking)
  const isOut = state.code === 'out' || state.code === 'overdue'
  return {
    bookingId: String(booking._id),
    code: booking.code,
    service: booking.offer.serviceName,
    who: {
      ...{ personId: String(booking.personId), name: booking.personName },
      ...{ phoneLast4: phoneLast4(booking.phone), phone: null },
    },
    thing: {
      id: String(loan.thing!.id),
      name: loan.thing!.name,
      number: loan.thing!.number,
      shelf: loan.thing!.shelf,
    },
    from: loan.from,
    to: loan.to,
    hours: hoursInWords(loan),
    state,
    lateDays: isOut ? Math.max(0, daysBetween(loan.to, dayOf(now))) : 0,
    can: {
      handOut: atCounter && state.code === 'asked' && loan.from <= dayOf(now),
      takeBack: atCounter && isOut,
      extend: atCounter && isOut && loan.fromMinute === undefined,
    },
  }
}

export const presentThingCalendar = (
  { days, things }: Awaited<ReturnType<typeof thingCalendar>>,
  now: Date,
): ThingCalendar => ({
  days,
  things: things.map(({ thing, bookings }) => ({
    id: String(thing._id),
    name: thing.name,
    number: thing.number,
    loans: bookings.map((booking) => ({
      bookingId: String(booking._id),
      who: booking.personName,
      startsAt: toApiTime(booking.startsAt),
      endsAt: toApiTime(booking.endsAt),
      hours: hoursInWords(booking.details!.loan!),
      state: stateOf(booking, booking.details!.loan!, now),
    })),
  })),
})
