import * as endpoints from '@yike/shared/booking/endpoints'
import * as s from '@yike/shared/booking/schemas'
import { Nothing, ShownPhone } from '@yike/shared/people/schemas'
import { Done } from '@yike/shared/zod'
import { Routes, handle, type Call, type Client } from '../http/handle'
import type { Actor } from '../http/policy'
import { revealPhone } from '../people/access-log'
import { personOf } from '../people/me'
import * as attend from './attendance'
import { book, bookOnBehalf } from './book'
import * as cancel from './cancel'
import { contactOf } from './contact'
import * as hold from './hold'
import { bookedIn, findForCheckIn, listMyBookings, listStaffBookings } from './list'
import { asSeenBy } from './audience'
import { knownSittings, type KnownSitting } from './known-sittings'
import type { Booking } from './model'
import { acceptByStaff, acceptOffer, aheadOf, declineByStaff, openOffers } from './offers'
import { presentBooking, presentSitting, presentStaffBooking } from './presenter'
import { rescheduleByResident, rescheduleByStaff } from './reschedule'
import { daysAsked } from './sittings'
import { tappedAt } from './tapped-at'
import { usualBookings } from './usual'
import { homeOf } from '../people/sealed-facts'

async function show(bookings: Booking[], actor: Actor, now: Date) {
  const reader = await personOf(actor)
  const { settings } = reader
  const home = homeOf(reader)
  const from = home?.position ? { position: home.position, pace: settings.pace } : null
  const ahead = await aheadOf(bookings)
  return bookings.map((booking) => presentBooking(asSeenBy(reader, booking), from, ahead, now))
}

const showOne = async (booking: Booking, { actor, now }: Pick<Call, 'actor' | 'now'>) =>
  (await show([booking], actor, now))[0]!

async function showToStaff(bookings: Booking[], { actor, now, saw }: Pick<Call, 'actor' | 'now' | 'saw'>) {
  saw(bookings.map(({ personId }) => personId))
  const ahead = await aheadOf(bookings)
  return bookings.map((booking) => presentStaffBooking(booking, actor, ahead, now))
}

const showOneToStaff = async (booking: Booking, call: Pick<Call, 'actor' | 'now' | 'saw'>) =>
  (await showToStaff([booking], call))[0]!

const channelOf = (client: Client) => (client === 'weapp' ? 'wechat' : 'web')

export function bookingRoutes() {
  const routes = new Routes()

  handle(
    routes,
    endpoints.listSittings,
    { input: s.ListSittings, output: s.SittingList },
    async (input, { visitor, now }) => {
      const [sittings] = (await knownSittings([input.id], daysAsked(input.from, input.to, now))) as [KnownSitting[]]
      const mine = visitor ? await bookedIn(sittings, visitor) : []
      return { items: sittings.map((sitting) => presentSitting(sitting, mine, now)) }
    },
  )
  const made = { output: s.BookingView }
  handle(routes, endpoints.bookSitting, { input: s.BookSitting, ...made }, async (input, call) =>
    showOne(await book(call, input, { channel: channelOf(call.client) }), call),
  )
  handle(routes, endpoints.holdPlaces, { input: s.HoldPlaces, ...made }, async (input, call) =>
    showOne(await hold.holdPlaces(call, input, channelOf(call.client)), call),
  )
  handle(routes, endpoints.renewHold, { input: s.ById, ...made }, async ({ id }, call) =>
    showOne(await hold.renewHold(call.actor, id, call.now), call),
  )
  handle(routes, endpoints.confirmHold, { input: s.ConfirmHold, ...made }, async (input, call) =>
    showOne(await hold.confirmHold(call, input, channelOf(call.client)), call),
  )
  handle(routes, endpoints.giveUpHold, { input: s.ById, output: Done }, async ({ id }, { actor, now }) => {
    await hold.giveUpHold(actor, id, now)
    return { done: true as const }
  })
  handle(
    routes,
    endpoints.listMyBookings,
    { input: s.ListMyBookings, output: s.BookingPage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await listMyBookings(actor, input, now)
      return { items: await show(items, actor, now), nextCursor }
    },
  )
  handle(
    routes,
    endpoints.listUsualBookings,
    { input: Nothing, output: s.UsualBookings },
    async (_, { actor, now }) => {
      const usual = await usualBookings(actor, now)
      const shown = await show(
        usual.map(({ last }) => last),
        actor,
        now,
      )
      return { items: usual.map(({ times }, at) => ({ times, last: shown[at]! })) }
    },
  )
  handle(routes, endpoints.getBooking, { input: s.ById, ...made }, async ({ id }, call) =>
    showOne(await cancel.myBooking(call.actor, id), call),
  )
  handle(routes, endpoints.cancelBooking, { input: s.CancelBooking, ...made }, async (input, call) =>
    showOne(await cancel.cancelByResident(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.acceptOffer, { input: s.ById, ...made }, async ({ id }, call) =>
    showOne(await acceptOffer(await cancel.myBooking(call.actor, id), call.now), call),
  )
  handle(routes, endpoints.rescheduleBooking, { input: s.Reschedule, ...made }, async (input, call) =>
    showOne(await rescheduleByResident(call, input, channelOf(call.client)), call),
  )
  handle(routes, endpoints.appealNoShow, { input: s.Appeal, ...made }, async ({ id, words }, call) =>
    showOne(await attend.appeal(call.actor, id, words, call.now), call),
  )

  handle(
    routes,
    endpoints.listStaffBookings,
    { input: s.ListStaffBookings, output: s.StaffBookingPage },
    async (input, call) => {
      const { items, nextCursor } = await listStaffBookings(call.actor, input, call.now)
      return { items: await showToStaff(items, call), nextCursor }
    },
  )
  const staffMade = { output: s.StaffBooking }
  handle(routes, endpoints.bookOnBehalf, { input: s.BookOnBehalf, ...staffMade }, async (input, call) =>
    showOneToStaff(await bookOnBehalf(call, input), call),
  )
  handle(
    routes,
    endpoints.findForCheckIn,
    { input: s.FindForCheckIn, output: s.StaffBookingPage },
    async (input, call) => ({
      items: await showToStaff(await findForCheckIn(call.actor, input.code, input.placeId, call.now), call),
      nextCursor: null,
    }),
  )
  handle(routes, endpoints.showBookingPhone, { input: s.ById, output: ShownPhone }, async ({ id }, { actor, now }) =>
    revealPhone(actor, await contactOf(actor, id), 'booking', now),
  )
  for (const [endpoint, verb] of [
    [endpoints.checkIn, attend.checkIn],
    [endpoints.undoCheckIn, attend.undoCheckIn],
    [endpoints.markNoShow, attend.markNoShow],
  ] as const)
    handle(routes, endpoint, { input: s.CheckIn, ...staffMade }, async ({ id, at }, call) =>
      showOneToStaff(await verb(call.actor, id, tappedAt(at, call.now)), call),
    )
  handle(routes, endpoints.cancelByStaff, { input: s.CancelByStaff, ...staffMade }, async (input, call) =>
    showOneToStaff(await cancel.cancelByStaff(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.rescheduleByStaff, { input: s.Reschedule, ...staffMade }, async (input, call) =>
    showOneToStaff(await rescheduleByStaff(call, input), call),
  )
  handle(routes, endpoints.acceptByStaff, { input: s.ById, ...staffMade }, async ({ id }, call) =>
    showOneToStaff(await acceptByStaff(call.actor, id, call.now), call),
  )
  handle(routes, endpoints.declineByStaff, { input: s.ById, ...staffMade }, async ({ id }, call) =>
    showOneToStaff(await declineByStaff(call.actor, id, call.now), call),
  )
  handle(routes, endpoints.decideAppeal, { input: s.DecideAppeal, ...staffMade }, async ({ id, ...decision }, call) =>
    showOneToStaff(await attend.decideAppeal(call.actor, id, decision, call.now), call),
  )
  for (const [endpoint, list] of [
    [endpoints.listOffers, openOffers],
    [endpoints.listAppeals, attend.openAppeals],
  ] as const)
    handle(routes, endpoint, { input: Nothing, output: s.StaffBookingPage }, async (_, call) => ({
      items: await showToStaff(await list(call.actor), call),
      nextCursor: null,
    }))
  return routes
}
