import { createHash, randomBytes } from 'node:crypto'
import type { Types, UpdateQuery } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { CreatePartner } from '@yike/shared/open311/schemas'
import type { z } from '@yike/shared/zod'
import { record } from '../audit/record'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { communitiesIn, communityById } from '../territory/areas'
import { PartnerModel, type PartnerRecord } from './model'
import { partnerPolicy } from './policy'
import { sharedLimit } from '../people/request-bucket'

const SECRET_BYTES = 32
/** A key that is found somewhere tells what it is for. */
const newKey = () => `yike_${randomBytes(SECRET_BYTES).toString('base64url')}`
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url')

/** Another system sends what it has kept at once, then little. */
const limit = sharedLimit('partner', 5, 60)

export const listPartners = (actor: Actor) =>
  PartnerModel.find(partnerPolicy.visible(actor)).sort({ revokedAt: 1, name: 1, _id: 1 }).lean<PartnerRecord[]>()
export const communitiesOfPartners = (actor: Actor) => communitiesIn(partnerPolicy.areas(actor))

/** Adds an outside system. `key` is in this answer only; null where the request was answered before. */
export async function createPartner({ actor, key, now }: CallContext, input: z.output<typeof CreatePartner>) {
  const community = await communityById(input.communityId)
  orNotFound(partnerPolicy.addIn(actor, community) || null)
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<PartnerRecord>(PartnerModel, idem)
  if (before) return { partner: before, key: null }
  const secret = newKey()
  try {
    const made = await PartnerModel.create({
      ...{ name: input.name, communityId: community._id, areas: community.areas, keyDigest: digestOf(secret) },
      ...{ madeAt: now, madeBy: actor.personId, keyMadeAt: now, idem },
    })
    return { partner: made.toObject<PartnerRecord>(), key: secret }
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const same = await replayed<PartnerRecord>(PartnerModel, idem)
    if (same) return { partner: same, key: null }
    const sentence = `这个社区已经有“${input.name}”了，换一个名字`
    throw new AppError('NAME_TAKEN', `${sentence}。`, { fields: { name: [sentence] } })
  }
}

const change = async (actor: Actor, id: string, update: UpdateQuery<PartnerRecord>) =>
  orNotFound(
    await PartnerModel.findOneAndUpdate({ _id: id, ...partnerPolicy.visible(actor) }, update, {
      returnDocument: 'after',
    }).lean<PartnerRecord>(),
  )

/** A new key; the one before ends at once. */
export async function renewPartnerKey(actor: Actor, id: string, now: Date) {
  const key = newKey()
  return {
    partner: await change(actor, id, { $set: { keyDigest: digestOf(key), keyMadeAt: now, revokedAt: null } }),
    key,
  }
}

export const revokePartnerKey = (actor: Actor, id: string, now: Date) =>
  change(actor, id, { $set: { revokedAt: now }, $unset: { keyDigest: 1 } })

const MINUTE_MS = 60_000

/** The partner of a key; null where none was given. Throws FORBIDDEN for a wrong or revoked one, which is on record. */
export async function partnerOf(
  key: string | undefined,
  { now, ip }: { now: Date; ip: string },
): Promise<PartnerRecord | null> {
  if (!key) return null
  const partner = await PartnerModel.findOne({ keyDigest: digestOf(key) }).lean<PartnerRecord>()
  if (!partner) {
    await record([{ kind: 'security', act: 'partner key refused', actor: null, ip }], now)
    throw new AppError('FORBIDDEN', 'api_key 不对，或者已经停用，请向社区要一个新的。')
  }
  await limit.take(String(partner._id), now.getTime())
  // To the minute: not every call is a write.
  const old = new Date(now.getTime() - MINUTE_MS)
  if (!partner.usedAt || partner.usedAt < old)
    await PartnerModel.updateOne({ _id: partner._id }, { $max: { usedAt: now } })
  return partner
}

/** The same where a key is required. */
export async function requirePartner(key: string | undefined, by: { now: Date; ip: string }) {
  const partner = await partnerOf(key, by)
  if (!partner) throw new AppError('FORBIDDEN', '少了 api_key，请向社区要一个。')
  return partner
}

/** Puts what a partner wrote on record. */
export const recordDeed = (
  { _id, areas }: PartnerRecord,
  act: string,
  caseId: Types.ObjectId,
  { now, ip }: { now: Date; ip: string },
) => {
  const actor = { personId: _id, areas, roles: [] }
  return record([{ kind: 'change', act, actor, facts: { id: String(caseId) }, ip }], now)
}
