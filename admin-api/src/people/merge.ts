import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { isMergeUndoable } from '@yike/shared/people/merge'
import type { MergePeople } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { underLock } from '../lock'
import { recordAccess } from './access-log'
import { BindingModel, type Binding } from './binding-model'
import { visiblePerson } from './counter'
import { PersonMergeModel, type PersonMerge } from './merge-model'
import type { Person } from './model'
import { personPolicy } from './policy'
import { haveAccounts } from './resolve-code'
import { createMerge, refuseGuarded, settleMerge, settleUnderLock } from './settle-merge'

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
  await refuseGuarded({ from, into }, now)
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
    const by = { _id: actor.personId, name: actor.name }
    const merge = await createMerge({ from, into }, { reason: 'office', by, idem }, now)
    await recordAccess(actor, [into._id], { what: 'edit', reason: 'merge', words: '把两份登记合成一份' }, now)
    await settleUnderLock(merge._id, now)
  })
}

/** Parts two records again, within a day; what was booked for the survivor since stays with them. */
export async function undoMerge(actor: Actor, mergeId: string, now: Date): Promise<Id> {
  const merge = orNotFound(await PersonMergeModel.findById(mergeId).lean<PersonMerge>())
  const into = await visiblePerson(actor, merge.intoId)
  authorize(personPolicy.merge(actor, into))
  if (merge.reason === 'family') throw refused('家人代办时合的，不能分开。')
  if (!isMergeUndoable(merge, now)) throw refused('过了 24 小时，不能再分开了。')
  const undoing = await PersonMergeModel.updateOne(
    { _id: merge._id, state: 'merged' },
    { $set: { state: 'undoing', undoneByName: actor.name, unsettledSince: now, lookAgainAt: null } },
  )
  if (undoing.matchedCount === 0 && merge.state !== 'undoing') throw refused('还在合并，过一会儿再看。')
  await recordAccess(actor, [into._id], { what: 'edit', reason: 'merge_undone', words: '把合并的登记分开了' }, now)
  await settleMerge(merge._id, now)
  return into._id
}
