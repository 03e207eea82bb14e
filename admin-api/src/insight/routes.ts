import { getHome, getToday } from '@yike/shared/insight/endpoints'
import * as s from '@yike/shared/insight/schemas'
import { Routes, handle } from '../http/handle'
import { gatherHome, gatherToday } from './home'
import { presentHome, presentToday } from './presenter'

export function insightRoutes() {
  const routes = new Routes()
  handle(routes, getHome, { input: s.GetHome, output: s.HomeView }, async (input, { visitor, now }) =>
    presentHome(await gatherHome(visitor, input.near, input.pace, now), now),
  )
  handle(routes, getToday, { input: s.GetToday, output: s.TodayView }, async (_, { actor, now }) =>
    presentToday(await gatherToday(actor, now)),
  )
  return routes
}
