import * as endpoints from '@yike/shared/privacy/endpoints'
import * as s from '@yike/shared/privacy/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { handle, Routes, type Call } from '../http/handle'
import { previewErasure, requestErasure, takeBackErasure } from './erasure'
import { exportPerson } from './export'
import { presentErasure } from './presenter'

/** The data of the caller: read whole, and deleted. */
export function privacyRoutes() {
  const routes = new Routes()
  const show = async ({ actor, now }: Call) => presentErasure(await previewErasure(actor.personId, now))
  handle(routes, endpoints.exportMe, { input: s.Nothing, output: s.PersonExport }, async (_, { actor, now }) => ({
    madeAt: toApiTime(now),
    ...(await exportPerson(actor.personId, now)),
  }))
  handle(routes, endpoints.getErasure, { input: s.Nothing, output: s.ErasureView }, (_, call) => show(call))
  handle(
    routes,
    endpoints.requestErasure,
    { input: s.RequestErasure, output: s.ErasureView },
    async ({ seen }, call) => {
      await requestErasure(call.actor, seen, call.now)
      call.dropTokens()
      return show(call)
    },
  )
  handle(routes, endpoints.takeBackErasure, { input: s.Nothing, output: s.ErasureView }, async (_, call) => {
    await takeBackErasure(call.actor, call.now)
    return show(call)
  })
  return routes
}
