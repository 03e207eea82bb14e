import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { EVIDENCE_KINDS } from '@yike/shared/people/family'
import { bestProof } from '@yike/shared/people/real-name'
import { likelySame, type Known } from '@yike/shared/people/likely-same'
import type { ConfirmFamily, EndFamily, RegisterPerson } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { claimPhotos, releasePhotos } from '../files/store'
import { orNotFound, type Actor } from '../http/policy'
import { idemOf, stableId, isDuplicate, replayed } from '../idempotency'
import { entryOf, notify } from '../messages/notify'
import { knownCompounds } from '../territory/known-areas'
import { claimOf, endLine, pairOf, applyBinding, bindingNotification } from './bind'
import { BindingModel, type Binding } from './binding-model'
import { actorsOf, openRequests, standingsOf } from './family'
import { foundByFilter } from './found-by'
import { personById, showPhone, writeDown } from './me'
import { mergesOf } from './merge-moves'
import { consentFor } from './minors'
import { PersonModel, type Person } from './model'
import { openedPhone, phoneLast4 } from '../sealed-values'
import { homeOf, idEndOf, sealedLast4 } from './sealed-facts'
import { personPolicy } from './policy'

const FOUND = 20
const RECENT = 8

/**
 * Residents of the actor's areas that match the typed text, the most recently helped first; without words the people
 * whom the actor helped last.
 */
export async function findPeople(actor: Actor, q: string | undefined): Promise<Person[]> {
  const mine = { ...personPolicy.visible(actor), mergedInto: null, diedOn: null }
  if (!q)
    return PersonModel.find({ ...mine, 'helped.byId': actor.personId }, { sessions: 0 })
      .sort({ 'helped.at': -1 })
      .limit(RECENT)
      .lean<Person[]>()
  const filter = foundByFilter(q)
  if (!filter) return []
  return PersonModel.find({ $and: [mine, filter] }, { sessions: 0 })
    .sort({ 'helped.at': -1, name: 1, _id: 1 })
    .limit(FOUND)
    .lean<Person[]>()
}

/** Staff begin to help somebody of their areas. */
export async function helpPerson(actor: Actor, personId: string, now: Date): Promise<Person> {
  const { _id } = await personById(personId)
  return orNotFound(
    await PersonModel.findOneAndUpdate(
      { _id, ...personPolicy.visible(actor) },
      { $set: { helped: { at: now, byId: actor.personId } } },
      { returnDocument: 'after', projection: { sessions: 0 } },
    ).lean<Person>(),
  )
}

/** Registers an elder without a phone, at the counter; a child under 14 with the consent of the guardian. */
export async function registerPerson(actor: Actor, key: string, input: z.output<typeof RegisterPerson>, now: Date) {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Person>(PersonModel, idem)
  if (before) return before
  const consent = consentFor(input.birthYear, input.guardian, { byId: actor.personId, at: now })
  try {
    if (!input.isSomebodyElse) await refuseKnown(actor, input)
  } catch (refusal) {
    // The same tap, sent twice at once: the person who is known was written down by it.
    const same = await replayed<Person>(PersonModel, idem)
    if (same) return same
    throw refusal
  }
  return writeDown(actor, input, { idem, helped: { at: now, byId: actor.personId }, ...consent }, now)
}

const NAMED = 3

/** People of the actor's areas who are likely the same. */
async function findAlike(actor: Actor, known: Known): Promise<Person[]> {
  return (await findPeople(actor, known.name)).filter((one) =>
    likelySame({ ...one, phone: openedPhone(one.phone), idLast4: idEndOf(one) }, known),
  )
}

/** Throws PERSON_KNOWN, naming people of the actor's areas who are likely the same. */
async function refuseKnown(actor: Actor, input: z.output<typeof RegisterPerson>) {
  const { name } = input
  const [phone, birthYear] = [input.phone ?? null, input.birthYear ?? null]
  const alike = await findAlike(actor, { name, phone, birthYear })
  if (alike.length === 0) return
  const said = alike.slice(0, NAMED).map((one) => {
    const facts = [
      one.birthYear && `${one.birthYear} 年生`,
      homeOf(one)?.text,
      one.phone && `尾号 ${phoneLast4(one.phone)}`,
    ]
    return [one.name, ...facts.filter(Boolean)].join('，')
  })
  throw new AppError('PERSON_KNOWN', `可能已经登记过：${said.join('；')}。是同一位就直接用，不是再登记。`)
}

/** Verifies a number that somebody showed at the counter, or from which they were reached. */
export async function verifyPhone(actor: Actor, personId: string, phone: string, now: Date): Promise<Person> {
  const person = await personById(personId)
  orNotFound(personPolicy.bind(actor, person) || null)
  return showPhone(person._id, phone, now)
}

/** Somebody of the actor's areas; a record that was merged answers by the other. */
export async function visiblePerson(actor: Actor, personId: Types.ObjectId | string) {
  const person = await personById(personId)
  return orNotFound(personPolicy.find(actor, person) ? person : null)
}

/** Somebody of the actor's areas with both sides of their family. */
export async function staffPerson(actor: Actor, personId: Types.ObjectId | string, now: Date) {
  const person = await visiblePerson(actor, personId)
  const [actors, asking, actsFor] = await Promise.all([
    actorsOf(person._id),
    openRequests({ personId: person._id }, now),
    standingsOf(person.family),
  ])
  const others = await PersonModel.find(
    { _id: { $in: person.family.map((line) => line.personId) } },
    { areas: 1, phone: 1 },
  ).lean<Pick<Person, '_id' | 'areas' | 'phone'>[]>()
  const mayMerge = personPolicy.merge(actor, person)
  const [proverId, binderId] = [bestProof(person.realName)?.byId, person.homeProof?.byId]
  const [alike, merges, provers, compounds] = await Promise.all([
    mayMerge ? findAlike(actor, { ...person, phone: openedPhone(person.phone), idLast4: idEndOf(person) }) : [],
    mergesOf(person._id),
    PersonModel.find({ _id: { $in: [proverId, binderId].filter((id) => id !== undefined) } }, { name: 1 }).lean<
      Pick<Person, '_id' | 'name'>[]
    >(),
    knownCompounds(person.communityId),
  ])
  const nameOf = (id: Types.ObjectId | undefined) => provers.find(({ _id }) => id?.equals(_id))?.name ?? null
  return {
    ...{ person, actors, asking, actsFor, others, merges },
    alike: alike.filter(({ _id }) => !_id.equals(person._id)),
    ...{ provedBy: nameOf(proverId), boundBy: nameOf(binderId), compounds },
  }
}
export type StaffPersonFacts = Awaited<ReturnType<typeof staffPerson>>

/** Whether the same member of staff confirmed this binding with the same photos: a tap sent again. */
const isSameLook = ({ state, confirmation }: Binding, actor: Actor, { evidence }: z.output<typeof ConfirmFamily>) =>
  state === 'confirmed' &&
  confirmation !== null &&
  confirmation.by.equals(actor.personId) &&
  String(confirmation.evidence?.photoIds) === String(evidence.photoIds)

/**
 * A member of staff has seen by a document that `askerId` may act for `personId`. Answers the open request, or confirms
 * a line that was written down, or binds the two anew. The asker may live elsewhere if they asked or act already.
 */
export async function confirmByStaff(actor: Actor, key: string, input: z.output<typeof ConfirmFamily>, now: Date) {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Binding>(BindingModel, idem)
  if (before) return applyBinding(before._id, now)
  const person = await personById(input.personId)
  orNotFound(personPolicy.bind(actor, person) || null)
  const asker = await personById(input.askerId)
  if (asker._id.equals(person._id)) throw new AppError('INVALID_INPUT', '办事的人和被代办的人是同一位，再看看。')
  const pair = pairOf(asker._id, person._id)
  const live = await BindingModel.findOne({ pair, live: true }).lean<Binding>()
  const acts = asker.family.some((line) => line.personId.equals(person._id))
  orNotFound(acts || live !== null || personPolicy.find(actor, asker) || null)
  if (live?.state === 'confirmed') {
    if (isSameLook(live, actor, input)) return applyBinding(live._id, now)
    throw new AppError(
      'FAMILY_ASKED',
      live.confirmation?.evidence ? '这两位已经核对过了。' : '本人已经同意过了，不用再核对。',
    )
  }
  const _id = live?._id ?? stableId('family', actor.personId, key)
  const binding = newBinding(_id, { asker, person, relation: input.relation }, now)
  const photoIds = input.evidence.photoIds.map((id) => new Types.ObjectId(id))
  const vouched = vouchedBy(actor, binding, { ...input.evidence, photoIds }, now)
  try {
    await claimPhotos(actor, input.evidence.photoIds, claimOf(binding._id))
    if (live) await answerOpen(live, vouched, now)
    else await BindingModel.create({ ...binding, ...vouched.set, outbox: [entryOf(vouched.notification, now)], idem })
  } catch (cause) {
    const standing = await BindingModel.findById(binding._id).lean<Binding>()
    if (standing && isSameLook(standing, actor, input)) return applyBinding(standing._id, now)
    // Not confirmed: the photos are free for the next try.
    await releasePhotos(claimOf(binding._id), photoIds)
    throw isDuplicate(cause) ? new AppError('FAMILY_MOVED') : cause
  }
  await applyBinding(binding._id, now)
}

const newBinding = (
  _id: Types.ObjectId,
  { asker, person, relation }: { asker: Person; person: Person; relation: Binding['relation'] },
  now: Date,
) => ({
  _id,
  askerId: asker._id,
  askerName: asker.name,
  askerPhoneLast4: sealedLast4(asker.phone),
  personId: person._id,
  personName: person.name,
  personPhoneLast4: sealedLast4(person.phone),
  relation,
  pair: pairOf(asker._id, person._id),
  expiresAt: now,
  createdAt: now,
})

function vouchedBy(
  actor: Actor,
  { _id, askerId, askerName, personId, personName, relation }: ReturnType<typeof newBinding>,
  evidence: NonNullable<NonNullable<Binding['confirmation']>['evidence']>,
  now: Date,
) {
  const words = {
    kind: 'family_vouched' as const,
    recipients: [askerId, personId],
    title: `${askerName}可以替${personName}办事了`,
    body: `${actor.name}在社区看了${EVIDENCE_KINDS[evidence.kind]}。不想要了，在“家人”里点停，或打电话给社区。`,
  }
  const confirmation = { by: actor.personId, byName: actor.name, evidence, at: now }
  return {
    set: {
      state: 'confirmed' as const,
      live: true,
      slot: null,
      relation,
      personName,
      confirmation,
      unsettledSince: now,
    },
    notification: bindingNotification({ _id }, words),
  }
}

async function answerOpen({ _id }: Binding, { set, notification }: ReturnType<typeof vouchedBy>, now: Date) {
  const answered = await BindingModel.updateOne(
    { _id, state: 'open', expiresAt: { $gt: now } },
    { $set: set, ...notify(notification, now) },
  )
  if (answered.matchedCount === 0) throw new AppError('FAMILY_MOVED')
}

/** Staff end it for somebody who cannot end it themself; both sides read the reason. */
export async function endByStaff(actor: Actor, { personId, askerId, reason }: z.output<typeof EndFamily>, now: Date) {
  const person = await personById(personId)
  orNotFound(personPolicy.bind(actor, person) || null)
  const asker = orNotFound(await PersonModel.findOne({ _id: askerId, 'family.personId': person._id }).lean<Person>())
  await endLine(asker, person._id, { by: actor, reason }, now)
}
