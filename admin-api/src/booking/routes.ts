import * as endpoints from '@yike/shared/booking/endpoints'
import * as s from '@yike/shared/booking/schemas'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { personById } from '../people/me'
import { book, bookOnBehalf } from './book'
import * as cancel from './cancel'
import { attendance, bookedIn, findForCheckIn, listMyBookings, listStaffBookings } from './list'
import type { Sitting } from './model'
import { presentBooking, presentSitting, presentStaffBooking, presentStaffSitting, type From } from './presenter'
import { changeSitting, createSittings, daysAsked, sittingsOf, sittingsOn } from './sittings'

async function homeOf(actor: Actor): Promise<From> {
  const { home, settings } = await personById(actor.personId)
  return home?.position ? { position: home.position, pace: settings.pace } : null
}

async function showStaff(sittings: Sitting[], actor: Actor, now: Date) {
  const count = await attendance(sittings.map(({ _id }) => _id))
  return sittings.map((sitting) =>
    presentStaffSitting(
      sitting,
      { checkedIn: count(sitting._id, 'checked_in'), noShow: count(sitting._id, 'no_show') },
      actor,
      now,
    ),
  )
}

export function bookingRoutes() {
  const routes = new Routes()

  handle(
    routes,
    endpoints.listSittings,
    { input: s.ListSittings, output: s.SittingList },
    async (input, { visitor, now }) => {
      const sittings = await sittingsOf(input.id, daysAsked(input.from, input.to, now))
      const mine = visitor
        ? await bookedIn(
            sittings.map(({ _id }) => _id),
            visitor,
          )
        : []
      return { items: sittings.map((sitting) => presentSitting(sitting, mine, now)) }
    },
  )
  handle(
    routes,
    endpoints.bookSitting,
    { input: s.BookSitting, output: s.BookingView },
    async (input, { actor, key, client, now }) => {
      const booking = await book(actor, key, input, client === 'weapp' ? 'wechat' : 'web', now)
      return presentBooking(booking, await homeOf(actor), now)
    },
  )
  handle(
    routes,
    endpoints.listMyBookings,
    { input: s.ListMyBookings, output: s.BookingPage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await listMyBookings(actor, input.when, input.cursor, input.limit, now)
      const from = await homeOf(actor)
      return { items: items.map((booking) => presentBooking(booking, from, now)), nextCursor }
    },
  )
  handle(routes, endpoints.getBooking, { input: s.ById, output: s.BookingView }, async ({ id }, { actor, now }) =>
    presentBooking(await cancel.myBooking(actor, id), await homeOf(actor), now),
  )
  handle(
    routes,
    endpoints.cancelBooking,
    { input: s.CancelBooking, output: s.BookingView },
    async (input, { actor, now }) =>
      presentBooking(await cancel.cancelByResident(actor, input.id, input.reason, now), await homeOf(actor), now),
  )

  handle(
    routes,
    endpoints.createSittings,
    { input: s.SittingInput, output: s.StaffSittingList },
    async (input, { actor, key, now }) => ({
      items: await showStaff(await createSittings(actor, key, input, now), actor, now),
    }),
  )
  handle(
    routes,
    endpoints.listStaffSittings,
    { input: s.ListSittings, output: s.StaffSittingList },
    async (input, { actor, now }) => {
      const sittings = await sittingsOf(input.id, daysAsked(input.from, input.to, now))
      const mine = sittings.filter(({ areas }) =>
        actor.roles.some(({ areaId }) => areas.some((area) => area.equals(areaId))),
      )
      return { items: await showStaff(mine, actor, now) }
    },
  )
  handle(
    routes,
    endpoints.changeSitting,
    { input: s.ChangeSitting, output: s.StaffSitting },
    async (input, { actor, now }) => {
      const [shown] = await showStaff([await changeSitting(actor, input)], actor, now)
      return shown!
    },
  )
  handle(
    routes,
    endpoints.cancelSitting,
    { input: s.CancelSitting, output: s.StaffSitting },
    async (input, { actor, now }) => {
      const [shown] = await showStaff(
        [await cancel.cancelSitting(actor, input.sittingId, input.reason, now)],
        actor,
        now,
      )
      return shown!
    },
  )
  handle(
    routes,
    endpoints.listDay,
    { input: s.ListDay, output: s.StaffSittingList },
    async (input, { actor, now }) => ({
      items: await showStaff(await sittingsOn(actor, input.day, input.placeId), actor, now),
    }),
  )
  handle(
    routes,
    endpoints.listStaffBookings,
    { input: s.ListStaffBookings, output: s.StaffBookingPage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await listStaffBookings(actor, input, now)
      return { items: items.map((booking) => presentStaffBooking(booking, actor, now)), nextCursor }
    },
  )
  handle(
    routes,
    endpoints.bookOnBehalf,
    { input: s.BookOnBehalf, output: s.StaffBooking },
    async (input, { actor, key, now }) => presentStaffBooking(await bookOnBehalf(actor, key, input, now), actor, now),
  )
  handle(
    routes,
    endpoints.findForCheckIn,
    { input: s.FindForCheckIn, output: s.StaffBookingPage },
    async (input, { actor, now }) => ({
      items: (await findForCheckIn(actor, input.code, input.placeId, now)).map((booking) =>
        presentStaffBooking(booking, actor, now),
      ),
      nextCursor: null,
    }),
  )
  for (const [endpoint, verb] of [
    [endpoints.checkIn, cancel.checkIn],
    [endpoints.undoCheckIn, cancel.undoCheckIn],
    [endpoints.markNoShow, cancel.markNoShow],
  ] as const)
    handle(routes, endpoint, { input: s.CheckIn, output: s.StaffBooking }, async ({ id }, { actor, now }) =>
      presentStaffBooking(await verb(actor, id, now), actor, now),
    )
  handle(
    routes,
    endpoints.cancelByStaff,
    { input: s.CancelByStaff, output: s.StaffBooking },
    async (input, { actor, now }) =>
      presentStaffBooking(await cancel.cancelByStaff(actor, input.id, input.reason, now), actor, now),
  )
  return routes
}
