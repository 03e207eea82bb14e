import { Types, type UpdateQuery } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { confirmBy, isLocked, missingSigners, OUTCOMES, remindAt, type Outcome } from '@yike/shared/mediation/rules'
import type { DraftAgreement, EndMediation, RejectSignatures, SignAgreement } from '@yike/shared/mediation/schemas'
import { dayInFull } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { concludeDispute } from '../cases/disputes'
import { claimPhotos, releasePhotos } from '../files/store'
import { orNotFound, type Actor } from '../http/policy'
import { notify, type Notification } from '../messages/notify'
import { sealValue } from '../sealing'
import { MediationModel, MediationPartyModel, type Mediation, type MediationParty } from './model'
import { loadHandled } from './parties'

/** The owner of the signatures of a mediation. */
export const signaturesOf = (caseId: Types.ObjectId) => `mediation:${String(caseId)}`

const load = async (caseId: Types.ObjectId) => orNotFound(await MediationModel.findById(caseId).lean<Mediation>())
const OVERTAKEN = '这份协议刚刚有人改过或者签过，您写的还在。看过现在的，再存一次。'

/** The write of one step: only where nobody wrote in between, and it has not ended. */
const write = (m: Mediation, update: UpdateQuery<Mediation>) =>
  MediationModel.findOneAndUpdate(
    { _id: m._id, seq: m.seq, outcome: null },
    { ...update, $inc: { seq: 1 } },
    { returnDocument: 'after' },
  ).lean<Mediation>()

/** Writes the agreement whole, as it is based on what its author read; nobody changes it once somebody has signed. */
export async function draftAgreement(actor: Actor, input: z.output<typeof DraftAgreement>) {
  const c = await loadHandled(actor, input.id)
  const m = await load(c._id)
  if (m.agreement && isLocked(m.agreement))
    throw new AppError('CASE_STEP_NOT_ALLOWED', '已经有人签过字，不能再改。要改，先作废签字，再请大家重新签。')
  if (m.seq !== input.seq) throw new AppError('CONFLICT', OVERTAKEN)
  const parties = await MediationPartyModel.find({ caseId: c._id, _id: { $in: input.partyIds } }).lean()
  if (parties.length !== new Set(input.partyIds).size)
    throw new AppError('INVALID_INPUT', undefined, { fields: { partyIds: ['有一位不在当事人里，刷新后再选'] } })
  const agreement = {
    ...{ form: input.form, partyIds: input.partyIds, performBy: input.performBy ?? null },
    ...{ revision: (m.agreement?.revision ?? 0) + 1, signatures: [], effectiveAt: null },
  }
  const words = { facts: sealValue('words', input.facts), terms: sealValue('words', input.terms) }
  if (!(await write(m, { $set: { agreement, ...words } }))) throw new AppError('CONFLICT', OVERTAKEN)
  return c
}

/** The notification of an outcome for the parties who have the app. */
async function toParties(caseId: Types.ObjectId, outcome: Outcome, now: Date): Promise<Notification> {
  const parties = await MediationPartyModel.find({ caseId }).lean<MediationParty[]>()
  const agreed = `协议生效了。双方可以在 ${dayInFull(confirmBy(now))}前一起向法院申请司法确认，确认后能申请强制执行。`
  const body = {
    agreed: agreed,
    agreed_orally: agreed,
    not_agreed: '这次没谈成。还可以走行政调解、仲裁或者打官司，点开看去哪儿。',
    withdrawn: '这次不调解了。以后想谈，随时可以再来。',
  }[outcome]
  return {
    ...{ kind: 'mediation_ended', title: `调解有结果了：${OUTCOMES[outcome]}`, body },
    recipients: parties.flatMap(({ personId }) => personId ?? []),
    about: { type: 'mediation', id: caseId },
  }
}

/** The part of the last write that ends a mediation; its case follows (`settleMediation`). */
async function ending(actor: Actor, caseId: Types.ObjectId, outcome: Outcome, now: Date) {
  const isBinding = outcome === 'agreed' || outcome === 'agreed_orally'
  return {
    set: {
      ...{ outcome, endedAt: now, endedBy: actor.personId, closing: true },
      ...(isBinding ? { 'agreement.effectiveAt': now, remindAt: remindAt(now) } : {}),
    },
    notice: notify(await toParties(caseId, outcome, now), now),
  }
}

/** Closes the case of a mediation that has ended; a job does what a crash left. */
async function settleMediation({ _id, endedBy }: Pick<Mediation, '_id' | 'endedBy'>, now: Date) {
  await concludeDispute(_id, endedBy!, now)
  await MediationModel.updateOne({ _id }, { $unset: { closing: 1 } })
}
export async function settleMediations(now: Date): Promise<number> {
  const left = await MediationModel.find({ closing: true }).limit(100).lean<Mediation[]>()
  for (const one of left) await settleMediation(one, now)
  return left.length
}

/**
 * Signs the version that was read out: the parties in any order, the mediator last. The last signature puts it in force.
 * The drawn signature is claimed before the write that names it; signing again changes nothing.
 */
export async function signAgreement(actor: Actor, input: z.output<typeof SignAgreement>, now: Date) {
  const c = await loadHandled(actor, input.id)
  const claim = signaturesOf(c._id)
  const release = () => releasePhotos(claim, [new Types.ObjectId(input.photoId)])
  for (;;) {
    const m = await load(c._id)
    const { agreement } = m
    if (agreement?.revision !== input.revision || m.outcome) throw new AppError('CONFLICT', OVERTAKEN)
    const signed = agreement.signatures.find(({ by }) => String(by) === input.by)
    if (signed) return c
    const missing = missingSigners(agreement, c.assigneeId)
    if (!missing.includes(input.by)) throw new AppError('CASE_STEP_NOT_ALLOWED', '这一位不用在这份协议上签字。')
    const isMediator = c.assigneeId?.equals(input.by) ?? false
    if (isMediator && missing.length > 1) throw new AppError('CASE_STEP_NOT_ALLOWED', '等当事人都签了，调解员再签。')
    if (isMediator && !actor.personId.equals(input.by))
      throw new AppError('CASE_STEP_NOT_ALLOWED', '这一处要调解员本人登录了签。')
    await claimPhotos(actor, [input.photoId], claim)
    const signature = { by: new Types.ObjectId(input.by), at: now, photoId: new Types.ObjectId(input.photoId) }
    const last = missing.length === 1 ? await ending(actor, c._id, 'agreed', now) : null
    const after = await write(m, {
      $push: { 'agreement.signatures': signature, ...last?.notice.$push },
      ...(last ? { $set: last.set } : {}),
    })
    if (!after) {
      // Another party signed at this moment, or the words changed: the next look says which.
      await release()
      continue
    }
    if (last) await settleMediation(after, now)
    return c
  }
}

/** Takes the signatures back: a mistake was found while it was signed. The next version is signed anew. */
export async function rejectSignatures(actor: Actor, { id, revision }: z.output<typeof RejectSignatures>) {
  const c = await loadHandled(actor, id)
  const m = await load(c._id)
  if (m.agreement?.revision !== revision) throw new AppError('CONFLICT', OVERTAKEN)
  const photos = m.agreement.signatures.map(({ photoId }) => photoId)
  const set = { 'agreement.signatures': [], 'agreement.revision': revision + 1 }
  if (!(await write(m, { $set: set }))) throw new AppError('CONFLICT', OVERTAKEN)
  await releasePhotos(signaturesOf(c._id), photos)
  return c
}

/** Ends it without a signed agreement. An oral one has to be written down before. */
export async function endMediation(actor: Actor, input: z.output<typeof EndMediation>, now: Date) {
  const c = await loadHandled(actor, input.id)
  for (;;) {
    const m = await load(c._id)
    if (m.outcome) throw new AppError('CASE_STEP_NOT_ALLOWED', '这件调解已经有结果了。')
    if (m.agreement && isLocked(m.agreement))
      throw new AppError('CASE_STEP_NOT_ALLOWED', '协议已经有人签了字。要改成别的结果，先作废签字。')
    if (input.outcome === 'agreed_orally' && m.agreement?.form !== 'oral')
      throw new AppError('CASE_STEP_NOT_ALLOWED', '先把口头说好的记在协议里，选“口头协议”，再记结果。')
    const { set, notice } = await ending(actor, c._id, input.outcome, now)
    const outcomeWords = sealValue('words', input.text)
    const after = await write(m, { $set: { ...set, outcomeWords }, ...notice })
    if (!after) continue
    await settleMediation(after, now)
    return c
  }
}
