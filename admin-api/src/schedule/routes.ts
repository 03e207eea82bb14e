import * as sittingEndpoints from '@yike/shared/booking/endpoints'
import { bookingPolicy } from '../booking/policy'
import * as b from '@yike/shared/booking/schemas'
import * as endpoints from '@yike/shared/schedule/endpoints'
import * as s from '@yike/shared/schedule/schemas'
import { Routes, handle, type Call } from '../http/handle'
import { authorize, type Actor } from '../http/policy'
import { calendarOf } from './calendar'
import { staffBooking } from '../booking/cancel'
import { attendance } from '../booking/list'
import type { Sitting } from '../booking/model'
import { previewReschedule } from './preview-reschedule'
import { daysAsked, sittingsOf, sittingsOn } from '../booking/sittings'
import { rescheduleSitting, rescheduleStep } from './change-sitting'
import { changedSeries, changeSeries, createSeries, draftSeries, listSeries } from './series'
import { closedDays, previewSteps } from './preview'
import { stepsOf } from './series-plan'
import { presentInCalendar, presentSeries, presentStaffSitting } from './presenter'
import { cancelSitting, changeSitting, createSittings } from './sittings'

async function show(sittings: readonly Sitting[], actor: Actor, now: Date) {
  const count = await attendance(sittings)
  return sittings.map((sitting) =>
    presentStaffSitting(
      sitting,
      { checkedIn: count(sitting, 'checked_in'), noShow: count(sitting, 'no_show') },
      actor,
      now,
    ),
  )
}

const showOne = async (sitting: Sitting, { actor, now }: Pick<Call, 'actor' | 'now'>) =>
  (await show([sitting], actor, now))[0]!

/** The routes of series, of the staff calendar, and of its changes. */
export function scheduleRoutes() {
  const routes = new Routes()
  const looked = { output: s.SeriesPreview }

  handle(
    routes,
    sittingEndpoints.createSittings,
    { input: b.SittingInput, output: b.StaffSittingList },
    async (input, { actor, key, now }) => ({
      items: await show(await createSittings(actor, key, input, now), actor, now),
    }),
  )
  handle(
    routes,
    sittingEndpoints.listStaffSittings,
    { input: b.ListSittings, output: b.StaffSittingList },
    async (input, { actor, now }) => {
      const sittings = await sittingsOf(input.id, daysAsked(input.from, input.to, now))
      const mine = sittings.filter((sitting) => bookingPolicy.seesSitting(actor, sitting))
      return { items: await show(mine, actor, now) }
    },
  )
  handle(
    routes,
    sittingEndpoints.changeSitting,
    { input: b.ChangeSitting, output: b.StaffSitting },
    async (input, call) => showOne(await changeSitting(call.actor, input), call),
  )
  handle(
    routes,
    sittingEndpoints.cancelSitting,
    { input: b.CancelSitting, output: b.StaffSitting },
    async (input, call) => showOne(await cancelSitting(call.actor, input, call.now), call),
  )
  handle(
    routes,
    sittingEndpoints.listDay,
    { input: b.ListDay, output: b.StaffSittingList },
    async (input, { actor, now }) => ({
      items: await show(await sittingsOn(actor, input.day, input.placeId), actor, now),
    }),
  )

  handle(
    routes,
    endpoints.listSeries,
    { input: s.ListSeries, output: s.SeriesList },
    async (input, { actor, now }) => ({
      items: (await listSeries(actor, input, now)).map((series) => presentSeries(series, actor, now)),
    }),
  )
  handle(routes, endpoints.previewSeries, { input: s.SeriesInput, ...looked }, async (input, { actor, now }) => {
    const { series, ground } = await draftSeries(actor, input, now)
    const steps = await stepsOf(series, ground, { from: series.validFrom, ends: false }, now)
    return { ...(await previewSteps(steps, actor, now)), closed: closedDays(series, now) }
  })
  handle(
    routes,
    endpoints.createSeries,
    { input: s.SeriesInput, output: s.SeriesView },
    async (input, { actor, key, now }) => presentSeries(await createSeries(actor, key, input, now), actor, now),
  )
  handle(routes, endpoints.previewSeriesChange, { input: s.ChangeSeries, ...looked }, async (input, { actor, now }) => {
    const { after, ground, from } = await changedSeries(actor, input, now)
    return {
      ...(await previewSteps(await stepsOf(after, ground, { from, ends: true }, now), actor, now)),
      closed: closedDays(after, now),
    }
  })
  handle(
    routes,
    endpoints.changeSeries,
    { input: s.ChangeSeries, output: s.SeriesView },
    async (input, { actor, now }) => presentSeries(await changeSeries(actor, input, now), actor, now),
  )
  handle(
    routes,
    endpoints.previewReschedule,
    { input: s.RescheduleSitting, ...looked },
    async (input, { actor, now }) => previewSteps([await rescheduleStep(actor, input, now)], actor, now),
  )
  handle(
    routes,
    endpoints.rescheduleSitting,
    { input: s.RescheduleSitting, output: b.StaffSitting },
    async (input, call) => showOne(await rescheduleSitting(call.actor, input, call.now), call),
  )
  handle(
    routes,
    endpoints.previewBookingMove,
    { input: s.PreviewBookingMove, output: s.BookingMovePreview },
    async (input, { actor, now }) => {
      const booking = await staffBooking(actor, input.id)
      authorize(bookingPolicy.cancel(actor, booking))
      return previewReschedule(booking, input.sittingId, now)
    },
  )
  handle(
    routes,
    endpoints.listCalendar,
    { input: s.ListCalendar, output: s.Calendar },
    async (input, { actor, now }) => {
      const { sittings, conflicts, days } = await calendarOf(actor, input)
      const shown = await show(sittings, actor, now)
      return { items: sittings.map((sitting, at) => presentInCalendar(sitting, shown[at]!)), conflicts, days }
    },
  )
  return routes
}
