import type { Types } from 'mongoose'
import type { PlanSession, RecordSession } from '@yike/shared/mediation/schemas'
import { AppError } from '@yike/shared/errors'
import { instantInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { loadDispute } from '../cases/disputes'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { entryOf, notify } from '../messages/notify'
import { openValue, sealValue } from '../sealing'
import { MediationPartyModel, MediationSessionModel, type MediationParty, type MediationSession } from './model'
import { loadHandled } from './parties'
import { mediationPolicy } from './policy'

const among = (caseId: Types.ObjectId, ids: readonly (string | Types.ObjectId)[]) =>
  MediationPartyModel.find({ caseId, _id: { $in: ids } }).lean<MediationParty[]>()
const accounts = (parties: readonly MediationParty[]) => parties.flatMap(({ personId }) => personId ?? [])

/** Plans a session; the parties who have the app read of it. */
export async function planSession({ actor, key, now }: CallContext, input: z.output<typeof PlanSession>) {
  const c = await loadHandled(actor, input.id)
  const idem = idemOf(actor.personId, key, input)
  if (await replayed(MediationSessionModel, idem)) return c
  const invited = await among(c._id, input.partyIds)
  if (invited.length !== new Set(input.partyIds).size)
    throw new AppError('INVALID_INPUT', undefined, { fields: { partyIds: ['有一位不在当事人里，刷新后再选'] } })
  const at = new Date(input.at)
  const recipients = accounts(invited)
  const message = {
    kind: 'mediation_session' as const,
    recipients,
    title: `调解会：${instantInText(at)}`,
    body: `地点：${input.place}。来不了就给社区打电话，可以另约。`,
    about: { type: 'mediation' as const, id: c._id },
  }
  await MediationSessionModel.create({
    ...{ caseId: c._id, mediatorId: c.assigneeId ?? actor.personId, at, place: sealValue('words', input.place), idem },
    ...{ partyIds: invited.map(({ _id }) => _id), state: 'planned' },
    outbox: recipients.length > 0 ? [entryOf(message, now)] : [],
  }).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
  return c
}

/**
 * Writes down how a session went, or cancels it: once, so that of two mediators one wins. Notes may follow after the
 * agreement was signed.
 */
export async function recordSession(actor: Actor, input: z.output<typeof RecordSession>, now: Date) {
  const c = await loadDispute(actor, input.id)
  authorize(mediationPolicy.handle(actor, { ...c, state: c.state === 'closed' ? 'in_progress' : c.state }))
  const session = orNotFound(
    await MediationSessionModel.findOne({ _id: input.sessionId, caseId: c._id }).lean<MediationSession>(),
  )
  const attendedIds = session.partyIds.filter((one) => input.attendedIds.includes(String(one)))
  const cancelled = {
    kind: 'mediation_cancelled' as const,
    recipients: input.held ? [] : accounts(await among(c._id, session.partyIds)),
    title: `调解会取消：${instantInText(session.at)}`,
    body: `${openValue('words', session.place)}那一次不开了，另约时间再告诉您。`,
    about: { type: 'mediation' as const, id: c._id },
  }
  const recorded = await MediationSessionModel.updateOne(
    { _id: session._id, state: 'planned' },
    {
      $set: {
        state: input.held ? 'held' : 'cancelled',
        attendedIds: input.held ? attendedIds : null,
        notes: input.notes ? sealValue('words', input.notes) : null,
      },
      ...notify(cancelled, now),
    },
  )
  if (recorded.modifiedCount === 0) throw new AppError('CONFLICT', '这一次刚刚有同事记过了。您写的还在，对一对再说。')
  return c
}
