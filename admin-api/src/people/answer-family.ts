import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { BINDING_STATES, type BindingState } from '@yike/shared/people/family'
import { orNotFound, type Actor } from '../http/policy'
import { notify, type NotificationDraft } from '../messages/notify'
import { bindingNotification, applyBinding } from './bind'
import { BindingModel, type Binding } from './binding-model'

type Answer = Exclude<BindingState, 'open' | 'ended'>

/**
 * Moves an open request to its answer by one write: of confirm, decline, withdraw and expiry exactly one happens. The
 * same answer given twice is given once; another one is refused with the answer that was given.
 */
async function answer(
  mine: Partial<Pick<Binding, 'askerId' | 'personId'>> & { _id: string },
  given: Partial<Binding> & { state: Answer },
  words: (request: Binding) => NotificationDraft | null,
  now: Date,
): Promise<Binding> {
  const request = orNotFound(await BindingModel.findOne(mine).lean<Binding>())
  const draft = words(request)
  const answered = await BindingModel.findOneAndUpdate(
    { ...mine, state: 'open', expiresAt: { $gt: now } },
    {
      $set: { ...given, slot: null, live: given.state === 'confirmed' },
      ...(draft ? notify(bindingNotification(request, draft), now) : {}),
    },
    { returnDocument: 'after' },
  ).lean<Binding>()
  if (answered) return answered
  const standing = orNotFound(await BindingModel.findById(mine._id).lean<Binding>())
  if (standing.state === given.state) return standing
  const label = BINDING_STATES[standing.state === 'open' ? 'expired' : standing.state]
  throw new AppError('FAMILY_MOVED', `这个请求已经${label}，不能再改了。`)
}

/** The person asked agrees: from now on the asker acts for them. */
export async function confirmRequest(actor: Actor, id: string, now: Date) {
  const confirmed = await answer(
    { _id: id, personId: actor.personId },
    {
      state: 'confirmed',
      personName: actor.name,
      confirmation: { by: actor.personId, byName: actor.name, evidence: null, at: now },
      unsettledSince: now,
    },
    ({ askerId }) => ({
      kind: 'family_confirmed',
      recipients: [askerId],
      title: `${actor.name}同意了`,
      body: '现在就能替他预约了，在“家人”里看得到。',
    }),
    now,
  )
  await applyBinding(confirmed._id, now)
}

export const declineRequest = (actor: Actor, id: string, now: Date) =>
  answer(
    { _id: id, personId: actor.personId },
    { state: 'declined' },
    ({ askerId, personName }) => ({
      kind: 'family_declined',
      recipients: [askerId],
      title: `${personName}没有同意`,
      body: '先问问他。也可以一起带上证件，请社区核对。',
    }),
    now,
  )

/** Notifies nobody: the other side finds the request gone. */
export const withdrawRequest = (actor: Actor, id: string, now: Date) =>
  answer({ _id: id, askerId: actor.personId }, { state: 'withdrawn' }, () => null, now)

const BATCH = 200

/** A job: requests that nobody answered in time end, and the asker is notified. For one person only, or for all. */
export async function expireRequests(now: Date, askerId?: Types.ObjectId): Promise<number> {
  const old = { state: 'open' as const, expiresAt: { $lte: now }, ...(askerId ? { askerId } : {}) }
  const waiting = await BindingModel.find(old).limit(BATCH).lean<Binding[]>()
  for (const request of waiting)
    await BindingModel.updateOne(
      { ...old, _id: request._id },
      {
        $set: { state: 'expired', slot: null, live: false },
        ...notify(
          bindingNotification(request, {
            kind: 'family_expired',
            recipients: [request.askerId],
            title: `没等到${request.personName}的答复`,
            body: '七天过了。当面让他点开“家人”里的六位码，或者一起带上证件请社区核对。',
          }),
          now,
        ),
      },
    )
  return waiting.length
}
