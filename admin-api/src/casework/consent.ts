import { CASEWORK_CONSENT_VERSION } from '@yike/shared/casework/rules'
import type { NoteConsent, OpenCasework } from '@yike/shared/casework/schemas'
import { shownNumber } from '@yike/shared/cases/number'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { caseworksAbout, lastAsPlanned, loadCaseworkCase, openCaseworkCase } from '../cases/caseworks'
import type { CaseRecord } from '../cases/model'
import { casePolicy } from '../cases/policy'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { notify } from '../messages/notify'
import { personById } from '../people/me'
import type { PurposeHandler } from '../privacy/registry'
import { sealValue } from '../sealing'
import { isGuarded, loadOwn } from './load'
import { CaseworkModel } from './model'

type Given = z.output<typeof OpenCasework>['consent']

/** A yes to the words of now; for a child under 14 a guardian's, by name. */
async function checkConsent(personId: string | Types.ObjectId, { version, by, guardianName }: Given, now: Date) {
  if (version !== CASEWORK_CONSENT_VERSION)
    throw new AppError('CASEWORK_CONSENT_NEEDED', '说明刚刚改过，请重新念一遍再记同意。')
  if (isGuarded(await personById(personId), now) && by !== 'guardian')
    throw new AppError('INVALID_INPUT', undefined, { fields: { by: ['不满十四岁，要监护人同意'] } })
  if (by === 'guardian' && !guardianName)
    throw new AppError('INVALID_INPUT', undefined, { fields: { guardianName: ['写上监护人的姓名'] } })
}

/** Puts a yes on record; with it the casework begins. A second yes changes nothing while the first one stands. */
async function begin(c: CaseRecord, actor: Actor, { version, by, guardianName }: Given, now: Date) {
  await CaseworkModel.create({
    ...{ _id: c._id, personId: c.reporterId!, seq: 0 },
    consent: { version, by, heardBy: actor.personId, at: now },
    guardianName: guardianName ? sealValue('name', guardianName) : null,
  }).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
  await lastAsPlanned(c._id, actor, now)
}

/** Opens a casework for somebody who has agreed. */
export async function openCasework(call: CallContext, { consent, ...input }: z.output<typeof OpenCasework>) {
  await checkConsent(input.personId, consent, call.now)
  const c = await openCaseworkCase(call, input)
  await begin(c, call.actor, consent, call.now)
  return c
}

/** The yes for a casework that the person asked for, or that a supervisor gave to somebody. */
export async function noteConsent(actor: Actor, { id, ...consent }: z.output<typeof NoteConsent>, now: Date) {
  const c = await loadCaseworkCase(actor, id)
  authorize(casePolicy.handleConfidential(actor, c))
  await checkConsent(c.reporterId!, consent, now)
  await begin(c, actor, consent, now)
  return c
}

/** Withdraws the consent to one of somebody's caseworks, which its social worker reads of. False where none stands. */
async function withdrawFrom(c: CaseRecord, now: Date): Promise<boolean> {
  const wish = {
    ...{ kind: 'casework_end_wished' as const, recipients: c.assigneeId ? [c.assigneeId] : [] },
    title: `个案要收尾：${shownNumber(c.number)}`,
    body: '本人不想做下去了。不再写新的记录，打个电话，再结案。',
    about: { type: 'work_case' as const, id: c._id },
  }
  const withdrawn = await CaseworkModel.updateOne(
    { _id: c._id, endedAt: null, 'consent.withdrawnAt': null },
    { $set: { 'consent.withdrawnAt': now }, ...notify(wish, now) },
  )
  return withdrawn.modifiedCount > 0
}

/** The person wishes to end it. */
export async function wishEnd(actor: Actor, id: string, now: Date) {
  const { c, casework } = await loadOwn(actor, id)
  if (!casework || casework.endedAt)
    throw new AppError('CASE_STEP_NOT_ALLOWED', casework ? '已经结案了。' : '还没开始，打电话告诉社区就行。')
  await withdrawFrom(c, now)
}

/** Consent is given with the casework; withdrawing it stops all open ones. */
export const caseworkPurpose: PurposeHandler = {
  code: 'casework',
  isGiven: async (personId) =>
    (await CaseworkModel.exists({ personId, endedAt: null, 'consent.withdrawnAt': null })) !== null,
  async withdraw(personId, now) {
    for (const c of await caseworksAbout([personId])) await withdrawFrom(c, now)
  },
}
