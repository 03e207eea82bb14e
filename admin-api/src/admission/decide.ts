import { AppError } from '@yike/shared/errors'
import type { Admit, EndAdmission, Refuse } from '@yike/shared/admission/schemas'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { orNotFound, type CallContext } from '../http/policy'
import { notify } from '../messages/notify'
import { checkTerm } from './ask'
import { AdmissionModel, type Admission } from './model'
import { admissionPolicy } from './policy'

type Call = Pick<CallContext, 'actor' | 'now'>

/** Writes an answer where the work still waits for it, and tells the one who asked; otherwise says what it met. */
async function answer(
  { actor, now }: Call,
  { id, reason }: { id: string; reason: string },
  { expected, change, says }: { expected: object; change: object; says: string },
): Promise<Admission> {
  const own = { _id: id, ...admissionPolicy.decidable(actor) }
  const { askedById, title } = orNotFound(await AdmissionModel.findOne(own).lean<Admission>())
  const message = { kind: 'admission_answered' as const, recipients: [askedById], about: null }
  const changed = await AdmissionModel.findOneAndUpdate(
    { ...own, ...expected },
    { $set: change, ...notify({ ...message, title: `${says}：${title}`, body: reason }, now) },
    { returnDocument: 'after' },
  ).lean<Admission>()
  if (changed) return changed
  throw new AppError('CONFLICT', '同事刚刚答复过这一项了。您写的还在，看一眼再说。')
}

/** Admits a work, on the terms that the street sets. */
export function admit(call: Call, { id, reason, ...terms }: z.output<typeof Admit>) {
  const { actor, now } = call
  checkTerm(terms, now)
  const change = { ...terms, state: 'admitted', decision: reason, decidedById: actor.personId, decidedAt: now }
  return answer(call, { id, reason }, { expected: { state: 'asked' }, change, says: '准入了' })
}

export const refuse = (call: Call, { id, reason }: z.output<typeof Refuse>) =>
  answer(
    call,
    { id, reason },
    {
      expected: { state: 'asked' },
      change: { state: 'refused', decision: reason, decidedById: call.actor.personId, decidedAt: call.now },
      says: '没有准入',
    },
  )

/** Ends an admitted work before its time: on a day from its first one on, which is not past. */
export function endAdmission(call: Call, { id, endedOn, reason }: z.output<typeof EndAdmission>) {
  const today = dayOf(call.now)
  if (endedOn < today) throw new AppError('INVALID_INPUT', undefined, { fields: { endedOn: ['最早到今天，重新选'] } })
  return answer(
    call,
    { id, reason },
    {
      expected: { state: 'admitted', until: { $gte: endedOn } },
      change: { state: 'ended', endedOn, endReason: reason, endedById: call.actor.personId },
      says: `街道办到${dateInText(endedOn)}为止`,
    },
  )
}
