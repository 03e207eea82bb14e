import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { CreateReceiver, UpdateReceiver } from '@yike/shared/receivers/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { peopleByIds } from '../people/me'
import { staffArea } from '../territory/edit'
import { ReceiverModel, type Receiver } from './model'
import { receiverPolicy } from './policy'

/** Members must hold the duty there: an account that lost it is refused by name of the field. */
async function checkMembers(memberIds: readonly string[], areas: readonly Types.ObjectId[]) {
  const ids = [...new Set(memberIds)]
  const people = await peopleByIds(ids)
  const fit = people.filter((person) => receiverPolicy.join(person, { areas }))
  if (fit.length === ids.length) return fit.map(({ _id }) => _id)
  throw new AppError('INVALID_INPUT', undefined, {
    fields: { memberIds: ['有的人在这里没有“承办人”这个岗位，先在工作人员里邀请'] },
  })
}

/** The roster names members alone. */
function checkRoster(
  roster: z.output<typeof CreateReceiver>['roster'],
  memberIds: readonly Types.ObjectId[],
): Receiver['roster'] {
  const lines = roster.map(({ personId, weekdays }) => ({
    personId: memberIds.find((id) => String(id) === personId),
    weekdays: [...new Set(weekdays)].sort(),
  }))
  if (lines.every((line): line is typeof line & { personId: Types.ObjectId } => line.personId !== undefined))
    return lines
  throw new AppError('INVALID_INPUT', undefined, { fields: { roster: ['值班的人要先加到承办人里'] } })
}

async function checkName(name: string, area: Types.ObjectId, self?: Types.ObjectId) {
  const same = await ReceiverModel.findOne({ 'areas.0': area, name, ...(self ? { _id: { $ne: self } } : {}) }).lean()
  if (!same) return
  const sentence = `这里已经有“${name}”了，换一个名字`
  throw new AppError('NAME_TAKEN', `${sentence}。`, { fields: { name: [sentence] } })
}

/** Adds an organisation that works in an area and below it. */
export async function createReceiver({ actor, key, now }: CallContext, input: z.output<typeof CreateReceiver>) {
  const area = await staffArea(actor, input.areaId)
  authorize(receiverPolicy.edit(actor, area))
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Receiver>(ReceiverModel, idem)
  if (before) return before
  const { areaId: _, memberIds, roster, ...fields } = input
  await checkName(fields.name, area._id)
  try {
    const members = await checkMembers(memberIds, area.areas)
    const made = await ReceiverModel.create({
      ...fields,
      areas: area.areas,
      memberIds: members,
      roster: checkRoster(roster, members),
      closed: false,
      idem,
      createdAt: now,
    })
    return made.toObject<Receiver>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<Receiver>(ReceiverModel, idem))
  }
}

export const editableReceiver = async (actor: Actor, id: string | Types.ObjectId) =>
  orNotFound(await ReceiverModel.findOne({ _id: id, ...receiverPolicy.editable(actor) }).lean<Receiver>())

/** Changes what is named; the last one to save wins. */
export async function updateReceiver(
  actor: Actor,
  { id, memberIds, roster, ...fields }: z.output<typeof UpdateReceiver>,
) {
  const { _id, areas, ...before } = await editableReceiver(actor, id)
  if (fields.name) await checkName(fields.name, areas[0]!, _id)
  const members = memberIds ? await checkMembers(memberIds, areas) : before.memberIds
  const people = {
    ...(memberIds ? { memberIds: members } : {}),
    ...(roster ? { roster: checkRoster(roster, members) } : {}),
  }
  return orNotFound(
    await ReceiverModel.findOneAndUpdate(
      { _id, ...receiverPolicy.editable(actor) },
      { $set: { ...fields, ...people } },
      { returnDocument: 'after' },
    ).lean<Receiver>(),
  )
}
