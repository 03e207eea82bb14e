import type { Types } from 'mongoose'
import { isDuplicate } from '../idempotency'
import { PersonMergeModel, PersonMoveModel, type PersonMerge, type PersonMove } from './merge-model'
import { PersonModel, type Person } from './model'
import { allPersonRecords, type PersonRecords } from './person-records'

type Id = Types.ObjectId
/** The line of somebody's family, beside the names of models. */
const FAMILY = 'Family'

type Named = { _id: Id | string }

const moveId = (mergeId: Id, model: string, recordId: Id | string) => `${String(mergeId)}:${model}:${String(recordId)}`

const noteMove = (
  { _id: mergeId }: PersonMerge,
  { model, recordId }: Pick<PersonMove, 'model' | 'recordId'>,
  update: { $addToSet?: object; $setOnInsert?: object },
) =>
  PersonMoveModel.updateOne(
    { _id: moveId(mergeId, model, recordId) },
    { ...update, $setOnInsert: { mergeId, model, recordId, ...update.$setOnInsert } },
    { upsert: true, setDefaultsOnInsert: false },
  )

/**
 * Writes the surviving person into every record that names the ended one. Each is noted with its way back before it is
 * written, so that a crash in between loses nothing and a second run finishes.
 */
export async function moveRecords(merge: PersonMerge) {
  const { fromId, intoId } = merge
  for (const carrier of allPersonRecords())
    for (const field of carrier.fields)
      for await (const record of carrier.model
        .find({ [field]: fromId })
        .lean<Named[]>()
        .cursor()) {
        const { _id } = record as Named
        await noteMove(merge, { model: carrier.model.modelName, recordId: _id }, { $addToSet: { fields: field } })
        await rename(carrier, record, field, fromId, intoId)
      }
}

async function rename({ model, follow }: PersonRecords, record: unknown, field: string, from: Id, to: Id) {
  try {
    await follow?.(record, from, to)
    await model.updateOne({ _id: (record as Named)._id, [field]: from }, { $set: { [field]: to } })
  } catch (cause) {
    // The other record has one of the same kind already, which counts; this one stays as it was.
    if (!isDuplicate(cause)) throw cause
  }
}

/** The records that a call beside the merge wrote under the old id, of records that were moved meanwhile. */
export async function followAgain({ _id, fromId, intoId }: PersonMerge) {
  for (const carrier of allPersonRecords()) {
    if (!carrier.follow) continue
    for await (const move of PersonMoveModel.find({ mergeId: _id, model: carrier.model.modelName }).lean().cursor()) {
      const record: unknown = await carrier.model.findById(move.recordId).lean()
      if (record) await carrier.follow(record, fromId, intoId)
    }
  }
}

/** Puts back the records that a merge took along and that still name the survivor. */
export async function moveBack({ _id, fromId, intoId }: PersonMerge) {
  for await (const move of PersonMoveModel.find({ mergeId: _id, model: { $ne: FAMILY } })
    .lean<PersonMove[]>()
    .cursor()) {
    const { model, recordId, fields } = move as PersonMove
    const carrier = allPersonRecords().find((one) => one.model.modelName === model)
    const record: unknown = await carrier?.model.findById(recordId).lean()
    if (!carrier || !record) continue
    for (const field of fields) await rename(carrier, record, field, intoId, fromId)
  }
}

/** Everybody who cares for the ended record cares for the survivor: once, where they had both. */
export async function moveFamilyLines(merge: PersonMerge) {
  const { fromId, intoId } = merge
  const survivor = await PersonModel.findById(intoId, { name: 1 }).lean<Pick<Person, 'name'>>()
  for await (const asker of PersonModel.find({ 'family.personId': fromId }).lean<Person[]>().cursor()) {
    const { _id, family } = asker as unknown as Person
    const line = family.find(({ personId }) => personId.equals(fromId))
    const isDouble = family.some(({ personId }) => personId.equals(intoId))
    await noteMove(merge, { model: FAMILY, recordId: _id }, { $setOnInsert: { line, isDouble } })
    const changed = await PersonModel.updateOne(
      { _id, $and: [{ 'family.personId': fromId }, { 'family.personId': { $ne: intoId } }] },
      { $set: { 'family.$[own].personId': intoId, 'family.$[own].name': survivor!.name } },
      { arrayFilters: [{ 'own.personId': fromId }] },
    )
    if (changed.matchedCount === 0)
      await PersonModel.updateOne(
        { _id, $and: [{ 'family.personId': fromId }, { 'family.personId': intoId }] },
        { $pull: { family: { personId: fromId } } },
      )
  }
}

/** Gives everybody back the line that named the ended record. */
export async function moveFamilyLinesBack({ _id: mergeId, fromId, intoId }: PersonMerge) {
  for await (const move of PersonMoveModel.find({ mergeId, model: FAMILY }).lean<PersonMove[]>().cursor()) {
    const { recordId, line, isDouble } = move as PersonMove
    const open = { _id: recordId, 'family.personId': { $ne: fromId } }
    if (isDouble) await PersonModel.updateOne(open, { $push: { family: line } })
    else
      await PersonModel.updateOne(
        { $and: [open, { 'family.personId': intoId }] },
        { $set: { 'family.$[own]': line } },
        { arrayFilters: [{ 'own.personId': intoId }] },
      )
  }
}

/** The merges of records that ended in this one, newest first. */
export const mergesOf = (intoId: Id) =>
  PersonMergeModel.find({ intoId, state: { $in: ['moving', 'merged'] } })
    .sort({ at: -1 })
    .limit(20)
    .lean<PersonMerge[]>()
