import * as endpoints from '@yike/shared/hall/endpoints'
import * as s from '@yike/shared/hall/schemas'
import { maskName } from '@yike/shared/hall/rules'
import { Done, type z } from '@yike/shared/zod'
import { placeById } from '../directory/find'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { checkInAtKiosk, deskOf, findArrivals, type BookingDoor } from './arrivals'
import { callAgain, callNext, callTicket } from './call'
import * as halls from './halls'
import * as kiosks from './kiosks'
import type { Hall, Ticket } from './model'
import * as presenter from './presenter'
import { countWaiting, queueAt, ticketsOf } from './queue'
import * as steps from './transitions'
import { takeAtKiosk, takeByPhone, takeForSomebody } from './take'

const NoInput = s.NoInput as unknown as z.ZodType<Record<string, never>, Record<string, never>>
const done = { done: true } as const
/**
 * Numbers that one device gives in a minute: above what a queue of people takes, far below what a child's thumb does.
 */
const TICKETS_A_MINUTE = 20

const showTicket = async (ticket: Ticket, now: Date) =>
  presenter.presentTicket(ticket, await queueAt(ticket.placeId, now), now)
const showBoard = async (hall: Hall, actor: Actor, now: Date) =>
  presenter.presentBoard(hall, await queueAt(hall.placeId, now), await kiosks.kiosksAt(hall.placeId), actor)
const showSettings = async (hall: Parameters<typeof presenter.presentSettings>[0], actor: Actor, now: Date) =>
  presenter.presentSettings(hall, await kiosks.kiosksAt(hall.placeId), actor, now)

/** The routes of the halls; `bookings` is the door to booking. */
export function hallRoutes(bookings: BookingDoor) {
  const routes = new Routes()
  residentRoutes(routes)
  windowRoutes(routes)
  settingsRoutes(routes)
  deviceRoutes(routes, bookings)
  return routes
}

function residentRoutes(routes: Routes) {
  handle(routes, endpoints.getHall, { input: s.ById, output: s.HallView }, async ({ id }, { now }) => {
    const hall = await halls.hallAt(id)
    return presenter.presentHall(hall, await queueAt(hall.placeId, now))
  })
  handle(routes, endpoints.listPlaceHalls, { input: s.ById, output: s.PlaceHalls }, async ({ id }, { now }) => {
    const found = await halls.hallsAt(id)
    const items = found.map(async (hall) => presenter.presentHall(hall, await queueAt(hall.placeId, now)))
    return { items: await Promise.all(items) }
  })
  handle(
    routes,
    endpoints.takeTicket,
    { input: s.TakeTicket, output: s.TicketView },
    async (input, { actor, key, now }) => showTicket(await takeByPhone(actor, key, input, now), now),
  )
  handle(routes, endpoints.listMyTickets, { input: NoInput, output: s.TicketList }, async (_, { actor, now }) => ({
    items: (await ticketsOf(actor, now)).map(({ ticket, queue }) => presenter.presentTicket(ticket, queue, now)),
  }))
  handle(routes, endpoints.getTicket, { input: s.ById, output: s.TicketView }, async ({ id }, { actor, now }) =>
    showTicket(await steps.myTicket(actor, id), now),
  )
  handle(routes, endpoints.leaveTicket, { input: s.ById, output: s.TicketView }, async ({ id }, { actor, now }) =>
    showTicket(await steps.leaveQueue(actor, id, now), now),
  )
}

function windowRoutes(routes: Routes) {
  handle(routes, endpoints.listHalls, { input: NoInput, output: s.HallList }, async (_, { actor, now }) => ({
    items: (await countWaiting(await halls.hallsOf(actor), now)).map(({ hall, waiting }) =>
      presenter.presentHallCard(hall, waiting, actor),
    ),
  }))
  handle(routes, endpoints.getHallBoard, { input: s.ById, output: s.HallBoard }, async ({ id }, { actor, now }) =>
    showBoard(await halls.staffHall(actor, id), actor, now),
  )
  handle(
    routes,
    endpoints.takeForSomebody,
    { input: s.TakeForSomebody, output: s.StaffTicket },
    async (input, { actor, key, now }) =>
      presenter.presentStaffTicket(await takeForSomebody(actor, key, input, now), now),
  )
  handle(routes, endpoints.callNext, { input: s.CallNext, output: s.CallNextAnswer }, async (input, { actor, now }) => {
    const ticket = await callNext(actor, input, now)
    return { ticket: ticket && presenter.presentStaffTicket(ticket, now) }
  })
  handle(routes, endpoints.callTicket, { input: s.CallTicket, output: s.StaffTicket }, async (input, { actor, now }) =>
    presenter.presentStaffTicket(await callTicket(actor, input, now), now),
  )
  for (const [endpoint, verb] of [
    [endpoints.callAgain, callAgain],
    [endpoints.serveTicket, steps.serve],
    [endpoints.missTicket, steps.miss],
    [endpoints.putBackTicket, steps.putBack],
    [endpoints.undoTicket, steps.undo],
  ] as const)
    handle(routes, endpoint, { input: s.ById, output: s.StaffTicket }, async ({ id }, { actor, now }) =>
      presenter.presentStaffTicket(await verb(actor, id, now), now),
    )
  handle(
    routes,
    endpoints.transferTicket,
    { input: s.TransferTicket, output: s.StaffTicket },
    async ({ id, letter }, { actor, now }) =>
      presenter.presentStaffTicket(await steps.transfer(actor, id, letter, now), now),
  )
  handle(
    routes,
    endpoints.answerHelp,
    { input: s.OfKiosk, output: s.HallBoard },
    async ({ id, kioskId }, { actor, now }) => showBoard(await kiosks.answerHelp(actor, id, kioskId), actor, now),
  )
}

function settingsRoutes(routes: Routes) {
  handle(routes, endpoints.getHallSettings, { input: s.ById, output: s.HallSettings }, async ({ id }, { actor, now }) =>
    showSettings(await halls.hallOrNone(actor, id), actor, now),
  )
  handle(routes, endpoints.saveHall, { input: s.SaveHall, output: s.HallSettings }, async (input, { actor, now }) =>
    showSettings(await halls.saveHall(actor, input, now), actor, now),
  )
  for (const [endpoint, verb] of [
    [endpoints.renewDisplay, halls.renewDisplay],
    [endpoints.revokeDisplay, halls.revokeDisplay],
  ] as const)
    handle(routes, endpoint, { input: s.ById, output: s.HallSettings }, async ({ id }, { actor, now }) =>
      showSettings(await verb(actor, id), actor, now),
    )
  handle(
    routes,
    endpoints.addKiosk,
    { input: s.AddKiosk, output: s.HallSettings },
    async ({ id, name }, { actor, now }) => showSettings(await kiosks.addKiosk(actor, id, name, now), actor, now),
  )
  handle(
    routes,
    endpoints.revokeKiosk,
    { input: s.OfKiosk, output: s.HallSettings },
    async ({ id, kioskId }, { actor, now }) => showSettings(await kiosks.revokeKiosk(actor, id, kioskId), actor, now),
  )
}

function deviceRoutes(routes: Routes, bookings: BookingDoor) {
  handle(routes, endpoints.getScreen, { input: s.ById, output: s.HallScreen }, async ({ id }, { device, now }) => {
    const hall = await halls.hallOfScreen(id, device)
    const [queue, sittings] = await Promise.all([
      queueAt(hall.placeId, now),
      bookings.sittingsToday(deskOf(hall), hall.placeId, now),
    ])
    return presenter.presentScreen(hall, queue, sittings, now)
  })
  handle(routes, endpoints.pairKiosk, { input: s.PairKiosk, output: s.PairedKiosk }, async ({ code }, { ip, now }) => {
    const { token, kiosk, hall } = await kiosks.pairKiosk(code, ip, now)
    return { token, placeName: hall.placeName, name: kiosk.name }
  })
  handle(routes, endpoints.getKiosk, { input: NoInput, output: s.KioskView }, async (_, { device, now }) => {
    const { hall } = await kiosks.kioskOf(device, now)
    const [queue, sittings, { phone }] = await Promise.all([
      queueAt(hall.placeId, now),
      bookings.sittingsToday(deskOf(hall), hall.placeId, now),
      placeById(String(hall.placeId)),
    ])
    return presenter.presentKiosk(hall, phone, queue, sittings)
  })
  handle(
    routes,
    endpoints.takeAtKiosk,
    { input: s.TakeAtKiosk, output: s.Slip },
    async ({ letter }, { device, key, now }) => {
      const { kiosk, hall } = await kiosks.kioskOf(device, now)
      await kiosks.countTry(`take:${String(kiosk._id)}`, TICKETS_A_MINUTE, now)
      const ticket = await takeAtKiosk(hall, { kioskId: kiosk._id, key, letter }, now)
      return presenter.presentSlip(ticket, hall, await queueAt(hall.placeId, now))
    },
  )
  handle(
    routes,
    endpoints.findAtKiosk,
    { input: s.FindAtKiosk, output: s.KioskBookings },
    async (input, { device, now }) => {
      const { kiosk, hall } = await kiosks.kioskOf(device, now)
      return { items: (await findArrivals({ bookings, hall, kiosk }, input, now)).map(presenter.presentArriving) }
    },
  )
  handle(
    routes,
    endpoints.checkInAtKiosk,
    { input: s.CheckInAtKiosk, output: s.KioskArrival },
    async (input, { device, now }) => {
      const { kiosk, hall } = await kiosks.kioskOf(device, now)
      const { personName, title, ticket } = await checkInAtKiosk({ bookings, hall, kiosk }, input, now)
      return {
        who: maskName(personName),
        title,
        slip: ticket && presenter.presentSlip(ticket, hall, await queueAt(hall.placeId, now)),
      }
    },
  )
  handle(routes, endpoints.askForHelp, { input: NoInput, output: Done }, async (_, { device, now }) => {
    const { kiosk } = await kiosks.kioskOf(device, now)
    await kiosks.askForHelp(kiosk, now)
    return done
  })
}
