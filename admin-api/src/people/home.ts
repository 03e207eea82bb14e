import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { ConfirmHome, DecideHomeRequest, ListHomeRequests, SendHomeProof } from '@yike/shared/people/home-schemas'
import type { z } from '@yike/shared/zod'
import { claimPhotos, releasePhotos } from '../files/store'
import { allRead } from '../http/all-read'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed, stableId } from '../idempotency'
import { notify } from '../messages/notify'
import { recordAccess } from './access-log'
import { HomeRequestModel, type HomeRequest } from './home-model'
import { bindHome, claimOfHome, compoundOf, homeRequestExpires, settleHomeRequest, unbindHome } from './home-proof'
import { peopleByIds, personById } from './me'
import type { Person } from './model'
import { personPolicy } from './policy'
import { homeOf } from './sealed-facts'

const changedMeanwhile = () => new AppError('CONFLICT', '住址刚刚改过了，刷新再看。')

/** The last proof that somebody sent. */
export const lastHomeRequest = (personId: Types.ObjectId) =>
  HomeRequestModel.findOne({ personId }).sort({ sentAt: -1 }).lean<HomeRequest>()

/** The reason why somebody cannot send a proof now, in a sentence; null where they can. */
export function whyNotSend(person: Person, last: Pick<HomeRequest, 'state'> | null): string | null {
  if (!person.home) return '先在“我的资料”里写上住哪儿，再发证明。'
  if (person.homeProof) return '已经核对过了，不用再发。'
  return last?.state === 'open' ? '发过的还在等核对，等一等，或者先撤回。' : null
}

/** Sends photos of a proof. Of two at once the second is refused, and its photos stay free. */
export async function sendHomeProof(
  actor: Actor,
  key: string,
  { photoIds }: z.output<typeof SendHomeProof>,
  now: Date,
): Promise<void> {
  const idem = idemOf(actor.personId, key, { photoIds })
  if (await replayed<HomeRequest>(HomeRequestModel, idem)) return
  const person = await personById(actor.personId)
  const why = whyNotSend(person, await lastHomeRequest(person._id))
  const _id = stableId('home', actor.personId, key)
  if (why && (await HomeRequestModel.exists({ _id }))) return
  if (why) throw new AppError('CONFLICT', why)
  await claimPhotos(actor, photoIds, claimOfHome(_id))
  try {
    await HomeRequestModel.create({
      ...{ _id, personId: person._id, areas: person.areas, home: person.home, state: 'open', sentAt: now, idem },
      photoIds: photoIds.map((id) => new Types.ObjectId(id)),
    })
  } catch (cause) {
    if (await HomeRequestModel.exists({ _id })) return
    await releasePhotos(claimOfHome(_id))
    throw isDuplicate(cause) ? new AppError('CONFLICT', whyNotSend(person, { state: 'open' })!) : cause
  }
}

const LIST = pagedList<HomeRequest>('listHomeRequests', { sentAt: [1, INSTANT], _id: [1, OBJECT_ID] })

/** Proofs that wait, the oldest first, with the people who sent them. */
export async function listHomeRequests(actor: Actor, { cursor, limit, ...left }: z.output<typeof ListHomeRequests>) {
  allRead(left)
  const open = { ...personPolicy.visibleToBind(actor), state: 'open' as const }
  const [rows, openCount] = await Promise.all([
    HomeRequestModel.find({ ...open, $and: [LIST.from(cursor)] })
      .sort(LIST.sort)
      .limit(limit + 1)
      .lean<HomeRequest[]>(),
    HomeRequestModel.countDocuments(open),
  ])
  const { items, nextCursor } = LIST.page(rows, limit)
  const people = await peopleByIds(items.map(({ personId }) => personId))
  return { items, nextCursor, openCount, people }
}

/**
 * Accepts a proof or returns it, once; the resident is told in the same write. Then the address is bound and the photos
 * deleted, by a job where the process dies.
 */
export async function decideHomeRequest(
  actor: Actor,
  { id, accept, compoundId, reason }: z.output<typeof DecideHomeRequest>,
  now: Date,
): Promise<void> {
  const visible = personPolicy.visibleToBind(actor)
  const request = orNotFound(await HomeRequestModel.findOne({ _id: id, ...visible }).lean<HomeRequest>())
  if (request.state !== 'open' || !request.home) throw new AppError('CONFLICT', '这一份刚刚有人核对过了。')
  const person = await personById(request.personId)
  const said = homeOf(request)!.text
  if (accept && homeOf(person)?.text !== said) throw new AppError('CONFLICT', '他后来改了住址，退回去，请他重新发。')
  const words = accept ? '看了住址的证明，核对好了' : '看了住址的证明，退回了'
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'home_proof', words }, now)
  const compound = await compoundChosen(person, compoundId, said)
  const decided = await HomeRequestModel.findOneAndUpdate(
    { _id: request._id, state: 'open', ...visible },
    {
      $set: {
        ...{ state: accept ? 'accepted' : 'returned', reason: (accept ? null : reason) ?? '', compoundId: compound },
        ...{ decidedById: actor.personId, decidedAt: now, expiresAt: homeRequestExpires(now) },
      },
      ...notify(
        {
          kind: accept ? 'home_accepted' : 'home_returned',
          recipients: [person._id],
          title: accept ? '住址核对好了' : '住址的证明退回来了',
          body: accept
            ? '社区看过您发的证明了，照片已经删掉。'
            : `${reason ?? ''}。照片已经删掉，改好了再发一次，或者带证明到社区窗口。`,
          about: { type: 'home', id: person._id },
        },
        now,
      ),
    },
    { returnDocument: 'after' },
  ).lean<HomeRequest>()
  if (!decided) throw new AppError('CONFLICT', '这一份刚刚有人核对过了。')
  await settleHomeRequest(decided)
}

/** The compound that staff chose; without a choice the one that the address names. */
async function compoundChosen({ communityId }: Person, chosen: string | null | undefined, home: string) {
  if (chosen !== undefined) return chosen === null ? null : new Types.ObjectId(chosen)
  return (await compoundOf(communityId, home))?._id ?? null
}

/** Staff have seen a proof of the address at the counter. A second tap changes nothing. */
export async function confirmHome(
  actor: Actor,
  person: Person,
  { compoundId }: Pick<z.output<typeof ConfirmHome>, 'compoundId'>,
  now: Date,
): Promise<void> {
  authorize(personPolicy.bind(actor, person))
  if (person.homeProof) return
  const home = homeOf(person)
  if (!home) throw new AppError('CONFLICT', `${person.name}还没登记住址，先写上再核对。`)
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'home_proof', words: '看过证明，核对了住址' }, now)
  const compound = await compoundChosen(person, compoundId, home.text)
  const proof = { way: 'counter' as const, at: now, byId: actor.personId, compoundId: compound }
  if (!(await bindHome(person, proof))) throw changedMeanwhile()
}

/** Takes a binding back; repeating it changes nothing. */
export async function undoHome(actor: Actor, person: Person, now: Date): Promise<void> {
  authorize(personPolicy.bind(actor, person))
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'home_proof', words: '撤回了住址的核对' }, now)
  await unbindHome(person._id)
}
