import { Types } from 'mongoose'
import type { DeactivateStaff } from '@yike/shared/office/schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { MOST_WORK, type OpenWork, type WorkItem } from '../open-work'
import { endRoles } from '../people/accounts'
import { peopleByIds } from '../people/me'
import type { Person } from '../people/model'
import type { Area } from '../territory/areas'
import { HandoverModel, type Handover, type HandoverPart } from './model'
import { officePolicy } from './policy'

type Id = Types.ObjectId
type Found = WorkItem & { kind: OpenWork['kind'] }
type Wish = z.output<typeof DeactivateStaff>['handover']

/** Somebody whose account ends, the areas that the administrator administers, and the colleagues there. */
export interface Leaving {
  person: Person
  areas: readonly Pick<Area, '_id' | 'areas'>[]
  colleagues: readonly Person[]
}

/** The unfinished work of somebody in these areas, with the colleagues who may take each part. */
export async function openWorkOf(
  kinds: readonly OpenWork[],
  personId: Id,
  { areaIds, colleagues }: { areaIds: readonly Id[]; colleagues: readonly Person[] },
  now: Date,
): Promise<Found[]> {
  const found = await Promise.all(
    kinds.map(async ({ kind, list }) =>
      (await list(personId, areaIds, colleagues, now)).map((item): Found => ({ ...item, kind })),
    ),
  )
  return found.flat()
}

/** The parts with their takers as wished. Throws where work is open and no taker is named, or one cannot take a part. */
function partsOf(found: readonly Found[], person: Person, wish: Wish): HandoverPart[] {
  if (found.length > 0 && !wish)
    throw new AppError('PERSON_IN_USE', `${person.name}手上还有 ${found.length} 件没办完，选一位同事接手，再停用。`)
  const others = new Map(wish?.others.map(({ kind, id, toId }) => [`${kind} ${id}`, toId]))
  const parts = found.map(({ kind, id, title, detail, takers }): HandoverPart => {
    const asked = new Types.ObjectId(others.get(`${kind} ${String(id)}`) ?? wish!.toId)
    const toId = takers.find((taker) => taker.equals(asked)) ?? null
    if (!toId && takers.length > 0)
      throw new AppError('INVALID_INPUT', `“${title}”这位同事接不了，在清单里给它另选一位。`, {
        fields: { handover: [`“${title}”要另选一位`] },
      })
    return { kind, itemId: id, title, detail, toId, state: toId ? 'to_do' : 'left' }
  })
  return parts
}

/**
 * Ends the roles of a colleague in these areas and hands their work there over. On record first, so that a job finishes
 * what a crash left; the account ends next, so that no new work comes; then the parts, one by one.
 */
export async function endAndHandOver(
  kinds: readonly OpenWork[],
  { actor, now }: { actor: Actor; now: Date },
  { person, areas, colleagues }: Leaving,
  { reason, handover: wish }: Pick<z.output<typeof DeactivateStaff>, 'reason' | 'handover'>,
): Promise<Handover> {
  const scope = areas.map(({ _id }) => _id)
  const found = await openWorkOf(kinds, person._id, { areaIds: scope, colleagues }, now)
  const ended = areas.filter(({ _id }) => person.roles.some(({ areaId }) => areaId.equals(_id)))
  const toId = colleagues.find(({ _id }) => String(_id) === wish?.toId)?._id ?? null
  if (wish && !toId)
    throw new AppError('INVALID_INPUT', undefined, { fields: { 'handover.toId': ['这位同事不在这里，换一位'] } })
  try {
    const made = await HandoverModel.create({
      personId: person._id,
      personName: person.name,
      openOf: person._id,
      scope,
      areas: ended.flatMap((area) => area.areas),
      byId: actor.personId,
      byName: actor.name,
      reason,
      toId,
      parts: partsOf(found, person, wish),
      createdAt: now,
    })
    return await carryOut(kinds, made.toObject<Handover>(), now)
  } catch (cause) {
    const open = isDuplicate(cause) && (await HandoverModel.findOne({ openOf: person._id }).lean<Handover>())
    if (!open) throw cause
    return carryOut(kinds, open, now)
  }
}

/** The leave for which the work of somebody is handed over, and who entered it. */
export interface ForLeave {
  leaveId: Id
  person: Person
  areas: Id[]
  delegate: Person
  by: { _id: Id; name: string }
  reason: string
}

/**
 * Hands the open work of somebody to the delegate of their leave; what the delegate cannot take stays theirs. Repeating
 * it goes on where it stopped. False while another handover of the same person is under way.
 */
export async function handOverForLeave(
  kinds: readonly OpenWork[],
  { leaveId, person, areas, delegate, by, reason }: ForLeave,
  now: Date,
): Promise<boolean> {
  const scope = person.roles.map(({ areaId }) => areaId)
  const before = await HandoverModel.findOne({ leaveId }).lean<Handover>()
  if (before) return (await carryOut(kinds, before, now)).openOf === undefined
  const found = await openWorkOf(kinds, person._id, { areaIds: scope, colleagues: [delegate] }, now)
  const record = {
    personId: person._id,
    personName: person.name,
    openOf: person._id,
    ...{ scope, areas, leaveId, reason },
    byId: by._id,
    byName: by.name,
    toId: delegate._id,
    parts: partsOf(found, person, { toId: String(delegate._id), others: [] }),
    createdAt: now,
  }
  try {
    const made = await HandoverModel.create(record)
    return (await carryOut(kinds, made.toObject<Handover>(), now)).openOf === undefined
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}

/** Each step may be repeated: of two processes that carry the same handover out, both come to the same end. */
async function carryOut(kinds: readonly OpenWork[], handover: Handover, now: Date): Promise<Handover> {
  const { _id, personId, scope } = handover
  if (!handover.leaveId) {
    await endRoles(personId, scope)
    for (const { close } of kinds) await close?.(personId, scope)
  }
  for (const part of handover.parts.filter(({ state }) => state === 'to_do')) await give(kinds, handover, part, now)
  await addLate(kinds, handover, now)
  const after = await HandoverModel.findOneAndUpdate(
    { _id, 'parts.state': { $ne: 'to_do' } },
    { $unset: { openOf: 1 } },
    { returnDocument: 'after' },
  ).lean<Handover>()
  return after ?? (await HandoverModel.findById(_id).lean<Handover>())!
}

/** A part that somebody else is moving just now stays to do: the next round of the job tries it again. */
async function give(
  kinds: readonly OpenWork[],
  { _id, personId, personName, byId, leaveId, reason }: Handover,
  part: HandoverPart,
  now: Date,
) {
  const { kind, itemId, toId } = part
  const [to] = toId ? await peopleByIds([toId]) : []
  const from = { _id: personId, name: personName }
  const because = leaveId ? `${personName}${reason}` : `${personName}不在这里工作了`
  const work = kinds.find((one) => one.kind === kind)
  let given = false
  try {
    given = to && work ? await work.give(itemId, { from, to, byId, because }, now) : false
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'CONFLICT') return
    throw cause
  }
  await HandoverModel.updateOne(
    { _id, parts: { $elemMatch: { kind, itemId, state: 'to_do' } } },
    { $set: { 'parts.$.state': given ? 'given' : 'left' } },
  )
}

/** Work that somebody gave them between the look and the end of the account goes to the first taker as well. */
async function addLate(kinds: readonly OpenWork[], handover: Handover, now: Date) {
  const { _id, personId, scope, toId, byId, parts } = handover
  const known = new Set(parts.map(({ kind, itemId }) => `${kind} ${String(itemId)}`))
  const among = await peopleByIds([toId ?? byId])
  const late = (await openWorkOf(kinds, personId, { areaIds: scope, colleagues: among as Person[] }, now)).filter(
    ({ kind, id }) => !known.has(`${kind} ${String(id)}`),
  )
  for (const { kind, id: itemId, title, detail, takers } of late.slice(0, MOST_WORK)) {
    const part: HandoverPart = { kind, itemId, title, detail, toId: takers[0] ?? null, state: 'to_do' }
    await HandoverModel.updateOne(
      { _id, parts: { $not: { $elemMatch: { kind, itemId } } } },
      { $push: { parts: part } },
    )
    await give(kinds, handover, part, now)
  }
}

/** A job: finishes handovers that a crash left. Returns how many. */
export async function resumeHandovers(kinds: readonly OpenWork[], now: Date): Promise<number> {
  const open = await HandoverModel.find({ openOf: { $exists: true } })
    .limit(20)
    .lean<Handover[]>()
  for (const handover of open) await carryOut(kinds, handover, now)
  return open.length
}

const MOST_LISTED = 50
/** Handovers of the actor's areas, the newest first, with the names of the takers. */
export async function listHandovers(actor: Actor) {
  const items = await HandoverModel.find(officePolicy.visible(actor))
    .sort({ createdAt: -1 })
    .limit(MOST_LISTED)
    .lean<Handover[]>()
  const people = await peopleByIds(items.flatMap(({ parts }) => parts.flatMap(({ toId }) => toId ?? [])))
  return { items, names: new Map(people.map(({ _id, name }) => [String(_id), name])) }
}
