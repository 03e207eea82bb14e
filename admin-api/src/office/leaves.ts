import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { isOnLeave, leaveInWords, overlaps, type LeaveDays } from '@yike/shared/office/leave'
import type { EnterLeave, Leave as LeaveView, LeaveList } from '@yike/shared/office/leave-schemas'
import { sharesWork } from '@yike/shared/people/permissions'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import type { Due } from '../jobs'
import type { OpenWork } from '../open-work'
import { listColleagues, peopleByIds, personById, type Person } from '../people/me'
import { areasByIds } from '../territory/areas'
import { awayNow, standInOf } from './away'
import { handOverForLeave } from './handover'
import { LeaveModel, type Leave } from './model'
import { officePolicy } from './policy'
import { listStaff } from './staff'

const MOST_LISTED = 200
const RETRY_MS = 60_000

/** The areas of somebody's roles, and those above. */
async function workAreas({ roles }: Person) {
  const areas = await areasByIds(roles.map(({ areaId }) => areaId))
  return areas.flatMap((area) => area.areas)
}

/** Enters a leave for oneself, or for a colleague whose account the actor manages. */
export async function enterLeave({ actor, key, now }: CallContext, input: z.output<typeof EnterLeave>): Promise<Leave> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Leave>(LeaveModel, idem)
  if (before) return before
  const { from, until } = input
  const person = await personById(input.personId ?? actor.personId)
  const areas = await workAreas(person)
  authorize(officePolicy.enterLeave(actor, { _id: person._id, areas }))
  if (until < from || until < dayOf(now)) throw invalid('until', '最后一天要在第一天以后，也不能已经过去')
  const others = await LeaveModel.find({ personId: person._id, until: { $gte: from } }).lean<Leave[]>()
  const same = others.find((one) => overlaps(one, input))
  if (same) throw invalid('from', `${person.name}${leaveInWords(same)}已经请过假了，先销掉那一段`)
  const delegate = input.delegateId ? await knownDelegate(person, input.delegateId, input) : null
  // Somebody who stands in for others then has their work, which does not wait for one who is away.
  const isDelegate = await LeaveModel.exists({ delegateId: person._id, from: { $lte: until }, until: { $gte: from } })
  const begins = instantAt(from, 0)
  try {
    const made = await LeaveModel.create({
      ...{ personId: person._id, from, until, areas, idem },
      delegateId: delegate?._id ?? null,
      ...(delegate || isDelegate ? { handOverAt: begins > now ? begins : now } : {}),
      byId: actor.personId,
      createdAt: now,
    })
    return made.toObject<Leave>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<Leave>(LeaveModel, idem))
  }
}

const invalid = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** Somebody of the same community who can do the work, and is there on all of these days. */
async function knownDelegate(person: Person, delegateId: string, days: LeaveDays): Promise<Person> {
  const delegate = (await listColleagues({ roles: person.roles })).find(({ _id }) => String(_id) === delegateId)
  if (!delegate || delegate._id.equals(person._id) || !sharesWork(delegate.roles, person.roles))
    throw invalid('delegateId', '代班的人要是同一个社区、能接这些事的同事')
  const theirs = await LeaveModel.find({ personId: delegate._id, until: { $gte: days.from } }).lean<Leave[]>()
  const away = theirs.find((one) => overlaps(one, days))
  if (away) throw invalid('delegateId', `${delegate.name}${leaveInWords(away)}自己也休假，换一位代班`)
  return delegate
}

/** Ends a leave yesterday; one that has not begun is removed. What the delegate got stays theirs. */
export async function endLeave(actor: Actor, id: string, now: Date) {
  const mine = { _id: id, ...officePolicy.leaves(actor) }
  const today = dayOf(now)
  orNotFound(await LeaveModel.findOne(mine).lean())
  await LeaveModel.deleteOne({ ...mine, from: { $gte: today } })
  await LeaveModel.updateOne(
    { ...mine, from: { $lt: today }, until: { $gte: today } },
    { $set: { until: addDays(today, -1) }, $unset: { handOverAt: 1 } },
  )
}

export async function listLeaves(actor: Actor, now: Date): Promise<LeaveList> {
  const leaves = await LeaveModel.find({ ...officePolicy.leaves(actor), until: { $gte: dayOf(now) } })
    .sort({ from: 1, _id: 1 })
    .limit(MOST_LISTED)
    .lean<Leave[]>()
  const [colleagues, { accounts }] = await Promise.all([listColleagues(actor), listStaff(actor)])
  const others = accounts.flatMap(({ person }) => (person._id.equals(actor.personId) ? [] : [person]))
  const named = ({ _id, name }: { _id: Types.ObjectId; name: string }) => ({ personId: String(_id), name })
  return {
    items: await Promise.all(leaves.map((leave) => presentLeave(actor, leave))),
    people: [{ personId: String(actor.personId), name: actor.name }, ...others.map(named)],
    delegates: colleagues.filter(({ roles }) => sharesWork(roles, actor.roles)).map(named),
  }
}

export async function presentLeave(actor: Actor, leave: Leave): Promise<LeaveView> {
  const { personId, delegateId, from, until } = leave
  const people = await peopleByIds([personId, ...(delegateId ? [delegateId] : [])])
  const named = (id: Types.ObjectId) => ({
    personId: String(id),
    name: people.find(({ _id }) => _id.equals(id))?.name ?? '已离岗',
  })
  return {
    id: String(leave._id),
    person: named(personId),
    ...{ from, until },
    delegate: delegateId && named(delegateId),
    handedOver: delegateId !== null && leave.handOverAt === undefined,
    can: { end: officePolicy.enterLeave(actor, { _id: personId, areas: leave.areas }) },
  }
}

/**
 * The one who gets the work of somebody on leave: who stands in for them, else a colleague there who directs others; null
 * where all of them are away.
 */
async function presentTaker(person: Person, { areas }: Leave, now: Date): Promise<Person | null> {
  const standIn = await standInOf(person._id, now)
  if (standIn?.delegateId) return ((await peopleByIds([standIn.delegateId]))[0] as Person | undefined) ?? null
  const directing = (await listColleagues({ roles: person.roles })).filter(
    (one) => !one._id.equals(person._id) && officePolicy.directs(one, { areas }) && sharesWork(one.roles, person.roles),
  )
  const isAway = await awayNow(
    directing.map(({ _id }) => _id),
    now,
  )
  return directing.find(({ _id }) => !isAway(_id)) ?? null
}

const begun = (now: Date) => ({ handOverAt: { $lte: now } })
export const leavesBegun = (now: Date): Due[] => [{ model: LeaveModel, filter: begun(now) }]

/** A job: on the first day of a leave the one who stands in gets the open work. Tried again while nobody is there. */
export async function handOverBegun(kinds: readonly OpenWork[], now: Date) {
  const leaves = await LeaveModel.find(begun(now)).limit(20).lean<Leave[]>()
  for (const leave of leaves) {
    const given = await handOver(kinds, leave, now)
    const next = given ? { $unset: { handOverAt: 1 } } : { $set: { handOverAt: new Date(now.getTime() + RETRY_MS) } }
    await LeaveModel.updateOne({ _id: leave._id }, next)
  }
}

async function handOver(kinds: readonly OpenWork[], leave: Leave, now: Date): Promise<boolean> {
  if (!isOnLeave(leave, now)) return true
  const people = await peopleByIds([leave.personId, leave.byId])
  const found = (id: Types.ObjectId) => people.find(({ _id }) => _id.equals(id)) as Person | undefined
  const [person, by] = [found(leave.personId), found(leave.byId)]
  if (!person) return true
  const delegate = await presentTaker(person, leave, now)
  if (!delegate) return false
  const reason = `${leaveInWords(leave)}休假`
  return handOverForLeave(
    kinds,
    { leaveId: leave._id, areas: leave.areas, person, delegate, by: by ?? person, reason },
    now,
  )
}
