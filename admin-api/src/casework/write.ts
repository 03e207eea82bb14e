import { problemWithReview } from '@yike/shared/casework/rules'
import type { EndCasework, PlanSession, RecordSession, WritePlan } from '@yike/shared/casework/schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { loadCaseworkCase } from '../cases/caseworks'
import { concludeCase } from '../cases/conclude'
import { casePolicy } from '../cases/policy'
import * as sessions from '../cases/sessions'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { sealValue } from '../sealing'
import { CaseworkModel, CaseworkSessionModel, type Casework } from './model'

/** Filter of the caseworks in which something may be written: agreed to, and not ended. */
const STANDS = { endedAt: null, 'consent.withdrawnAt': null }

/** The case of a casework in which the actor may write; refuses where nobody agreed, or does not any more. */
async function loadWritable(actor: Actor, id: string) {
  const c = await loadCaseworkCase(actor, id)
  authorize(casePolicy.handleConfidential(actor, c))
  const casework = await CaseworkModel.findById(c._id).lean<Casework>()
  if (casework?.endedAt) throw new AppError('CASE_STEP_NOT_ALLOWED', '已经结案了，不再往下写。')
  if (!casework) throw new AppError('CASEWORK_CONSENT_NEEDED')
  if (casework.consent.withdrawnAt)
    throw new AppError('CASEWORK_CONSENT_NEEDED', '本人收回了同意，不再往下写。打个电话，再结案。')
  return { c, casework }
}

/** Writes goals, steps and review day whole. The consent is part of the condition. */
export async function writePlan(actor: Actor, { id, seq, goals, reviewOn }: z.output<typeof WritePlan>, now: Date) {
  const problem = problemWithReview(reviewOn, dayOf(now))
  if (problem) throw new AppError('INVALID_INPUT', undefined, { fields: { reviewOn: [problem] } })
  const { c } = await loadWritable(actor, id)
  const written = await CaseworkModel.updateOne(
    { _id: c._id, seq, ...STANDS },
    { $set: { goals: sealValue('goals', goals), reviewOn }, $inc: { seq: 1 } },
  )
  if (written.modifiedCount === 0) throw new AppError('CONFLICT')
  return c
}

/** Plans a session; the person reads when, and where on the page. */
export async function planSession(call: CallContext, input: z.output<typeof PlanSession>) {
  const { c, casework } = await loadWritable(call.actor, input.id)
  await sessions.planSession(CaseworkSessionModel, c._id, { ...call, input }, (when) => ({
    message: {
      ...{ kind: 'casework_session', recipients: [casework.personId], title: `约好见面：${when}` },
      // The place stays sealed: somebody else may look at the phone, and at the outbox.
      body: '地点点开看。来不了就给社区打电话，可以另约。',
      about: { type: 'case', id: c._id },
    },
  }))
  return c
}

/** Writes a session down. One of before a withdrawal may still be written down; so may that one was cancelled. */
export async function recordSession(actor: Actor, input: z.output<typeof RecordSession>, now: Date) {
  const c = await loadCaseworkCase(actor, input.id)
  authorize(casePolicy.handleConfidential(actor, c))
  const { personId, consent } = orNotFound(await CaseworkModel.findById(c._id).lean<Casework>())
  await sessions.recordSession(CaseworkSessionModel, c._id, { input, now }, ({ at }, when) => {
    if (input.held && consent.withdrawnAt && consent.withdrawnAt < at)
      throw new AppError('CASE_STEP_NOT_ALLOWED', '本人在这次见面以前收回了同意，只能记没见成。')
    return {
      message: {
        ...{ kind: 'casework_cancelled', recipients: input.held ? [] : [personId], title: `见面取消：${when}` },
        body: '那一次不见了，另约时间再告诉您。',
        about: { type: 'case', id: c._id },
      },
      maySayAgain: true,
    }
  })
  return c
}

/** Says in the case that its casework has ended. Repeating it changes nothing. */
export async function settleCasework({ _id, endedBy }: Casework, now: Date) {
  const words = { what: '收尾了', text: '这件事做完了。以后想再找社工，给社区打电话就行。' }
  await concludeCase(_id, { by: endedBy!, now }, words)
  await CaseworkModel.updateOne({ _id }, { $unset: { closing: 1 } })
}

interface Ending {
  by: Types.ObjectId
  outcome: NonNullable<Casework['outcome']>
  text: string
  now: Date
}

/** Ends a casework, and cancels the sessions ahead. Null where it had ended. */
export async function endOne(id: Types.ObjectId, { by, outcome, text, now }: Ending): Promise<Casework | null> {
  const ended = await CaseworkModel.findOneAndUpdate(
    { _id: id, endedAt: null },
    {
      $set: {
        ...{ outcome, outcomeWords: sealValue('words', text), endedAt: now, endedBy: by, closing: true },
      },
    },
    { returnDocument: 'after' },
  ).lean<Casework>()
  if (!ended) return null
  await CaseworkSessionModel.updateMany({ caseId: id, state: 'planned' }, { $set: { state: 'cancelled' } })
  await settleCasework(ended, now)
  return ended
}

/** Closes it with the reason, also after the person has withdrawn their consent. */
export async function endCasework(actor: Actor, { id, outcome, text }: z.output<typeof EndCasework>, now: Date) {
  const c = await loadCaseworkCase(actor, id)
  const before = await CaseworkModel.findById(c._id).lean<Casework>()
  if (before?.endedAt) throw new AppError('CASE_STEP_NOT_ALLOWED', '已经结案了。')
  authorize(casePolicy.handleConfidential(actor, c))
  if (!before) throw new AppError('CASEWORK_CONSENT_NEEDED', '还没记下同意。没有同意就在诉求里退回，写清原因。')
  if (!(await endOne(c._id, { by: actor.personId, outcome, text, now })))
    throw new AppError('CASE_STEP_NOT_ALLOWED', '已经结案了。')
  return c
}
