import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { MergeReason } from '@yike/shared/people/merge'
import { addMinutes } from '@yike/shared/time/china'
import { sameName } from '@yike/shared/people/names'
import { isDuplicate } from '../idempotency'
import { openValue, type SealedValue } from '../sealing'
import { openedPhone } from '../sealed-values'
import { underLock } from '../lock'
import { entryOf, type Notification } from '../messages/notify'
import { findAnew } from './find-anew'
import { PersonMergeModel, PersonMoveModel, type Filled, type PersonMerge } from './merge-model'
import { followAgain, moveBack, moveFamilyLines, moveFamilyLinesBack, moveRecords } from './merge-moves'
import { CredentialModel, PersonModel, type Person } from './model'
import { allMergeGuards } from './person-records'
import { homeOf } from './sealed-facts'

type Id = Types.ObjectId

/** A record that ends, and the record of the same person that stays. */
export interface Pair {
  from: Person
  into: Person
}

interface How {
  reason: MergeReason
  by: { _id: Id; name: string }
  notifications?: readonly Notification[]
  idem?: PersonMerge['idem']
}

const livesAt = (person: Person) => homeOf(person)?.text

/** The facts that only the record has which ends. */
function filledBy({ from, into }: Pair): Filled {
  const { phone, phoneVerifiedAt, birthYear, home, idLast4, consentVersion } = from
  const isShown =
    phone !== null && openedPhone(phone) === openedPhone(into.phone) && phoneVerifiedAt && !into.phoneVerifiedAt
  // The proofs are of the name that the person has from now on.
  const proofs = sameName(from.name, into.name)
    ? (from.realName ?? []).filter(({ level }) => !into.realName?.some((one) => one.level === level))
    : []
  return {
    ...(proofs.length > 0 ? { realName: proofs } : {}),
    ...(into.phone === null && phone !== null ? { phone, phoneVerifiedAt: phoneVerifiedAt ?? null } : {}),
    ...(isShown ? { phoneVerifiedAt } : {}),
    ...(into.birthYear === null && birthYear !== null ? { birthYear } : {}),
    ...(into.home === null && home !== null ? { home } : {}),
    ...(from.homeProof && !into.homeProof && (into.home === null || livesAt(from) === livesAt(into))
      ? { homeProof: from.homeProof }
      : {}),
    ...(!into.idLast4 && idLast4 ? { idLast4 } : {}),
    ...(!into.consentVersion && consentVersion ? { consentVersion } : {}),
  }
}

/** Throws the reason of a domain why two records cannot be merged now. */
export async function refuseGuarded({ from, into }: Pair, now: Date) {
  for (const guard of allMergeGuards()) {
    const why = await guard(from._id, into._id, now)
    if (why) throw new AppError('CONFLICT', why)
  }
}

/** Writes the intent, with its messages. Called under the lock of merges, as is `settleUnderLock`. */
export async function createMerge({ from, into }: Pair, { reason, by, notifications, idem }: How, now: Date) {
  try {
    return await PersonMergeModel.create({
      fromId: from._id,
      fromName: from.name,
      intoId: into._id,
      reason,
      state: 'moving',
      filled: filledBy({ from, into }),
      family: from.family.filter(({ personId }) => !into.family.some((line) => line.personId.equals(personId))),
      byId: by._id,
      byName: by.name,
      at: now,
      unsettledSince: now,
      outbox: notifications?.filter(({ recipients }) => recipients.length > 0).map((one) => entryOf(one, now)),
      idem,
    })
  } catch (cause) {
    throw isDuplicate(cause) ? new AppError('CONFLICT', '这一份刚刚合并过，刷新再看。') : cause
  }
}

/**
 * Ends a record in another of the same person, once, with everything that names it: a second call finishes what the
 * first began. Throws the reason where the two cannot be merged.
 */
export const endRecordIn = (pair: Pair, how: How, now: Date) =>
  underLock('merge people', async () => {
    const begun = await PersonMergeModel.findOne({ fromId: pair.from._id, undoneAt: null }).lean<PersonMerge>()
    if (begun) return settleUnderLock(begun._id, now)
    await refuseGuarded(pair, now)
    const merge = await createMerge(pair, how, now)
    await settleUnderLock(merge._id, now)
  })

/** Calls end within this time: what one wrote under the old id is then found. */
const LOOK_AGAIN_MINUTES = 2

/** Makes records agree with the state of a merge. May be done again. */
export const settleMerge = (mergeId: Id, now: Date) => underLock('merge people', () => settleUnderLock(mergeId, now))

export async function settleUnderLock(mergeId: Id, now: Date) {
  const merge = await PersonMergeModel.findById(mergeId).lean<PersonMerge>()
  if (merge?.state === 'moving') await carryOut(merge, now)
  if (merge?.state === 'merged' && merge.lookAgainAt && merge.lookAgainAt <= now) await lookAgain(merge)
  if (merge?.state === 'undoing') await takeBack(merge, now)
}

const findPersonAnew = async (personId: Id) => {
  const person = await PersonModel.findById(personId).lean<Person>()
  if (person) await findAnew(person)
}

async function carryOut(merge: PersonMerge, now: Date) {
  const { _id, fromId, intoId, filled, family } = merge
  await PersonModel.updateOne({ _id: fromId }, { $set: { mergedInto: intoId, sessions: [] } })
  const { phone, phoneVerifiedAt, realName = [], homeProof, ...others } = filled
  if (phone) await PersonModel.updateOne({ _id: intoId, phone: null }, { $set: { phone, phoneVerifiedAt } })
  else if (phoneVerifiedAt)
    await PersonModel.updateOne({ _id: intoId, phoneVerifiedAt: null }, { $set: { phoneVerifiedAt } })
  for (const proof of realName)
    await PersonModel.updateOne({ _id: intoId, 'realName.level': { $ne: proof.level } }, { $push: { realName: proof } })
  for (const [field, value] of Object.entries(others))
    await PersonModel.updateOne({ _id: intoId, [field]: null }, { $set: { [field]: value } })
  if (homeProof) await carryHomeProof(merge, homeProof)
  for (const line of family)
    await PersonModel.updateOne({ _id: intoId, 'family.personId': { $ne: line.personId } }, { $push: { family: line } })
  await findPersonAnew(intoId)
  await moveFamilyLines(merge)
  await moveRecords(merge)
  await PersonMergeModel.updateOne(
    { _id, state: 'moving' },
    { $set: { state: 'merged', unsettledSince: null, lookAgainAt: addMinutes(now, LOOK_AGAIN_MINUTES) } },
  )
}

/** The proof of the ended record's address goes to the survivor where it is theirs too. */
async function carryHomeProof({ fromId, intoId }: PersonMerge, homeProof: NonNullable<Filled['homeProof']>) {
  const people = await PersonModel.find({ _id: { $in: [fromId, intoId] } }, { home: 1 }).lean<Person[]>()
  const [into, from] = [intoId, fromId].map((id) => people.find(({ _id }) => _id.equals(id)))
  if (into?.home && from && livesAt(into) === livesAt(from))
    await PersonModel.updateOne(
      { _id: intoId, 'home.bytes': into.home.bytes, homeProof: null },
      { $set: { homeProof } },
    )
}

async function lookAgain(merge: PersonMerge) {
  await moveFamilyLines(merge)
  await moveRecords(merge)
  await followAgain(merge)
  await PersonMergeModel.updateOne({ _id: merge._id, state: 'merged' }, { $set: { lookAgainAt: null } })
}

const isSame = (field: string, a: SealedValue<unknown>, b: SealedValue<unknown>) =>
  JSON.stringify(openValue(field, a)) === JSON.stringify(openValue(field, b))

/**
 * Takes out a sealed fact that the merge filled in, unless somebody wrote another since. The two are compared opened:
 * either may have been sealed anew.
 */
async function takeOut(
  _id: Id,
  field: 'phone' | 'home' | 'idLast4',
  filled: SealedValue<unknown> | null | undefined,
  also: object = {},
) {
  const has = (await PersonModel.findById(_id, { [field]: 1 }).lean<Person>())?.[field]
  if (filled && has && isSame(field, filled, has))
    await PersonModel.updateOne({ _id, [`${field}.bytes`]: has.bytes }, { $set: { [field]: null, ...also } })
}

async function takeBack(merge: PersonMerge, now: Date) {
  const { _id, fromId, intoId, filled, family } = merge
  await moveBack(merge)
  await moveFamilyLinesBack(merge)
  await PersonModel.updateOne(
    { _id: intoId },
    { $pull: { family: { personId: { $in: family.map(({ personId }) => personId) } } } },
  )
  const { phone, phoneVerifiedAt, home, homeProof, idLast4, realName = [], ...others } = filled
  if (phone) await takeOut(intoId, 'phone', phone, { phoneVerifiedAt: null })
  else if (phoneVerifiedAt)
    await PersonModel.updateOne({ _id: intoId, phoneVerifiedAt }, { $set: { phoneVerifiedAt: null } })
  for (const { level, at } of realName)
    await PersonModel.updateOne({ _id: intoId }, { $pull: { realName: { level, at } } })
  if (homeProof)
    await PersonModel.updateOne({ _id: intoId, 'homeProof.at': homeProof.at }, { $set: { homeProof: null } })
  await takeOut(intoId, 'home', home)
  await takeOut(intoId, 'idLast4', idLast4)
  for (const [field, value] of Object.entries(others))
    await PersonModel.updateOne({ _id: intoId, [field]: value }, { $set: { [field]: null } })
  await PersonModel.updateOne({ _id: intoId, claimedBy: fromId }, { $set: { claimedBy: null } })
  // The account that came along goes back: the phone that signed in with it is signed out of the survivor.
  if (await PersonMoveModel.exists({ mergeId: _id, model: CredentialModel.modelName }))
    await PersonModel.updateOne({ _id: intoId }, { $set: { sessions: [] } })
  await findPersonAnew(intoId)
  await PersonModel.updateOne({ _id: fromId, mergedInto: intoId }, { $set: { mergedInto: null } })
  await PersonMergeModel.updateOne(
    { _id, state: 'undoing' },
    { $set: { state: 'undone', undoneAt: now, unsettledSince: null } },
  )
}

const LEFT_BEHIND_MINUTES = 1

/** A job: finishes merges whose process died, and looks once more after each. Returns how many it looked after. */
export async function resumeMerges(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = await PersonMergeModel.find(
    { $or: [{ unsettledSince: { $lte: addMinutes(now, -olderThanMinutes) } }, { lookAgainAt: { $lte: now } }] },
    { _id: 1 },
  )
    .limit(50)
    .lean<{ _id: Id }[]>()
  for (const { _id } of left) await settleMerge(_id, now)
  return left.length
}
