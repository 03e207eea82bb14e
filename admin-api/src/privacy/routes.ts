import * as endpoints from '@yike/shared/privacy/endpoints'
import * as s from '@yike/shared/privacy/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { handle, Routes, type Call } from '../http/handle'
import { givePurpose, listPurposes, withdrawPurpose } from './consents'
import { previewErasure, requestErasure, takeBackErasure } from './erasure'
import { exportPerson } from './export'
import { listDeaths, previewDeath, recordDeath, undoDeath } from './death'
import { presentDeath, presentDeathPreview, presentErasure } from './presenter'

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
  const showPurposes = async ({ actor }: Call) => ({ items: await listPurposes(actor.personId) })
  handle(routes, endpoints.listPurposes, { input: s.Nothing, output: s.PurposeList }, (_, call) => showPurposes(call))
  handle(routes, endpoints.givePurpose, { input: s.GivePurpose, output: s.PurposeList }, async (input, call) => {
    await givePurpose(call.actor.personId, input, call.now)
    return showPurposes(call)
  })
  handle(
    routes,
    endpoints.withdrawPurpose,
    { input: s.OfPurpose, output: s.PurposeList },
    async ({ purpose }, call) => {
      await withdrawPurpose(call.actor.personId, purpose, call.now)
      return showPurposes(call)
    },
  )
  const showDeath = async (personId: string, { actor, now, saw }: Call) => {
    const preview = await previewDeath(actor, personId, now)
    saw([preview.person._id])
    return presentDeathPreview(preview, now)
  }
  const showDeaths = async ({ actor, now, saw }: Call) => {
    const deaths = await listDeaths(actor)
    saw(deaths.map(({ personId }) => personId))
    return { items: deaths.map((death) => presentDeath(death, now)) }
  }
  handle(routes, endpoints.previewDeath, { input: s.OfPerson, output: s.DeathPreview }, ({ personId }, call) =>
    showDeath(personId, call),
  )
  handle(routes, endpoints.recordDeath, { input: s.RecordDeath, output: s.DeathPreview }, async (input, call) => {
    await recordDeath(call.actor, input, call.now)
    return showDeath(input.personId, call)
  })
  handle(routes, endpoints.listDeaths, { input: s.Nothing, output: s.DeathList }, (_, call) => showDeaths(call))
  handle(routes, endpoints.undoDeath, { input: s.OfDeath, output: s.DeathList }, async ({ id }, call) => {
    await undoDeath(call.actor, id, call.now)
    return showDeaths(call)
  })
  return routes
}
