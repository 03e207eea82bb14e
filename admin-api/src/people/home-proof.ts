import type { Types } from 'mongoose'
import { compoundMeant } from '@yike/shared/territory/address'
import { addMinutes } from '@yike/shared/time/china'
import { removePhotos } from '../files/store'
import { locate } from '../territory/areas'
import { knownCompounds } from '../territory/known-areas'
import { HomeRequestModel, type HomeRequest } from './home-model'
import { PersonModel, type HomeProof, type Person } from './model'
import { homeOf } from './sealed-facts'

type Id = Types.ObjectId

export const claimOfHome = (requestId: Id) => `home_requests:${String(requestId)}`

/** The compound that an address of a community begins with. */
export const compoundOf = async (communityId: Id, home: string | null) =>
  home === null ? null : compoundMeant(home, await knownCompounds(communityId))

/**
 * Binds the address of a person as it was read; false where somebody changed it meanwhile. The grid follows the compound
 * where the person has not shown the place on the map.
 */
export async function bindHome(person: Person, proof: HomeProof): Promise<boolean> {
  const { _id, home, communityId, areas } = person
  if (!home) return false
  const compounds = await knownCompounds(communityId)
  const compound = compounds.find((one) => proof.compoundId?.equals(one._id))
  const stands = homeOf(person)!.position ? null : compound?.position
  const there = stands ? await locate(stands, communityId, areas) : null
  const bound = await PersonModel.updateOne(
    { _id, 'home.bytes': home.bytes, mergedInto: null },
    {
      $set: {
        homeProof: { ...proof, compoundId: compound?._id ?? null },
        ...(there?.communityId.equals(communityId) ? { areas: there.areas } : {}),
      },
    },
  )
  return bound.matchedCount > 0
}

/** The address is again what the person says. */
export const unbindHome = (_id: Id) => PersonModel.updateOne({ _id }, { $set: { homeProof: null } })

/**
 * Carries out a decision: binds the address, deletes the photos, and forgets the address that they showed. May be done
 * again.
 */
export async function settleHomeRequest({ _id, personId, state, compoundId, decidedById, decidedAt }: HomeRequest) {
  if (state === 'accepted') {
    const person = await PersonModel.findById(personId).lean<Person>()
    const said = await HomeRequestModel.findById(_id, { home: 1 }).lean<Pick<HomeRequest, 'home'>>()
    if (person && !person.homeProof && said?.home && homeOf(person)?.text === homeOf({ home: said.home })?.text)
      await bindHome(person, { way: 'photo', at: decidedAt!, byId: decidedById!, compoundId })
  }
  await removePhotos(claimOfHome(_id))
  await HomeRequestModel.updateOne({ _id, state }, { $set: { photoIds: [], home: null } })
}

const KEPT_DAYS = 30
/** When a decided request is removed. */
export const homeRequestExpires = (now: Date) => addMinutes(now, KEPT_DAYS * 1440)

/** Ends what waits for a look: the person took it back, moved, left or died. */
export async function withdrawHomeRequests(people: readonly Id[], now: Date): Promise<void> {
  const open = { personId: { $in: people }, state: 'open' as const }
  for (const { _id } of await HomeRequestModel.find(open, { _id: 1 }).lean<Pick<HomeRequest, '_id'>[]>()) {
    const withdrawn = await HomeRequestModel.findOneAndUpdate(
      { _id, state: 'open' },
      { $set: { state: 'withdrawn', decidedAt: now, expiresAt: homeRequestExpires(now) } },
      { returnDocument: 'after' },
    ).lean<HomeRequest>()
    if (withdrawn) await settleHomeRequest(withdrawn)
  }
}

const LEFT_BEHIND_MINUTES = 1

/** A job: carries out decisions whose process died. Returns how many. */
export async function settleHomeRequests(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = await HomeRequestModel.find({
    state: { $ne: 'open' },
    'photoIds.0': { $exists: true },
    decidedAt: { $lte: addMinutes(now, -olderThanMinutes) },
  })
    .limit(50)
    .lean<HomeRequest[]>()
  for (const request of left) await settleHomeRequest(request)
  return left.length
}
