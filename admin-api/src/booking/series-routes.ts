import * as endpoints from '@yike/shared/booking/series-endpoints'
import * as s from '@yike/shared/booking/series-schemas'
import { StaffSitting } from '@yike/shared/booking/schemas'
import { Routes, handle } from '../http/handle'
import { authorize, may, type Actor } from '../http/policy'
import { calendarOf } from './calendar'
import { staffBooking } from './cancel'
import { attendance } from './list'
import type { Sitting } from './model'
import { lookAtMove } from './look-move'
import { presentStaffSitting } from './presenter'
import { rearrange, rearranging } from './rearrange'
import { changedSeries, changeSeries, createSeries, draftSeries, listSeries } from './series'
import { closedDays, lookAt } from './series-look'
import { stepsOf } from './series-plan'
import { presentInCalendar, presentSeries } from './series-presenter'

async function showing(sittings: readonly Sitting[], actor: Actor, now: Date) {
  const count = await attendance(sittings)
  return (sitting: Sitting) =>
    presentStaffSitting(
      sitting,
      { checkedIn: count(sitting, 'checked_in'), noShow: count(sitting, 'no_show') },
      actor,
      now,
    )
}

/** Rules that make sittings, the calendar of the staff, and what is moved in it. */
export function seriesRoutes() {
  const routes = new Routes()
  const looked = { output: s.SeriesLook }

  handle(
    routes,
    endpoints.listSeries,
    { input: s.ListSeries, output: s.SeriesList },
    async (input, { actor, now }) => ({
      items: (await listSeries(actor, input, now)).map((series) => presentSeries(series, actor, now)),
    }),
  )
  handle(routes, endpoints.lookAtNewSeries, { input: s.SeriesInput, ...looked }, async (input, { actor, now }) => {
    const { series, ground } = await draftSeries(actor, input, now)
    const steps = await stepsOf(series, ground, { from: series.validFrom, ends: false }, now)
    return { ...(await lookAt(steps, now)), closed: closedDays(series, now) }
  })
  handle(
    routes,
    endpoints.createSeries,
    { input: s.SeriesInput, output: s.SeriesView },
    async (input, { actor, key, now }) => presentSeries(await createSeries(actor, key, input, now), actor, now),
  )
  handle(routes, endpoints.lookAtSeriesChange, { input: s.ChangeSeries, ...looked }, async (input, { actor, now }) => {
    const { after, ground, from } = await changedSeries(actor, input, now)
    return {
      ...(await lookAt(await stepsOf(after, ground, { from, ends: true }, now), now)),
      closed: closedDays(after, now),
    }
  })
  handle(
    routes,
    endpoints.changeSeries,
    { input: s.ChangeSeries, output: s.SeriesView },
    async (input, { actor, now }) => presentSeries(await changeSeries(actor, input, now), actor, now),
  )
  handle(routes, endpoints.lookAtRearranging, { input: s.Rearrange, ...looked }, async (input, { actor, now }) =>
    lookAt([await rearranging(actor, input, now)], now),
  )
  handle(
    routes,
    endpoints.rearrangeSitting,
    { input: s.Rearrange, output: StaffSitting },
    async (input, { actor, now }) => {
      const sitting = await rearrange(actor, input, now)
      return (await showing([sitting], actor, now))(sitting)
    },
  )
  handle(routes, endpoints.lookAtMove, { input: s.LookMove, output: s.MoveLook }, async (input, { actor, now }) => {
    const booking = await staffBooking(actor, input.id)
    authorize(may(actor, 'booking.cancel', booking.areas))
    return lookAtMove(booking, input.sittingId, now)
  })
  handle(
    routes,
    endpoints.listCalendar,
    { input: s.ListCalendar, output: s.Calendar },
    async (input, { actor, now }) => {
      const { sittings, conflicts, days } = await calendarOf(actor, input)
      const show = await showing(sittings, actor, now)
      return { items: sittings.map((sitting) => presentInCalendar(sitting, show(sitting))), conflicts, days }
    },
  )
  return routes
}
