import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { sameName } from '@yike/shared/people/names'
import { DEATH_GRACE_MINUTES, isDeathUndoable } from '@yike/shared/privacy/death'
import type { RecordDeath } from '@yike/shared/privacy/schemas'
import { addMinutes, dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import type { Due } from '../jobs'
import { recordAccess } from '../people/access-log'
import { endAllSessions, markDead, recordsOf } from '../people/erase-person'
import { familyOf, personById } from '../people/me'
import { DeathModel, type Death } from './death-model'
import { effectDigest } from './erasure'
import { privacyPolicy } from './policy'
import { allPersonData } from './registry'

const REASON = '家里有变故，社区一起取消的'
/** A process that died is followed by another after this time. */
const LEFT_BEHIND_MINUTES = 2

/** Somebody of the actor's areas. */
async function personFor(actor: Actor, personId: string | Types.ObjectId) {
  const person = await personById(personId)
  return orNotFound(privacyPolicy.recordDeath(actor, person) ? person : null)
}

const openDeath = (personId: Types.ObjectId) => DeathModel.findOne({ openOf: personId }).lean<Death>()

/** Everything that a death would end. `seen` is its digest. */
export async function previewDeath(actor: Actor, personId: string, now: Date) {
  const person = await personFor(actor, personId)
  const ids = await recordsOf(person._id)
  const all = allPersonData()
  const [death, family, endings, remains] = await Promise.all([
    openDeath(person._id),
    familyOf(person._id),
    Promise.all(all.map(async ({ data }) => (await data.endings?.(ids, now)) ?? [])),
    Promise.all(all.map(async ({ data }) => (await data.remains?.(ids)) ?? [])),
  ])
  const effect = { endings: endings.flat().filter(({ items }) => items.length > 0), remains: remains.flat() }
  return { person, death, ...effect, told: family.map(({ name }) => name), seen: effectDigest(effect) }
}
export type PreviewedDeath = Awaited<ReturnType<typeof previewDeath>>

/** Records a death once: a second member of staff finds the record of the first. */
export async function recordDeath(
  actor: Actor,
  { personId, diedOn, name, proof, seen }: z.output<typeof RecordDeath>,
  now: Date,
): Promise<void> {
  const { person, death, seen: shown } = await previewDeath(actor, personId, now)
  if (!death) {
    const wrong = (field: string, sentence: string) =>
      new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })
    if (!sameName(name, person.name)) throw wrong('name', `和登记的姓名不一样，登记的是${person.name}`)
    if (diedOn > dayOf(now)) throw wrong('diedOn', '离世的日子不能在今天以后')
    if (person.roles.length > 0) throw new AppError('CONFLICT', `${person.name}是工作人员，先在“工作人员”里停用账号。`)
    if (seen !== shown) throw new AppError('CONFLICT', '预约刚刚有变化，请再看一遍。')
    await recordAccess(actor, [person._id], { what: 'edit', reason: 'death', words: '登记了离世' }, now)
    try {
      await DeathModel.create({
        ...{ personId: person._id, openOf: person._id, areas: person.areas, name: person.name, diedOn, proof },
        ...{ state: 'waiting', dueAt: addMinutes(now, DEATH_GRACE_MINUTES) },
        ...{ byId: actor.personId, byName: actor.name, at: now },
      })
    } catch (cause) {
      // Two members of staff at once: the first record counts.
      if (!isDuplicate(cause)) throw cause
    }
  }
  // From here on nothing asks them anything; the endings wait.
  const { diedOn: on } = (await openDeath(person._id))!
  await markDead(await recordsOf(person._id), on)
}

/** Takes a record back. */
export async function undoDeath(actor: Actor, id: string, now: Date): Promise<void> {
  const death = orNotFound(await DeathModel.findOne({ _id: id, ...privacyPolicy.deaths(actor) }).lean<Death>())
  if (death.state !== 'undone') {
    if (!isDeathUndoable(death, now)) throw new AppError('CONFLICT', '正在停办，或者过了三十天，不能撤回了。')
    await recordAccess(actor, [death.personId], { what: 'edit', reason: 'death_undone', words: '撤回了离世登记' }, now)
    const undone = await DeathModel.updateOne(
      { _id: death._id, state: death.state },
      { $set: { state: 'undone' }, $unset: { openOf: 1, dueAt: 1 } },
    )
    if (undone.matchedCount === 0) throw new AppError('CONFLICT')
  }
  // Repeated after another record was made, it leaves that one alone.
  if (!(await openDeath(death.personId))) await markDead(await recordsOf(death.personId), null)
}

export const listDeaths = (actor: Actor) =>
  DeathModel.find(privacyPolicy.deaths(actor)).sort({ at: -1 }).limit(50).lean<Death[]>()

const due = (now: Date) => ({ dueAt: { $lte: now } })
export const deathsDue = (now: Date): Due[] => [{ model: DeathModel, filter: due(now) }]

/** A job: ends what the dead have left open, each domain once. Returns how many records it looked at. */
export async function endForTheDead(now: Date): Promise<number> {
  const waiting = await DeathModel.find(due(now)).limit(20).lean<Death[]>()
  for (const one of waiting) {
    const mine = await DeathModel.findOneAndUpdate(
      { _id: one._id, dueAt: one.dueAt, state: { $in: ['waiting', 'ending'] } },
      { $set: { state: 'ending', dueAt: addMinutes(now, LEFT_BEHIND_MINUTES) } },
      { returnDocument: 'after' },
    ).lean<Death>()
    if (mine) await endAll(mine, now)
  }
  return waiting.length
}

async function endAll({ _id, personId, diedOn, done }: Death, now: Date) {
  const ids = await recordsOf(personId)
  await markDead(ids, diedOn)
  await endAllSessions(ids)
  for (const { name, data } of allPersonData()) {
    if (done.includes(name)) continue
    await data.end?.(ids, { cause: 'death', reason: REASON, now })
    await DeathModel.updateOne({ _id }, { $addToSet: { done: name } })
  }
  await DeathModel.updateOne({ _id, state: 'ending' }, { $set: { state: 'ended' }, $unset: { dueAt: 1 } })
}
