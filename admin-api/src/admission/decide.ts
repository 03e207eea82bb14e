import { AppError } from '@yike/shared/errors'
import type { Admit, EndAdmission, Refuse } from '@yike/shared/admission/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { checkTerm } from './ask'
import { AdmissionModel, type Admission } from './model'
import { admissionPolicy } from './policy'

type Call = Pick<CallContext, 'actor' | 'now'>

/** Writes an answer where the work still waits for it; otherwise says what it met. */
async function answer(
  actor: Actor,
  id: string,
  { expected, change }: { expected: object; change: object },
): Promise<Admission> {
  const own = { _id: id, ...admissionPolicy.decidable(actor) }
  const changed = await AdmissionModel.findOneAndUpdate(
    { ...own, ...expected },
    { $set: change },
    { returnDocument: 'after' },
  ).lean<Admission>()
  if (changed) return changed
  orNotFound(await AdmissionModel.exists(own))
  throw new AppError('CONFLICT', '同事刚刚答复过这一项了。您写的还在，看一眼再说。')
}

/** Admits a work, on the terms that the street sets. */
export function admit({ actor, now }: Call, { id, reason, ...terms }: z.output<typeof Admit>) {
  checkTerm(terms, now)
  const change = { ...terms, state: 'admitted', decision: reason, decidedById: actor.personId, decidedAt: now }
  return answer(actor, id, { expected: { state: 'asked' }, change })
}

export const refuse = ({ actor, now }: Call, { id, reason }: z.output<typeof Refuse>) =>
  answer(actor, id, {
    expected: { state: 'asked' },
    change: { state: 'refused', decision: reason, decidedById: actor.personId, decidedAt: now },
  })

/** Ends an admitted work before its time: on a day from its first one on, which is not past. */
export function endAdmission({ actor, now }: Call, { id, endedOn, reason }: z.output<typeof EndAdmission>) {
  const today = dayOf(now)
  if (endedOn < today) throw new AppError('INVALID_INPUT', undefined, { fields: { endedOn: ['最早到今天，重新选'] } })
  return answer(actor, id, {
    expected: { state: 'admitted', until: { $gte: endedOn } },
    change: { state: 'ended', endedOn, endReason: reason, endedById: actor.personId },
  })
}
