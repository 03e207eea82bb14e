import type { Types } from 'mongoose'
import type { AddParty } from '@yike/shared/mediation/schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { barFromDispute, loadDispute, unbarFromDispute } from '../cases/disputes'
import type { CaseRecord } from '../cases/model'
import { casePolicy } from '../cases/policy'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { revealPhone } from '../people/access-log'
import { personNamedWithPhone } from '../people/named-with-phone'
import { openedPhone, sealedPhone } from '../sealed-values'
import { openValue, sealValue } from '../sealing'
import { putOnRecord } from './load'
import { MediationModel, MediationPartyModel, MediationSessionModel, type MediationParty } from './model'

/** The case of an open mediation that the actor handles, put on record. */
export async function loadHandled(actor: Actor, id: string): Promise<CaseRecord> {
  const c = await loadDispute(actor, id)
  if (c.state === 'accepted' || c.state === 'submitted')
    throw new AppError('CASE_STEP_NOT_ALLOWED', '先受理，再指定一位调解员，才好约人、写协议。')
  if (c.state !== 'in_progress') throw new AppError('CASE_STEP_NOT_ALLOWED', '这件调解已经有结果了，不能再改。')
  authorize(casePolicy.handleConfidential(actor, c))
  await putOnRecord(c)
  return c
}

/** Adds somebody as a party. They are barred from having the case before they are one. */
export async function addParty({ actor, key, now }: CallContext, input: z.output<typeof AddParty>) {
  const c = await loadHandled(actor, input.id)
  const idem = idemOf(actor.personId, key, input)
  if (await replayed(MediationPartyModel, idem)) return c
  const personId = await personNamedWithPhone(input.name, input.phone)
  if (personId && !(await barFromDispute(c._id, personId)))
    throw new AppError('CASE_STEP_NOT_ALLOWED', '这一位就是调解员，不能又当当事人。请管调解的同事先换一位调解员。')
  const party = {
    ...{ caseId: c._id, side: input.side, personId, addedAt: now, idem },
    ...{ name: sealValue('name', input.name), phone: sealedPhone(input.phone) },
  }
  await MediationPartyModel.create(party).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
  return c
}

const partyOf = async (caseId: Types.ObjectId, partyId: string) =>
  orNotFound(await MediationPartyModel.findOne({ _id: partyId, caseId }).lean<MediationParty>())

/** Removes a party whom neither a session nor the agreement names. */
export async function removeParty(actor: Actor, { id, partyId }: { id: string; partyId: string }) {
  const c = await loadHandled(actor, id)
  const party = await partyOf(c._id, partyId)
  const isNamed =
    (await MediationSessionModel.exists({ caseId: c._id, partyIds: party._id })) ??
    (await MediationModel.exists({ _id: c._id, 'agreement.partyIds': party._id }))
  if (isNamed) throw new AppError('CASE_STEP_NOT_ALLOWED', '约过这一位，或者协议里写了，不能去掉。')
  await MediationPartyModel.deleteOne({ _id: party._id })
  if (party.personId) await unbarFromDispute(c._id, party.personId)
  return c
}

/** The number of a party, for the mediator who phones them. */
export async function partyPhone(actor: Actor, { id, partyId }: { id: string; partyId: string }, now: Date) {
  const c = await loadHandled(actor, id)
  const { personId, name, phone } = await partyOf(c._id, partyId)
  const called = openValue('name', name)
  if (personId) return revealPhone(actor, { _id: personId, name: called, phone }, 'case', now)
  return { name: called, phone: orNotFound(openedPhone(phone)) }
}
