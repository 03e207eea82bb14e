import { AppError } from '@yike/shared/errors'
import type { ChangePremises, ListPremises, PremisesInput } from '@yike/shared/directory/premises-schemas'
import { PREMISES_STATES, PREMISES_STATE_CODES, type PremisesState } from '@yike/shared/directory/taxonomy'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { OBJECT_ID, pagedList, WORDS } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { communityById } from '../territory/areas'
import { pushChanges } from './changes'
import { PremisesModel, type Premises } from './model'
import { directoryPolicy } from './policy'

const nameTaken = (name: string) => new AppError('NAME_TAKEN', `本社区已经登记过“${name}”了。`)

export async function createPremises(actor: Actor, key: string, input: z.output<typeof PremisesInput>, now: Date) {
  const community = await communityById(input.communityId)
  authorize(directoryPolicy.editPremises(actor, community))
  const idem = idemOf(actor.personId, key, input)
  const ground = { communityId: community._id, areas: community.areas }
  try {
    return (await PremisesModel.create({ ...input, ...ground, idem, createdAt: now })).toObject<Premises>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const before = await replayed<Premises>(PremisesModel, idem)
    if (before) return before
    throw nameTaken(input.name)
  }
}

export const staffPremises = async (actor: Actor, id: string) =>
  orNotFound(await PremisesModel.findOne({ _id: id, ...directoryPolicy.visible(actor) }).lean<Premises>())

/** Writes each field that differs with a line in the log; somebody else's change in between is a CONFLICT. */
export async function changePremises(
  actor: Actor,
  { id, revision, ...set }: z.output<typeof ChangePremises>,
  now: Date,
) {
  const premises = await staffPremises(actor, id)
  authorize(directoryPolicy.editPremises(actor, premises))
  try {
    const changed = await PremisesModel.findOneAndUpdate(
      { _id: id, revision },
      { $set: set, $inc: { revision: 1 }, $push: pushChanges(premises, set, actor.personId, now) },
      { returnDocument: 'after' },
    ).lean<Premises>()
    if (!changed) throw new AppError('CONFLICT')
    return changed
  } catch (cause) {
    if (isDuplicate(cause)) throw nameTaken(set.name ?? premises.name)
    throw cause
  }
}

export async function removePremises(actor: Actor, id: string) {
  const premises = await staffPremises(actor, id)
  authorize(directoryPolicy.editPremises(actor, premises))
  await PremisesModel.deleteOne({ _id: premises._id })
}

const LIST = pagedList<Premises>('listPremises', { name: [1, WORDS], _id: [1, OBJECT_ID] })

export async function listPremises(actor: Actor, { state, cursor, limit, ...left }: z.output<typeof ListPremises>) {
  allRead(left)
  const rows = await PremisesModel.find({
    ...directoryPolicy.visible(actor),
    ...(state ? { state } : {}),
    $and: [LIST.from(cursor)],
  })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<Premises[]>()
  return LIST.page(rows, limit)
}

/** Their number and their size, by state. */
export async function premisesTotals(actor: Actor) {
  const rows = await PremisesModel.aggregate<{ _id: PremisesState; count: number; squareMetres: number }>([
    { $match: directoryPolicy.visible(actor) },
    { $group: { _id: '$state', count: { $sum: 1 }, squareMetres: { $sum: '$squareMetres' } } },
  ])
  return PREMISES_STATE_CODES.flatMap((code) => {
    const row = rows.find(({ _id }) => _id === code)
    return row
      ? [{ state: { code, label: PREMISES_STATES[code] }, count: row.count, squareMetres: row.squareMetres }]
      : []
  })
}
