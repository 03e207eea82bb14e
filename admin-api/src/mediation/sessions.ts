import type { Types } from 'mongoose'
import type { PlanSession, RecordSession } from '@yike/shared/mediation/schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { loadDispute } from '../cases/disputes'
import { casePolicy } from '../cases/policy'
import * as sessions from '../cases/sessions'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { openValue } from '../sealing'
import { MediationPartyModel, MediationSessionModel, type MediationParty } from './model'
import { loadHandled } from './parties'

const among = (caseId: Types.ObjectId, ids: readonly (string | Types.ObjectId)[]) =>
  MediationPartyModel.find({ caseId, _id: { $in: ids } }).lean<MediationParty[]>()
const accounts = (parties: readonly MediationParty[]) => parties.flatMap(({ personId }) => personId ?? [])

/** Plans a session; the parties who have the app read of it. */
export async function planSession(call: CallContext, input: z.output<typeof PlanSession>) {
  const c = await loadHandled(call.actor, input.id)
  await sessions.planSession(MediationSessionModel, c._id, { ...call, input }, async (when) => {
    const invited = await among(c._id, input.partyIds)
    if (invited.length !== new Set(input.partyIds).size)
      throw new AppError('INVALID_INPUT', undefined, { fields: { partyIds: ['有一位不在当事人里，刷新后再选'] } })
    return {
      fields: { mediatorId: c.assigneeId ?? call.actor.personId, partyIds: invited.map(({ _id }) => _id) },
      message: {
        ...{ kind: 'mediation_session', recipients: accounts(invited), title: `调解会：${when}` },
        body: `地点：${input.place}。来不了就给社区打电话，可以另约。`,
        about: { type: 'mediation', id: c._id },
      },
    }
  })
  return c
}

/** Writes down how a session went and who came, or cancels it. Notes may follow after the agreement was signed. */
export async function recordSession(actor: Actor, input: z.output<typeof RecordSession>, now: Date) {
  const c = await loadDispute(actor, input.id)
  authorize(casePolicy.handleConfidential(actor, { ...c, state: c.state === 'closed' ? 'in_progress' : c.state }))
  await sessions.recordSession(MediationSessionModel, c._id, { input, now }, async ({ partyIds, place }, when) => ({
    fields: { attendedIds: input.held ? partyIds.filter((one) => input.attendedIds.includes(String(one))) : null },
    message: {
      ...{ kind: 'mediation_cancelled', title: `调解会取消：${when}` },
      recipients: input.held ? [] : accounts(await among(c._id, partyIds)),
      body: `${openValue('words', place)}那一次不开了，另约时间再告诉您。`,
      about: { type: 'mediation', id: c._id },
    },
    maySayAgain: false,
  }))
  return c
}
