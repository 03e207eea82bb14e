import * as endpoints from '@yike/shared/cases/followed-endpoints'
import * as f from '@yike/shared/cases/followed-schemas'
import * as nearby from '@yike/shared/cases/nearby-endpoints'
import * as n from '@yike/shared/cases/nearby-schemas'
import { ById } from '@yike/shared/cases/schemas'
import { Done } from '@yike/shared/zod'
import { Routes, handle, type Call } from '../http/handle'
import type { Actor } from '../http/policy'
import { describeCases, describeReceived, describeTalk } from './describe'
import { findDuplicates } from './duplicates'
import { followCase, listFollowed, loadNeighbours, standingOf, unfollowCase } from './followers'
import { presentFollowedCase, presentLikelyCase, presentNeighbourCase } from './followed-presenter'
import type { CaseRecord } from './model'
import { nearbyCases, publicPlaceOf } from './nearby'
import { problemWithStillBroken, sayStillBroken } from './still-broken'
import { countSent } from './sent-limit'

const rowsOf = async (actor: Actor, records: CaseRecord[]) => {
  const described = await describeReceived(await describeCases(records))
  const standings = await Promise.all(records.map((record) => standingOf(actor, record)))
  return described.map((one, at) => ({ ...one, standing: standings[at]! }))
}
const show = async (record: CaseRecord, { actor, now }: Call) => {
  const [talked] = await describeReceived([await describeTalk(record)])
  const stillBroken = problemWithStillBroken(actor, record, now) === null
  const [standing, where] = await Promise.all([standingOf(actor, record), publicPlaceOf(record)])
  return presentFollowedCase({ ...talked!, standing, where, stillBroken }, now)
}

/** The cases of neighbours, as somebody sees them who did not report them. */
export function followedCaseRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.findDuplicates,
    { input: f.FindDuplicates, output: f.NeighbourCaseList },
    async (input, { actor, now }) => ({
      items: (await rowsOf(actor, await findDuplicates(actor, input, now))).map((row) => presentLikelyCase(row, now)),
    }),
  )
  handle(routes, endpoints.followCase, { input: ById, output: f.FollowedCase }, async ({ id }, call) => {
    await countSent(call, 'follow')
    return show(await followCase(call.actor, id, call.now), call)
  })
  handle(routes, endpoints.unfollowCase, { input: ById, output: Done }, async ({ id }, { actor }) => {
    await unfollowCase(actor, id)
    return { done: true }
  })
  handle(
    routes,
    endpoints.listFollowedCases,
    { input: f.ListFollowed, output: f.NeighbourCasePage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await listFollowed(actor, input)
      const rows = await rowsOf(actor, items)
      const places = await Promise.all(items.map(publicPlaceOf))
      return {
        items: rows.map((row, at) => presentNeighbourCase({ ...row, where: places[at]! }, now)),
        nextCursor,
      }
    },
  )
  handle(routes, endpoints.getFollowedCase, { input: ById, output: f.FollowedCase }, async ({ id }, call) =>
    show(await loadNeighbours(call.actor, id), call),
  )
  handle(
    routes,
    nearby.listNearbyCases,
    { input: n.ListNearbyCases, output: n.NearbyCaseList },
    async (_, { actor, now }) => ({ items: await nearbyCases(actor, now) }),
  )
  handle(routes, nearby.sayStillBroken, { input: n.SayStillBroken, output: f.FollowedCase }, async (input, call) =>
    show(await sayStillBroken(call.actor, input, call.now), call),
  )
  return routes
}
