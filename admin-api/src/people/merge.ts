import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { undoMergeUntil } from '@yike/shared/people/merge'
import type { MergePeople } from '@yike/shared/people/schemas'
import { addMinutes } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { underLock } from '../lock'
import { recordAccess } from './access-log'
import { BindingModel, type Binding } from './binding-model'
import { visiblePerson } from './counter'
import { findAnew, personById } from './me'
import { PersonMergeModel, type Filled, type PersonMerge } from './merge-model'
import { followAgain, moveBack, moveFamilyLines, moveFamilyLinesBack, moveRecords } from './merge-moves'
import { PersonModel, type Person } from './model'
import { allMergeGuards } from './person-records'
import { personPolicy } from './policy'
import { haveAccounts } from './resolve-code'

type Id = Types.ObjectId

const refused = (why: string) => new AppError('CONFLICT', why)

/** Throws the reason why two records are not, or cannot be, one person's. */
async function refuseMerge(from: Person, into: Person, now: Date) {
  if (from._id.equals(into._id)) throw refused('这是同一份登记，不用合并。')
  if (from.roles.length > 0) throw refused(`${from.name}是工作人员，这一份不能合并掉，换个方向。`)
  const knows = (one: Person, other: Person) => one.family.some(({ personId }) => personId.equals(other._id))
  if (knows(from, into) || knows(into, from)) throw refused('一位是另一位的家人，不是同一个人。')
  const accounts = await haveAccounts([from._id, into._id])
  if (accounts.size > 1) throw refused('两份都有自己登录的账号，不能合并。请他留下一个，注销另一个。')
  const double = await doubleBinding(from._id, into._id)
  if (double) throw refused(`${double}跟这两份都核对过代办，先停掉一份再合并。`)
  for (const guard of allMergeGuards()) {
    const why = await guard(from._id, into._id, now)
    if (why) throw refused(why)
  }
}

/** A record that the actor may merge and that has not ended in another. */
async function standingRecord(actor: Actor, id: string): Promise<Person> {
  const person = await visiblePerson(actor, id)
  authorize(personPolicy.merge(actor, person))
  if (String(person._id) !== id) throw refused(`这一份已经合并到${person.name}了，刷新再看。`)
  return person
}

/** The name of somebody who has a live binding with each of the two; null where nobody has. */
async function doubleBinding(fromId: Id, intoId: Id): Promise<string | null> {
  const live = await BindingModel.find({
    live: true,
    $or: [{ personId: { $in: [fromId, intoId] } }, { askerId: { $in: [fromId, intoId] } }],
  }).lean<Binding[]>()
  const isOne = (id: Id | null) => id !== null && (id.equals(fromId) || id.equals(intoId))
  const other = ({ askerId, personId }: Binding) =>
    isOne(askerId) ? `to:${String(personId)}` : `by:${String(askerId)}`
  const seen = new Set<string>()
  for (const binding of live) {
    if (seen.has(other(binding))) return isOne(binding.askerId) ? binding.personName : binding.askerName
    seen.add(other(binding))
  }
  return null
}

/** The facts that only the record has which ends. */
function filledBy(from: Person, into: Person): Filled {
  const { phone, phoneVerifiedAt, birthYear, home, idLast4 } = from
  return {
    ...(into.phone === null && phone !== null ? { phone, phoneVerifiedAt: phoneVerifiedAt ?? null } : {}),
    ...(into.birthYear === null && birthYear !== null ? { birthYear } : {}),
    ...(into.home === null && home !== null ? { home } : {}),
    ...(!into.idLast4 && idLast4 ? { idLast4 } : {}),
  }
}

/**
 * Makes one of two records of the same person. What is on record of either is found under `personId` from now on, and
 * the other id answers by it. The intent is written first; a job finishes it after a crash.
 */
export async function mergePeople(actor: Actor, key: string, input: z.output<typeof MergePeople>, now: Date) {
  const idem = idemOf(actor.personId, key, input)
  return underLock('merge people', async () => {
    const before = await replayed<PersonMerge>(PersonMergeModel, idem)
    if (before) return settleUnderLock(before._id, now)
    const into = await standingRecord(actor, input.personId)
    const from = await standingRecord(actor, input.fromId)
    await refuseMerge(from, into, now)
    const merge = await createMerge(actor, from, into, idem, now)
    await recordAccess(actor, [into._id], { what: 'edit', reason: 'merge', words: '把两份登记合成一份' }, now)
    await settleUnderLock(merge._id, now)
  })
}

async function createMerge(actor: Actor, from: Person, into: Person, idem: PersonMerge['idem'], now: Date) {
  try {
    return await PersonMergeModel.create({
      fromId: from._id,
      fromName: from.name,
      intoId: into._id,
      state: 'moving',
      filled: filledBy(from, into),
      family: from.family.filter(({ personId }) => !into.family.some((line) => line.personId.equals(personId))),
      byId: actor.personId,
      byName: actor.name,
      at: now,
      unsettledSince: now,
      idem,
    })
  } catch (cause) {
    throw isDuplicate(cause) ? refused('这一份刚刚合并过，刷新再看。') : cause
  }
}

/** Calls end within this time: what one wrote under the old id is then found. */
const LOOK_AGAIN_MINUTES = 2

/** Makes records agree with the state of a merge. May be done again. */
const settleMerge = (mergeId: Id, now: Date) => underLock('merge people', () => settleUnderLock(mergeId, now))

async function settleUnderLock(mergeId: Id, now: Date) {
  const merge = await PersonMergeModel.findById(mergeId).lean<PersonMerge>()
  if (merge?.state === 'moving') await carryOut(merge, now)
  if (merge?.state === 'merged' && merge.lookAgainAt && merge.lookAgainAt <= now) await lookAgain(merge)
  if (merge?.state === 'undoing') await takeBack(merge)
}

async function carryOut(merge: PersonMerge, now: Date) {
  const { _id, fromId, intoId, filled, family } = merge
  await PersonModel.updateOne({ _id: fromId }, { $set: { mergedInto: intoId, sessions: [] } })
  const { phone, phoneVerifiedAt, ...others } = filled
  if (phone) await PersonModel.updateOne({ _id: intoId, phone: null }, { $set: { phone, phoneVerifiedAt } })
  for (const [field, value] of Object.entries(others))
    await PersonModel.updateOne({ _id: intoId, [field]: null }, { $set: { [field]: value } })
  for (const line of family)
    await PersonModel.updateOne({ _id: intoId, 'family.personId': { $ne: line.personId } }, { $push: { family: line } })
  await findAnew(await personById(intoId))
  await moveFamilyLines(merge)
  await moveRecords(merge)
  await PersonMergeModel.updateOne(
    { _id, state: 'moving' },
    { $set: { state: 'merged', unsettledSince: null, lookAgainAt: addMinutes(now, LOOK_AGAIN_MINUTES) } },
  )
}

async function lookAgain(merge: PersonMerge) {
  await moveFamilyLines(merge)
  await moveRecords(merge)
  await followAgain(merge)
  await PersonMergeModel.updateOne({ _id: merge._id, state: 'merged' }, { $set: { lookAgainAt: null } })
}

/** Parts two records again, within a day; what was booked for the survivor since stays with them. */
export async function undoMerge(actor: Actor, mergeId: string, now: Date): Promise<Id> {
  const merge = orNotFound(await PersonMergeModel.findById(mergeId).lean<PersonMerge>())
  const into = await visiblePerson(actor, merge.intoId)
  authorize(personPolicy.merge(actor, into))
  if (undoMergeUntil(merge.at) <= now) throw refused('过了 24 小时，不能再分开了。')
  const undoing = await PersonMergeModel.updateOne(
    { _id: merge._id, state: 'merged' },
    { $set: { state: 'undoing', undoneByName: actor.name, unsettledSince: now, lookAgainAt: null } },
  )
  if (undoing.matchedCount === 0 && merge.state !== 'undoing') throw refused('还在合并，过一会儿再看。')
  await recordAccess(actor, [into._id], { what: 'edit', reason: 'merge_undone', words: '把合并的登记分开了' }, now)
  await settleMerge(merge._id, now)
  return into._id
}

async function takeBack(merge: PersonMerge) {
  const { _id, fromId, intoId, filled, family } = merge
  await moveBack(merge)
  await moveFamilyLinesBack(merge)
  await PersonModel.updateOne(
    { _id: intoId },
    { $pull: { family: { personId: { $in: family.map(({ personId }) => personId) } } } },
  )
  const { phone, phoneVerifiedAt, home, ...others } = filled
  void phoneVerifiedAt
  if (phone) await PersonModel.updateOne({ _id: intoId, phone }, { $set: { phone: null, phoneVerifiedAt: null } })
  if (home) await PersonModel.updateOne({ _id: intoId, 'home.text': home.text }, { $set: { home: null } })
  for (const [field, value] of Object.entries(others))
    await PersonModel.updateOne({ _id: intoId, [field]: value }, { $set: { [field]: null } })
  await findAnew(await personById(intoId))
  await PersonModel.updateOne({ _id: fromId, mergedInto: intoId }, { $set: { mergedInto: null } })
  await PersonMergeModel.updateOne(
    { _id, state: 'undoing' },
    { $set: { state: 'undone', undoneAt: new Date(), unsettledSince: null } },
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
