import { AppError } from '@yike/shared/errors'
import { problemWithPassword } from '@yike/shared/people/passwords'
import type { AcceptInvitation, InviteStaff } from '@yike/shared/office/schemas'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, stableId } from '../idempotency'
import { createStaffAccount } from '../people/accounts'
import type { HeldRole } from '../people/model'
import { networkOf } from '../http/network'
import { countTry } from '../people/sign-in'
import { communitiesIn } from '../territory/areas'
import { digestOf, newLinkToken } from './link-token'
import { InvitationModel, type Invitation } from './model'
import { officePolicy } from './policy'
import { roleToGive, type PlacesNamed } from './roles'

const INVITED_DAYS = 7
const DAY_MS = 86_400_000
/** Wrong links from one address in 15 minutes. */
const MOST_TRIES = 40

/**
 * Invites a colleague to an area. A replay of its key makes a new link for the same invitation: the old link is not
 * known any more.
 */
export async function inviteStaff(
  { actor, key, now }: CallContext,
  input: z.output<typeof InviteStaff>,
  placesNamed: PlacesNamed,
) {
  const { held, area } = await roleToGive(actor, input, placesNamed)
  if ((await communitiesIn([area._id])).length === 0 && (await communitiesIn(area.areas)).length === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { areaId: ['这个地方还没有社区，先在区划里加一个'] } })
  const token = newLinkToken()
  const idem = idemOf(actor.personId, key, input)
  const invited = { tokenDigest: digestOf(token), expiresAt: new Date(now.getTime() + INVITED_DAYS * DAY_MS) }
  try {
    const made = await InvitationModel.create({
      ...invited,
      name: input.name,
      ...held,
      areaName: area.name,
      areaLevel: area.level,
      areas: area.areas,
      invitedById: actor.personId,
      invitedByName: actor.name,
      idem,
      createdAt: now,
    })
    return { invitation: made.toObject<Invitation>(), token }
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const replay = await InvitationModel.findOneAndUpdate(
      { 'idem.actorId': actor.personId, 'idem.key': key, 'idem.digest': idem.digest, usedAt: null },
      { $set: invited },
      { returnDocument: 'after' },
    ).lean<Invitation>()
    if (!replay) throw new AppError('KEY_REUSED')
    return { invitation: replay, token }
  }
}

/** Invitations of the actor's areas that can still be accepted, the newest first. */
export const listInvitations = (actor: Actor, now: Date) =>
  InvitationModel.find({ ...officePolicy.visible(actor), usedAt: null, expiresAt: { $gt: now } })
    .sort({ createdAt: -1 })
    .limit(200)
    .lean<Invitation[]>()

/**
 * Ends an invitation: its link is not valid any more. A second call changes nothing; an accepted invitation is not
 * found.
 */
export async function withdrawInvitation(actor: Actor, id: string, now: Date) {
  orNotFound(
    await InvitationModel.findOneAndUpdate(
      { _id: id, ...officePolicy.visible(actor), usedAt: null },
      { $set: { expiresAt: now } },
    ).lean<Invitation>(),
  )
}

const expired = () => new AppError('LINK_EXPIRED', '这个邀请用过了、收回了或者过期了，请社区管理员再发一个。')

/** The invitation of a link. Throws LINK_EXPIRED; TOO_MANY_REQUESTS after 40 wrong ones from one address. */
export async function openInvitation(token: string, ip: string, now: Date): Promise<Invitation> {
  const open = await InvitationModel.findOne({
    tokenDigest: digestOf(token),
    usedAt: null,
    expiresAt: { $gt: now },
  }).lean<Invitation>()
  if (open) return open
  if ((await countTry(`invitation-link:${networkOf(ip)}`, now)) > MOST_TRIES) throw new AppError('TOO_MANY_REQUESTS')
  throw expired()
}

/**
 * Makes the account of an invitation; its holder signs in next. The first user name taken for it stays, so that of two people with
 * the link one gets the account; after a crash the same name resumes.
 */
export async function acceptInvitation(input: z.output<typeof AcceptInvitation>, ip: string, now: Date) {
  const { username, password } = input
  const { _id } = await openInvitation(input.token, ip, now)
  const problem = problemWithPassword(password, username)
  if (problem) throw new AppError('INVALID_INPUT', undefined, { fields: { password: [problem] } })
  const held = await InvitationModel.findOneAndUpdate(
    { _id, usedAt: null, expiresAt: { $gt: now }, username: { $in: [null, username] } },
    { $set: { username } },
    { returnDocument: 'after' },
  ).lean<Invitation>()
  if (!held) throw expired()
  const [below, above] = await Promise.all([communitiesIn([held.areaId]), communitiesIn(held.areas)])
  const personId = stableId('invitation', _id)
  const { role, areaId, placeIds, custom } = held
  const roleHeld: HeldRole = { role, areaId, ...(placeIds ? { placeIds } : {}), ...(custom ? { custom } : {}) }
  try {
    await createStaffAccount(
      { personId, name: held.name, username, password },
      { held: roleHeld, area: { _id: areaId, areas: held.areas }, community: orNotFound(below[0] ?? above[0]) },
      now,
    )
  } catch (cause) {
    await InvitationModel.updateOne({ _id, usedAt: null, username }, { $set: { username: null } })
    throw cause
  }
  await InvitationModel.updateOne({ _id }, { $set: { usedAt: now } })
  return personId
}
