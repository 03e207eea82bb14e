import * as endpoints from '@yike/shared/open311/endpoints'
import * as s from '@yike/shared/open311/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { communityById } from '../territory/areas'
import type { PartnerRecord } from './model'
import { communitiesOfPartners, createPartner, listPartners, renewPartnerKey, revokePartnerKey } from './partners'
import { presentPartner } from './presenter'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** The keys of outside systems, for the office. */
export function partnerRoutes() {
  const routes = new Routes()
  const show = async (partner: PartnerRecord) =>
    presentPartner(partner, (await communityById(partner.communityId)).name)
  const shown = { output: s.PartnerWithKey }

  handle(routes, endpoints.listPartners, { input: NoInput, output: s.PartnerList }, async (_, { actor }) => {
    const [partners, communities] = await Promise.all([listPartners(actor), communitiesOfPartners(actor)])
    return {
      items: await Promise.all(partners.map(show)),
      communities: communities.map(({ _id, name }) => ({ id: String(_id), name })),
    }
  })
  handle(routes, endpoints.createPartner, { input: s.CreatePartner, ...shown }, async (input, call) => {
    const { partner, key } = await createPartner(call, input)
    return { ...(await show(partner)), key }
  })
  handle(routes, endpoints.renewPartnerKey, { input: s.PartnerById, ...shown }, async ({ id }, { actor, now }) => {
    const { partner, key } = await renewPartnerKey(actor, id, now)
    return { ...(await show(partner)), key }
  })
  handle(
    routes,
    endpoints.revokePartnerKey,
    { input: s.PartnerById, output: s.Partner },
    async ({ id }, { actor, now }) => show(await revokePartnerKey(actor, id, now)),
  )
  return routes
}
