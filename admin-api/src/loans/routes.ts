import * as endpoints from '@yike/shared/loans/endpoints'
import * as s from '@yike/shared/loans/schemas'
import type { Booking } from '../booking/model'
import { tappedAt } from '../booking/tapped-at'
import { Routes, handle, type Call } from '../http/handle'
import * as counter from './counter'
import { showLoan } from './lend'
import { lendAtCounter } from './lend-at-counter'
import { presentLoan, presentOffer, presentThing, presentThingCalendar } from './presenter'
import * as things from './things'

function show(booking: Booking, { actor, now, saw }: Call) {
  saw([booking.personId])
  return presentLoan(booking, actor, now)
}

export function loanRoutes() {
  const routes = new Routes()

  handle(routes, endpoints.getLoanOffer, { input: s.LoanById, output: s.LoanOffer }, async ({ id }, { now }) =>
    presentOffer(await things.loanOffer(id, now)),
  )
  handle(
    routes,
    endpoints.extendMyLoan,
    { input: s.Extend, output: s.LoanOfBooking },
    async (input, { actor, now }) => {
      const booking = await counter.extendByResident(actor, input, now)
      return showLoan(booking, booking.details!.loan!, now)
    },
  )

  handle(routes, endpoints.listThings, { input: s.ListThings, output: s.ThingList }, async (input, { actor, now }) => ({
    items: (await things.listThings(actor, input.serviceId)).map((thing) => presentThing(thing, actor, now)),
  }))
  const thing = { output: s.ThingView }
  handle(routes, endpoints.createThing, { input: s.ThingInput, ...thing }, async (input, { actor, key, now }) =>
    presentThing(await things.createThing(actor, key, input, now), actor, now),
  )
  handle(
    routes,
    endpoints.getThingCalendar,
    { input: s.ThingCalendarAsked, output: s.ThingCalendar },
    async ({ from, days }, { actor, now }) => presentThingCalendar(await things.thingCalendar(actor, from, days), now),
  )
  handle(routes, endpoints.changeThing, { input: s.ChangeThing, ...thing }, async (input, { actor, now }) =>
    presentThing(await things.changeThing(actor, input), actor, now),
  )
  const service = { output: s.LoanServiceView }
  handle(routes, endpoints.getLoanService, { input: s.LoanById, ...service }, async ({ id }, { actor }) =>
    things.staffLoanService(actor, id),
  )
  handle(routes, endpoints.setLoanService, { input: s.LoanServiceInput, ...service }, async (input, { actor, now }) =>
    things.setLoanService(actor, input, now),
  )

  handle(routes, endpoints.listLoans, { input: s.ListLoans, output: s.LoanList }, async ({ view }, call) => ({
    items: (await counter.listLoans(call.actor, view, call.now)).map((booking) => show(booking, call)),
  }))
  const loan = { output: s.LoanRow }
  handle(routes, endpoints.lendAtCounter, { input: s.LendAtCounter, ...loan }, async (input, call) =>
    show(await lendAtCounter(call, input), call),
  )
  handle(routes, endpoints.handOut, { input: s.OverTheCounter, ...loan }, async ({ at, ...input }, call) =>
    show(await counter.handOut(call.actor, input, tappedAt(at, call.now)), call),
  )
  handle(routes, endpoints.takeBack, { input: s.OverTheCounter, ...loan }, async ({ at, ...input }, call) =>
    show(await counter.takeBack(call.actor, input, tappedAt(at, call.now)), call),
  )
  handle(routes, endpoints.extendLoan, { input: s.Extend, ...loan }, async (input, call) =>
    show(await counter.extendByStaff(call.actor, input, call.now), call),
  )
  return routes
}
