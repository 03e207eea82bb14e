import { CASE_KINDS } from '@yike/shared/cases/kinds'
import type * as s from '@yike/shared/open311/schemas'
import { serviceCodeOf, statusOf } from '@yike/shared/open311/geo-report'
import { toWgs84 } from '@yike/shared/geo/systems'
import { toApiTime } from '@yike/shared/time/china'
import type { PublishedCase, PublishedStep } from '../cases/published'
import type { PartnerRecord } from './model'

export function presentPartner(partner: PartnerRecord, communityName: string): s.Partner {
  const { _id, name, communityId, madeAt, keyMadeAt, usedAt, revokedAt } = partner
  return {
    id: String(_id),
    name,
    community: { id: String(communityId), name: communityName },
    madeAt: toApiTime(madeAt),
    keyMadeAt: toApiTime(keyMadeAt),
    usedAt: usedAt && toApiTime(usedAt),
    revokedAt: revokedAt && toApiTime(revokedAt),
  }
}

/** About a metre. */
const DEGREES = 5

/** A published case as `request` of GeoReport v2. `communities`: names by id. */
export function presentRequest(c: PublishedCase, communities: ReadonlyMap<string, string>) {
  const last = c.steps.at(-1)
  const community = communities.get(String(c.communityId)) ?? null
  const position = c.position && toWgs84(c.position)
  const merged = c.survivorId && `和同一件事一起办，编号 ${String(c.survivorId)}`
  return {
    service_request_id: String(c.id),
    status: statusOf(c.state),
    status_notes: c.state === 'merged' ? (merged ?? last?.what ?? null) : (last?.what ?? null),
    service_name: c.category?.shown ?? CASE_KINDS[c.kind].label,
    service_code: c.category && serviceCodeOf(c.kind, c.category._id),
    // Words of residents are not published: they may name somebody.
    description: [CASE_KINDS[c.kind].label, c.category?.shown].filter(Boolean).join('：'),
    agency_responsible: community,
    service_notice: null,
    requested_datetime: toApiTime(c.filedAt),
    updated_datetime: toApiTime(last?.at ?? c.filedAt),
    expected_datetime: c.dueAt && toApiTime(c.dueAt),
    address: community,
    address_id: null,
    zipcode: null,
    lat: position && Number(position.lat.toFixed(DEGREES)),
    long: position && Number(position.lng.toFixed(DEGREES)),
    media_url: null,
    ...(c.reference ? { external_id: c.reference } : {}),
  }
}

export const updateIdOf = (caseId: unknown, seq: number) => `${String(caseId)}-${seq}`

/** A step as `request_update` of mySociety's extension. */
export const presentUpdate = (c: PublishedCase, { seq, at, state, what }: PublishedStep) => ({
  update_id: updateIdOf(c.id, seq),
  service_request_id: String(c.id),
  status: statusOf(state),
  external_status_code: state,
  updated_datetime: toApiTime(at),
  description: what,
  media_url: null,
})
