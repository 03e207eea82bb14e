import * as endpoints from '@yike/shared/feeds/endpoints'
import * as s from '@yike/shared/feeds/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Done } from '@yike/shared/zod'
import { Routes, handle, stream } from '../http/handle'
import { exportAttendance, exportBookings } from './exports'
import { feedOf, makeFeed, myFeed, readFeed, revokeFeed, serviceFeed } from './feeds'
import type { Feed } from './model'

const presentFeed = (feed: Pick<Feed, 'madeAt' | 'readAt'> | null): s.FeedView => ({
  madeAt: feed && toApiTime(feed.madeAt),
  readAt: feed?.readAt ? toApiTime(feed.readAt) : null,
})

/** The routes of files for the office and calendars for other programs. */
export function feedRoutes() {
  const routes = new Routes()
  const done = { done: true as const }
  const seen = { output: s.FeedView }
  const made = { output: s.FeedMade }

  stream(routes, endpoints.exportBookings, { input: s.ExportBookings }, (input, call) => exportBookings(call, input))
  stream(routes, endpoints.exportAttendance, { input: s.ExportAttendance }, (input, call) =>
    exportAttendance(call, input),
  )
  stream(routes, endpoints.readFeed, { input: s.ReadFeed }, ({ token }, { now }) => readFeed(token, now))

  handle(routes, endpoints.getMyFeed, { input: Nothing, ...seen }, async (_, { actor }) =>
    presentFeed(await feedOf(myFeed(actor))),
  )
  handle(routes, endpoints.makeMyFeed, { input: Nothing, ...made }, async (_, { actor, now }) => {
    const { path, ...feed } = await makeFeed(myFeed(actor), now)
    return { ...presentFeed(feed), path }
  })
  handle(routes, endpoints.revokeMyFeed, { input: Nothing, output: Done }, async (_, { actor }) => {
    await revokeFeed(myFeed(actor))
    return done
  })
  handle(routes, endpoints.getServiceFeed, { input: s.ServiceById, ...seen }, async ({ id }, { actor }) =>
    presentFeed(await feedOf(await serviceFeed(actor, id, 'booking.read'))),
  )
  handle(routes, endpoints.makeServiceFeed, { input: s.ServiceById, ...made }, async ({ id }, { actor, now }) => {
    const { path, ...feed } = await makeFeed(await serviceFeed(actor, id, 'sitting.edit'), now)
    return { ...presentFeed(feed), path }
  })
  handle(routes, endpoints.revokeServiceFeed, { input: s.ServiceById, output: Done }, async ({ id }, { actor }) => {
    await revokeFeed(await serviceFeed(actor, id, 'sitting.edit'))
    return done
  })
  return routes
}
