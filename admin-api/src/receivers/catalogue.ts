import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { linesFor } from '@yike/shared/receivers/catalogue'
import type { AddCatalogueEntry, EndCatalogueEntry } from '@yike/shared/receivers/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Questions } from '../domain'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { staffArea } from '../territory/edit'
import { editableReceiver } from './edit'
import { receiversByIds, receiversFor } from './list'
import { CatalogueModel, type CatalogueRecord, type Receiver } from './model'

/** Adds a line: from this day the receiver answers for the category in an area where it works. */
export async function addCatalogueEntry(
  { actor, key, now }: CallContext,
  input: z.output<typeof AddCatalogueEntry>,
  categoryNames: Questions['categoryNames'],
): Promise<Receiver> {
  const receiver = await editableReceiver(actor, input.receiverId)
  const area = await staffArea(actor, input.areaId)
  if (!area.areas.some((id) => id.equals(receiver.areas[0])))
    throw new AppError('INVALID_INPUT', undefined, { fields: { areaId: [`${receiver.name}不管这个地方，换一个地方`] } })
  const [categoryId] = await knownCategory(input.categoryId, categoryNames)
  const idem = idemOf(actor.personId, key, input)
  if (await replayed<CatalogueRecord>(CatalogueModel, idem)) return receiver
  try {
    await CatalogueModel.create({
      receiverId: receiver._id,
      categoryId,
      areas: area.areas,
      validFrom: input.validFrom,
      validUntil: null,
      source: 'office',
      caseId: null,
      byId: actor.personId,
      at: now,
      idem,
    })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  return receiver
}

async function knownCategory(categoryId: string, categoryNames: Questions['categoryNames']) {
  const names = await categoryNames([categoryId])
  if (names.size === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { categoryId: ['没有这个类别，请重新选一个'] } })
  return [...names.keys()]
}

/** Ends a line after a day; a line that would end before it begins is removed. */
export async function endCatalogueEntry(actor: Actor, { id, validUntil }: z.output<typeof EndCatalogueEntry>) {
  const entry = orNotFound(await CatalogueModel.findById(id).lean<CatalogueRecord>())
  const receiver = await editableReceiver(actor, entry.receiverId)
  if (validUntil < entry.validFrom) await CatalogueModel.deleteOne({ _id: entry._id })
  else await CatalogueModel.updateOne({ _id: entry._id }, { $set: { validUntil } })
  return receiver
}

/** The facts of a case by which the catalogue answers: `categories` are its category, then those above it. */
export interface Dispatchable {
  areas: readonly Types.ObjectId[]
  categories: readonly Types.ObjectId[]
}

/** The number of lines that hold on a day or later, by the id of their category. */
export async function linesByCategory(day: string): Promise<ReadonlyMap<string, number>> {
  const standing = { $or: [{ validUntil: null }, { validUntil: { $gte: day } }] }
  const lines = await CatalogueModel.find(standing, { categoryId: 1 }).lean<Pick<CatalogueRecord, 'categoryId'>[]>()
  const counts = new Map<string, number>()
  for (const { categoryId } of lines) counts.set(String(categoryId), (counts.get(String(categoryId)) ?? 0) + 1)
  return counts
}

/**
 * The open receivers for a case: those that the catalogue names, the most fitting first with its line, and the others
 * that work there.
 */
export async function suggestReceivers({ areas, categories }: Dispatchable, now: Date) {
  const [all, lines] = await Promise.all([
    receiversFor(areas),
    CatalogueModel.find({ categoryId: { $in: categories }, 'areas.0': { $in: areas } }).lean<CatalogueRecord[]>(),
  ])
  const fitting = linesFor(
    lines.map((line) => ({ ...line, areaId: line.areas[0]! })),
    { categories, areas, day: dayOf(now) },
  )
  const suggested = fitting.flatMap((line) => {
    const receiver = all.find(({ _id }) => _id.equals(line.receiverId))
    return receiver ? [{ receiver, line }] : []
  })
  return { suggested, others: all.filter((one) => !suggested.some(({ receiver }) => receiver === one)) }
}

/**
 * Writes the ruling for a case into the catalogue: from this day the receiver answers for its category in its community.
 * Once for each case: a second call changes nothing.
 */
export async function recordRuling(actor: Actor, ruling: Ruling, now: Date) {
  const idem = idemOfRuling(actor, ruling)
  await CatalogueModel.updateOne(
    { 'idem.actorId': idem.actorId, 'idem.key': idem.key },
    {
      $setOnInsert: {
        ...ruling,
        validFrom: dayOf(now),
        validUntil: null,
        source: 'ruling',
        byId: actor.personId,
        at: now,
        idem,
      },
    },
    { upsert: true },
  )
}

interface Ruling {
  caseId: Types.ObjectId
  receiverId: Types.ObjectId
  categoryId: Types.ObjectId
  areas: Types.ObjectId[]
}
const idemOfRuling = (actor: Actor, ruling: Ruling) =>
  idemOf(actor.personId, `ruling:${String(ruling.caseId)}:${String(ruling.receiverId)}`, ruling)

/** Takes back what `recordRuling` wrote for a ruling that did not come about. */
export async function forgetRuling(actor: Actor, ruling: Ruling) {
  const idem = idemOfRuling(actor, ruling)
  await CatalogueModel.deleteOne({ 'idem.actorId': idem.actorId, 'idem.key': idem.key })
}

/** The receiver that a case can be given to, if it is open and works there. */
export async function openReceiver(id: string, areas: readonly Types.ObjectId[]): Promise<Receiver> {
  const [receiver] = await receiversByIds([id])
  if (receiver && !receiver.closed && areas.some((area) => area.equals(receiver.areas[0]))) return receiver
  throw new AppError('INVALID_INPUT', undefined, { fields: { receiverId: ['这个单位不管这里，换一个'] } })
}
