import type { Types } from 'mongoose'
import { disputesOf, loadDispute, namedInDispute } from '../cases/disputes'
import type { CaseRecord } from '../cases/model'
import { sessionsOf } from '../cases/sessions'
import { orNotFound, type Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { personNamedWithPhone } from '../people/named-with-phone'
import { peopleByIds } from '../people/me'
import { sealedPhone } from '../sealed-values'
import { sealValue } from '../sealing'
import {
  MediationModel,
  MediationPartyModel,
  MediationSessionModel,
  type Mediation,
  type MediationParty,
  type MediationSession,
} from './model'

/** A mediation with everything its page shows. */
export interface Described {
  c: CaseRecord
  mediation: Mediation
  parties: MediationParty[]
  sessions: MediationSession[]
  mediator: { _id: Types.ObjectId; name: string } | null
}

/** A mediation of which nothing was written yet. */
const unwritten = (c: CaseRecord): Mediation => ({
  _id: c._id,
  seq: 0,
  agreement: null,
  facts: null,
  terms: null,
  outcome: null,
  outcomeWords: null,
  endedAt: null,
  endedBy: null,
  outbox: [],
})

/** The parties that the report names, under ids that follow from the case, so that writing them twice is once. */
async function firstParties(c: CaseRecord): Promise<MediationParty[]> {
  const { reporter, others } = await namedInDispute(c)
  const party = (
    side: MediationParty['side'],
    { name, phone, personId }: { name: string; phone?: string | null | undefined; personId: Types.ObjectId | null },
    at: number,
  ): MediationParty => ({
    _id: stableId('mediation party', c._id, String(at)),
    caseId: c._id,
    side,
    personId,
    name: sealValue('name', name),
    phone: sealedPhone(phone),
    addedAt: new Date(c.filedAt.getTime() + at),
  })
  const known = await Promise.all(others.map(({ name, phone }) => personNamedWithPhone(name, phone)))
  return [
    ...(reporter ? [party('applicant', reporter, 0)] : []),
    ...others.map((one, at) => party('other', { ...one, personId: known[at]! }, at + 1)),
  ]
}

/** Puts a mediation on record, with the parties that the report names. Repeating it changes nothing. */
export async function putOnRecord(c: CaseRecord): Promise<void> {
  if (await MediationModel.exists({ _id: c._id })) return
  for (const party of await firstParties(c))
    await MediationPartyModel.updateOne({ _id: party._id }, { $setOnInsert: party }, { upsert: true })
  await MediationModel.updateOne({ _id: c._id }, { $setOnInsert: unwritten(c) }, { upsert: true })
}

const partiesOf = (caseId: Types.ObjectId) =>
  MediationPartyModel.find({ caseId }).sort({ addedAt: 1, _id: 1 }).lean<MediationParty[]>()

export async function describe(c: CaseRecord): Promise<Described> {
  const [mediation, stored, sessions, people] = await Promise.all([
    MediationModel.findById(c._id).lean<Mediation>(),
    partiesOf(c._id),
    sessionsOf(MediationSessionModel, c._id),
    peopleByIds(c.assigneeId ? [c.assigneeId] : []),
  ])
  const parties = mediation ? stored : await firstParties(c)
  return { c, mediation: mediation ?? unwritten(c), parties, sessions, mediator: people[0] ?? null }
}

/** For staff who see the case. */
export const loadMediation = async (actor: Actor, id: string): Promise<Described> =>
  describe(await loadDispute(actor, id))

/** For a party: NOT_FOUND for everybody else, staff too. */
export async function loadAsParty({ personId }: Actor, id: string): Promise<Described & { party: MediationParty }> {
  const party = orNotFound(await MediationPartyModel.findOne({ caseId: id, personId }).lean<MediationParty>())
  const [c] = await disputesOf([party.caseId])
  return { ...(await describe(orNotFound(c))), party }
}

export async function listAsParty({ personId }: Actor) {
  const mine = await MediationPartyModel.find({ personId }).sort({ addedAt: -1 }).limit(50).lean<MediationParty[]>()
  const cases = new Map((await disputesOf(mine.map(({ caseId }) => caseId))).map((c) => [String(c._id), c]))
  const found = mine.flatMap((party) => {
    const c = cases.get(String(party.caseId))
    return c ? [{ c, party }] : []
  })
  return Promise.all(found.map(async ({ c, party }) => ({ ...(await describe(c)), party })))
}
