import { randomUUID } from 'node:crypto'
import type { Types } from 'mongoose'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { AppError } from '@yike/shared/errors'
import type { LngLat } from '@yike/shared/geo/walking'
import { stableId } from '../idempotency'
import { personById, type Person } from '../people/me'
import { registerListed } from '../people/resident-import-steps'
import { locate } from '../territory/areas'
import { asListed, findCallers, UNNAMED } from './callers'
import { writeCase } from './file'
import { CaseModel } from './model'

/** An outside system that files cases in a community. */
export interface FilingPartner {
  _id: Types.ObjectId
  name: string
  communityId: Types.ObjectId
}

export interface PartnerFiling {
  kind: CaseKindCode
  categoryId: string
  description: string
  address: string | undefined
  position: LngLat | undefined
  anonymous: boolean
  reporter: { name: string | null; phone: string | null }
  /** The number of the case in the other system: under it a case is filed once. */
  reference: string | null
}

/**
 * Files a case for an outside system. The same `reference`, or else the same `key`, is the same case; other words under
 * it are refused with KEY_REUSED. INVALID_INPUT for a position in another community.
 */
export async function fileForPartner(partner: FilingPartner, key: string, filing: PartnerFiling, now: Date) {
  const { reporter, reference, anonymous, ...words } = filing
  const of = reference ? `reference ${reference}` : `key ${key || randomUUID()}`
  const ground = await locate(words.position, partner.communityId)
  if (!ground.communityId.equals(partner.communityId))
    throw new AppError('INVALID_INPUT', undefined, { fields: { lat: ['这个位置不在这个密钥的社区里'] } })
  // A reporter who was forgotten since is not registered anew by a replay.
  const isFiled = await CaseModel.exists({ 'idem.actorId': partner._id, 'idem.key': of })
  const person = isFiled ? null : await callerOf(partner, of, { ...reporter, ...ground }, now)
  return writeCase(
    { actor: { personId: partner._id }, key: of, now },
    { ...words, photoIds: [] },
    {
      ...ground,
      ...{ channel: 'partner', anonymous, reporter: person },
      partner: { id: partner._id, name: partner.name, reference },
    },
  )
}

/** The reporter as a caller: somebody on record of the same name and number, else a new person without an account. */
async function callerOf(
  partner: FilingPartner,
  key: string,
  {
    name,
    phone,
    communityId,
    areas,
  }: PartnerFiling['reporter'] & { communityId: Types.ObjectId; areas: Types.ObjectId[] },
  now: Date,
): Promise<Pick<Person, '_id' | 'name' | 'phone' | 'home'> | null> {
  if (!name && !phone) return null
  const listed = { name: name ?? UNNAMED, phone }
  const caller = (await findCallers([{ at: 0, ...listed, communityId }])).get(0)!
  const personId = caller.toRegister ? stableId('caller of partner', partner._id, key) : caller.personId
  if (caller.toRegister)
    await registerListed({ at: now, byId: partner._id }, { personId, communityId, areas }, asListed(listed), now)
  return { ...(await personById(personId)), ...(name ? { name } : {}) }
}
