import { AppError } from '@yike/shared/errors'
import { middleOf, type Shape } from '@yike/shared/geo/shape'
import { AREA_LEVELS, isBelow, problemWithCode } from '@yike/shared/territory/levels'
import { compareAreaNames } from '@yike/shared/territory/name-order'
import type { AreaInput, ChangeArea } from '@yike/shared/territory/schemas'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { underLock } from '../lock'
import { groundOf, STANDING } from './areas'
import { isTangled, overlapsOf, uncoveredBy } from './borders'
import { allAreaRecords } from './area-records'
import { divisionsBelow } from './divisions'
import { AreaModel, type Area } from './model'
import { areaPolicy } from './policy'

const wrong = (field: string, why: string) => new AppError('INVALID_INPUT', undefined, { fields: { [field]: [why] } })

export const checkShape = (shape: Shape) => {
  if (isTangled(shape)) throw wrong('shape', '边界自己和自己交叉了，把交叉的那几个点挪开')
}
export const checkCode = (code: string, level: Area['level']) => {
  const problem = problemWithCode(code, level)
  if (problem) throw wrong('code', problem)
}
export const nameTaken = (name: string) => new AppError('NAME_TAKEN', `这一级已经有“${name}”了，换一个名字。`)

/** An area among the actor's own and everything below them, merged ones too. */
export const staffArea = async (actor: Actor, id: string | Types.ObjectId) =>
  orNotFound(await AreaModel.findOne({ _id: id, ...areaPolicy.visible(actor) }).lean<Area>())

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const FOUND = 50

/** Children of an area; areas of a name, now or before; or the areas that the actor works for. */
export async function listAreas(actor: Actor, { parentId, q }: { parentId?: string; q?: string }): Promise<Area[]> {
  const plain = { shape: 0 }
  if (parentId) {
    const parent = await staffArea(actor, parentId)
    const children = await AreaModel.find({ parentId: parent._id, ...STANDING }, plain).lean<Area[]>()
    return children.sort(
      (one, other) =>
        other.level.localeCompare(one.level) ||
        (one.code ?? '').localeCompare(other.code ?? '') ||
        compareAreaNames(one.name, other.name),
    )
  }
  if (q) {
    const words = new RegExp(escaped(q))
    return AreaModel.find(
      { ...areaPolicy.visible(actor), $or: [{ name: words }, { former: words }, { code: words }] },
      plain,
    )
      .sort({ name: 1 })
      .limit(FOUND)
      .lean<Area[]>()
  }
  const mine = await AreaModel.find({ ...areaPolicy.own(actor), ...STANDING }, plain)
    .sort({ name: 1 })
    .lean<Area[]>()
  // Staff of a street and one of its communities start from the street.
  return mine.filter(
    (area) => !mine.some(({ _id }) => !_id.equals(area._id) && area.areas.some((id) => id.equals(_id))),
  )
}

export async function childCounts(ids: readonly Types.ObjectId[]) {
  const rows = await AreaModel.aggregate<{ _id: Types.ObjectId; n: number }>([
    { $match: { parentId: { $in: ids }, ...STANDING } },
    { $group: { _id: '$parentId', n: { $sum: 1 } } },
  ])
  return (id: Types.ObjectId) => rows.find(({ _id }) => _id.equals(id))?.n ?? 0
}

type Drawn = Area & { shape: Shape }
const isDrawn = (area: Area): area is Drawn => area.shape !== null && area.shape !== undefined

/** An area among its neighbours, with how the borders of the areas below fit together. */
export async function areaAmongOthers(actor: Actor, id: string) {
  const area = await staffArea(actor, id)
  const [above, beside, below, successor] = await Promise.all([
    AreaModel.find({ _id: { $in: area.areas.slice(1) } }, { name: 1, areas: 1 }).lean<Area[]>(),
    AreaModel.find({ parentId: area.parentId, level: area.level, _id: { $ne: area._id }, ...STANDING }).lean<Area[]>(),
    AreaModel.find({ parentId: area._id, ...STANDING }).lean<Area[]>(),
    area.successorId ? AreaModel.findById(area.successorId, { name: 1 }).lean<Area>() : null,
  ])
  const parts = below.filter(({ level }) => level !== 'compound').filter(isDrawn)
  return {
    area,
    successor,
    above: area.areas.slice(1).flatMap((id) => above.find(({ _id }) => _id.equals(id)) ?? []),
    beside,
    below,
    overlaps: [...overlapsOf(parts), ...(isDrawn(area) ? overlapsOf([area, ...beside.filter(isDrawn)]) : [])],
    uncovered: isDrawn(area)
      ? uncoveredBy(
          area.shape,
          parts.map(({ shape }) => shape),
        )
      : null,
  }
}

export async function createArea(actor: Actor, key: string, input: z.output<typeof AreaInput>): Promise<Area> {
  const parent = await staffArea(actor, input.parentId)
  authorize(areaPolicy.edit(actor, parent))
  const { parentId: _, shape, ...fields } = input
  if (!isBelow(input.level, parent.level))
    throw wrong('level', `${AREA_LEVELS[parent.level].label}下面没有${AREA_LEVELS[input.level].label}`)
  if (input.code) checkCode(input.code, input.level)
  if (shape) checkShape(shape)
  const idem = idemOf(actor.personId, key, input)
  return underLock(`areas-below:${String(parent._id)}`, async () => {
    const before = await replayed<Area>(AreaModel, idem)
    if (before) return before
    if (await AreaModel.exists({ parentId: parent._id, level: input.level, name: input.name, ...STANDING }))
      throw nameTaken(input.name)
    const area = new AreaModel({
      ...fields,
      ...groundOf(shape ?? null),
      position: input.position ?? (shape ? middleOf(shape) : input.level === 'community' ? parent.position : null),
      phone: input.phone ?? (input.level === 'community' ? parent.phone : null),
      parentId: parent._id,
      idem,
    })
    area.areas = [area._id, ...parent.areas]
    await area.save()
    return area.toObject<Area>()
  })
}

export async function changeArea(
  actor: Actor,
  { id, revision, shape, ...fields }: z.output<typeof ChangeArea>,
): Promise<Area> {
  const area = await staffArea(actor, id)
  authorize(areaPolicy.edit(actor, area))
  if (area.endedAt) throw new AppError('CONFLICT', '它已经并到别处了。')
  if (shape) checkShape(shape)
  if (fields.code !== undefined) {
    checkCode(fields.code, area.level)
    if (area.code) throw wrong('code', '已经有代码了，改代码请用“改名”，旧代码还查得到')
  }
  const middle = shape && !area.position && !fields.position ? { position: middleOf(shape) } : {}
  const changed = await AreaModel.findOneAndUpdate(
    { _id: id, revision },
    { $set: { ...fields, ...middle, ...(shape === undefined ? {} : groundOf(shape)) }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Area>()
  if (!changed) throw new AppError('CONFLICT')
  return changed
}

export async function removeArea(actor: Actor, id: string) {
  const area = await staffArea(actor, id)
  authorize(areaPolicy.remove(actor, area))
  const inUse = new AppError('CONFLICT', `“${area.name}”下面还有区域、人或者记录，用“合并”并到别处。`)
  if (await AreaModel.exists({ areas: area._id, _id: { $ne: area._id } })) throw inUse
  for (const { model } of allAreaRecords()) if (await model.exists({ areas: area._id })) throw inUse
  await AreaModel.deleteOne({ _id: area._id })
}

/** Divisions that the national list has below an area and the database does not. */
export async function missingDivisions(actor: Actor, id: string) {
  const area = await staffArea(actor, id)
  authorize(areaPolicy.edit(actor, area))
  const there = await AreaModel.find({ parentId: area._id }, { code: 1, name: 1, former: 1 }).lean<Area[]>()
  const taken = new Set(there.flatMap(({ code, name, former = [] }) => [code, name, ...former]))
  const missing = area.code ? divisionsBelow(area.code, area.level) : []
  return { area, items: missing.filter(({ code, name }) => !taken.has(code) && !taken.has(name)) }
}

/** Adds these divisions below an area, with the fields that still need a value taken from it: the number to call. */
export async function addDivisions(actor: Actor, id: string, codes: readonly string[]) {
  const { area, items } = await missingDivisions(actor, id)
  const level = AREA_LEVELS[area.level].below[0]!
  const chosen = items.filter(({ code }) => codes.includes(code))
  for (const { code, name } of chosen) {
    const made = new AreaModel({ level, name, code, parentId: area._id, phone: area.phone, position: area.position })
    made.areas = [made._id, ...area.areas]
    // The same code twice at once is one area.
    await AreaModel.updateOne({ parentId: area._id, code }, { $setOnInsert: made.toObject() }, { upsert: true })
  }
  return { added: chosen.length }
}
