import { Nothing } from '@yike/shared/people/schemas'
import { dayOf } from '@yike/shared/time/china'
import * as endpoints from '@yike/shared/visits/endpoints'
import * as s from '@yike/shared/visits/schemas'
import { bookingsByIds } from '../booking/records'
import type { Booking } from '../booking/model'
import { serviceNames } from '../directory/services'
import { Routes, handle, type Call, type Client } from '../http/handle'
import { personOf } from '../people/me'
import * as carers from './carers'
import * as day from './day'
import type { Carer, Plan } from './model'
import * as plans from './plans'
import { visitPolicy } from './policy'
import { presentCalendar, presentCarer, presentPlan, presentStop, presentUnfinished, presentVisit } from './presenter'
import { carersOfSitting, reassign } from './reassign'
import { previewOfPlan } from './preview'
import * as report from './report'
import { openedPhone } from '../sealed-values'

type Asked = Pick<Call, 'actor' | 'now' | 'saw'>
const channelOf = (client: Client) => (client === 'weapp' ? 'wechat' : 'web')

async function showCarers(found: Carer[], { actor, now }: Pick<Call, 'actor' | 'now'>) {
  const names = await serviceNames(found.flatMap(({ serviceIds }) => serviceIds))
  return found.map((carer) => presentCarer(carer, names, actor, now))
}

async function showVisit(booking: Booking, now: Date, saw?: Call['saw']) {
  saw?.([booking.personId])
  const carerId = booking.details?.visit?.carerId
  const [visit, { tasks }, portrait] = await Promise.all([
    report.visitOf(booking._id),
    carers.visitServiceOf(booking.offer.serviceId),
    carerId ? carers.portraitOf(carerId) : null,
  ])
  return presentVisit(booking, visit, { tasks, portrait }, now)
}

async function showStop({ _id, personId }: Booking, { now, saw }: Pick<Call, 'now' | 'saw'>) {
  saw([personId])
  const [booking] = await bookingsByIds([_id])
  const [stop] = await day.stopsOf([{ booking: booking!, visit: await report.visitOf(_id) }])
  return presentStop(stop!, now)
}

async function showPlans(found: Plan[], { actor, now, saw }: Asked, byStaff: boolean) {
  if (byStaff) saw(found.map(({ personId }) => personId))
  const ids = found.flatMap(({ days }) => days.flatMap(({ bookingId }) => bookingId ?? []))
  const bookings = new Map((await bookingsByIds(ids)).map((booking) => [String(booking._id), booking]))
  const me = byStaff ? null : await personOf(actor)
  const mayEnd = (plan: Plan) => (me ? plans.mayEndAsResident(me, plan) : visitPolicy.plan(actor, plan))
  return found.map((plan) => presentPlan(plan, bookings, mayEnd(plan), now))
}
const showPlan = async (plan: Plan, call: Asked, byStaff: boolean) => (await showPlans([plan], call, byStaff))[0]!

export function visitRoutes() {
  const routes = new Routes()

  handle(routes, endpoints.listCarers, { input: Nothing, output: s.CarerList }, async (_, call) => ({
    items: await showCarers(await carers.listCarers(call.actor), call),
  }))
  handle(routes, endpoints.createCarer, { input: s.CarerInput, output: s.CarerView }, async (input, call) => {
    const [shown] = await showCarers([await carers.createCarer(call.actor, call.key, input, call.now)], call)
    return shown!
  })
  handle(
    routes,
    endpoints.getCarerCalendar,
    { input: s.CalendarAsked, output: s.CarerCalendar },
    async ({ from, days }, { actor, now }) => presentCalendar(await day.calendar(actor, from, days), actor, now),
  )
  handle(routes, endpoints.changeCarer, { input: s.ChangeCarer, output: s.CarerView }, async (input, call) => {
    const [shown] = await showCarers([await carers.changeCarer(call.actor, input)], call)
    return shown!
  })
  handle(
    routes,
    endpoints.getVisitService,
    { input: s.VisitById, output: s.VisitServiceView },
    async ({ id }, { actor }) => {
      const { skills, tasks } = await carers.staffVisitService(actor, id)
      return { skills, tasks }
    },
  )
  handle(
    routes,
    endpoints.setVisitService,
    { input: s.VisitService, output: s.VisitServiceView },
    async (input, { actor }) => carers.setVisitService(actor, input),
  )
  handle(
    routes,
    endpoints.listCarersOfSitting,
    { input: s.CarersOfSitting, output: s.CarersAsked },
    async (input, { actor }) => ({
      items: (await carersOfSitting(actor, input)).map(({ carer, why }) => ({
        id: String(carer._id),
        name: carer.name,
        free: why === null,
        why,
      })),
    }),
  )
  handle(
    routes,
    endpoints.reassignVisit,
    { input: s.Reassign, output: s.VisitOfBooking },
    async (input, { actor, now }) => {
      const { carerId, carerName, carerPhone } = (await reassign(actor, input, now)).details!.visit!
      return { carer: { id: String(carerId), name: carerName, phone: openedPhone(carerPhone) } }
    },
  )
  handle(
    routes,
    endpoints.listUnfinishedVisits,
    { input: Nothing, output: s.UnfinishedList },
    async (_, { actor, now }) => ({
      items: (await day.unfinished(actor, now)).map((one) => presentUnfinished(one, now)),
    }),
  )
  handle(
    routes,
    endpoints.getStaffVisit,
    { input: s.VisitById, output: s.VisitView },
    async ({ id }, { actor, now, saw }) => showVisit(await report.visitForStaff(actor, id, now), now, saw),
  )

  handle(routes, endpoints.getMyVisits, { input: s.MyDay, output: s.CarerDay }, async (input, { actor, now, saw }) => {
    const asked = input.day ?? dayOf(now)
    const stops = await day.myDay(actor, asked)
    saw((stops ?? []).map(({ booking }) => booking.personId))
    return { day: asked, isCarer: stops !== null, items: (stops ?? []).map((stop) => presentStop(stop, now)) }
  })
  const stop = { output: s.CarerVisit }
  handle(routes, endpoints.checkInVisit, { input: s.AtTheDoor, ...stop }, async (input, call) =>
    showStop(await report.checkIn(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.checkOutVisit, { input: s.AtTheDoor, ...stop }, async (input, call) =>
    showStop(await report.checkOut(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.reportVisit, { input: s.Report, ...stop }, async (input, call) =>
    showStop(await report.report(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.getVisit, { input: s.VisitById, output: s.VisitView }, async ({ id }, { actor, now }) =>
    showVisit(await report.visitForFamily(actor, id), now),
  )

  const plan = { output: s.PlanView }
  const byResident = ({ client }: Call) => ({ byStaff: false, channel: channelOf(client) }) as const
  const byStaff = { byStaff: true, channel: 'counter' } as const
  handle(routes, endpoints.previewPlan, { input: s.PreviewPlan, output: s.PlanPreview }, async (input, call) =>
    previewOfPlan(call, input, false),
  )
  handle(routes, endpoints.previewPlanByStaff, { input: s.PreviewPlan, output: s.PlanPreview }, async (input, call) =>
    previewOfPlan(call, input, true),
  )
  handle(routes, endpoints.createPlan, { input: s.PlanInput, ...plan }, async (input, call) =>
    showPlan(await plans.createPlan(call, input, byResident(call)), call, false),
  )
  handle(
    routes,
    endpoints.createPlanByStaff,
    { input: s.StaffPlanInput, ...plan },
    async ({ channel, ...input }, call) =>
      showPlan(await plans.createPlan(call, input, { byStaff: true, channel }), call, true),
  )
  handle(routes, endpoints.listMyPlans, { input: Nothing, output: s.PlanList }, async (_, call) => ({
    items: await showPlans(await plans.myPlans(call.actor), call, false),
  }))
  handle(routes, endpoints.listPlans, { input: s.ListPlans, output: s.PlanList }, async (input, call) => ({
    items: await showPlans(await plans.plansIn(call.actor, input), call, true),
  }))
  handle(routes, endpoints.endPlan, { input: s.EndPlan, ...plan }, async (input, call) =>
    showPlan(await plans.endPlan(call.actor, input, false, call.now), call, false),
  )
  handle(routes, endpoints.endPlanByStaff, { input: s.EndPlan, ...plan }, async (input, call) =>
    showPlan(await plans.endPlan(call.actor, input, true, call.now), call, true),
  )
  handle(routes, endpoints.changePlan, { input: s.ChangePlan, ...plan }, async (input, call) =>
    showPlan(await plans.changePlan(call, input, byResident(call)), call, false),
  )
  handle(routes, endpoints.changePlanByStaff, { input: s.ChangePlan, ...plan }, async (input, call) =>
    showPlan(await plans.changePlan(call, input, byStaff), call, true),
  )
  return routes
}
