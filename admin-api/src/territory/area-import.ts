import { problemWithShape, type Shape } from '@yike/shared/geo/shape'
import { toGcj02, type CoordinateSystem } from '@yike/shared/geo/systems'
import { AREA_LEVELS, plainCode } from '@yike/shared/territory/levels'
import type { PreviewAreaImport } from '@yike/shared/territory/schemas'
import type { z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { Upload } from '../http/upload'
import { readInWorker } from '../read-in-worker'
import { groundOf, STANDING } from './areas'
import { isTangled } from './borders'
import { calledName, levelOfCode } from './divisions'
import { staffArea } from './edit'
import { drawRoad } from './map'
import { AreaImportModel, AreaModel, type Area, type AreaImport } from './model'
import { areaPolicy } from './policy'

const MAX_BYTES = 8 * 1024 * 1024
export const AREA_UPLOAD = {
  maxBytes: MAX_BYTES,
  expected: '要用表单上传一个文件，部分的名字叫 file。',
  tooLarge: `文件太大了，最多 ${MAX_BYTES / 1024 / 1024} MB，请先简化边界，或者分几份传。`,
}

/** Reads borders and roads (GeoJSON) or names and codes (CSV) and keeps them a day for the preview. */
export async function uploadAreaImport(actor: Actor, { name, bytes }: Upload, now: Date): Promise<AreaImport> {
  const rows = await readInWorker('areas', bytes)
  const made = await AreaImportModel.create({ byId: actor.personId, fileName: name.slice(0, 200), rows, at: now })
  return made.toObject<AreaImport>()
}

const isPoint = (point: unknown): point is [number, number] =>
  Array.isArray(point) && point.length >= 2 && point.slice(0, 2).every((one) => Number.isFinite(one))
const moved = (points: unknown, system: CoordinateSystem): [number, number][] => {
  if (!Array.isArray(points) || !points.every(isPoint)) return []
  return points.map(([lng, lat]) => {
    const at = toGcj02({ lng, lat }, system)
    return [at.lng, at.lat]
  })
}
const inGcj02 = ({ coordinates }: Shape, system: CoordinateSystem): Shape => ({
  type: 'MultiPolygon',
  coordinates: coordinates.map((polygon) => (Array.isArray(polygon) ? polygon : []).map((ring) => moved(ring, system))),
})

type RowPlan = { at: number; says: string } & (
  | { does: 'border'; area: Area; shape: Shape }
  | { does: 'add'; parent: Area; shape: Shape | null }
  | { does: 'road'; areas: Types.ObjectId[]; path: [number, number][] }
  | { does: 'nothing' }
)

async function planImport(actor: Actor, { id, underId, system }: z.output<typeof PreviewAreaImport>) {
  const file = orNotFound(await AreaImportModel.findOne({ _id: id, byId: actor.personId }).lean<AreaImport>())
  const under = await staffArea(actor, underId)
  authorize(areaPolicy.edit(actor, under))
  const known = await AreaModel.find({ areas: under._id, ...STANDING }, { shape: 0 }).lean<Area[]>()
  const level = AREA_LEVELS[under.level].below[0]
  const named = (name: string) => known.filter((area) => area.name === name || area.name === calledName(name))
  const plans = file.rows.map((row, at): RowPlan => {
    const nothing = (says: string): RowPlan => ({ at, does: 'nothing', says })
    if (row.path) {
      const path = moved(row.path, system)
      return path.length < 2
        ? nothing('这条路不到两个点')
        : { at, does: 'road', areas: under.areas, path, says: '画成道路' }
    }
    const shape = row.shape && inGcj02(row.shape, system)
    const problem = shape && (problemWithShape(shape) ?? (isTangled(shape) ? '边界自己和自己交叉了' : null))
    if (problem) return nothing(problem)
    if (!row.name && !row.code) return nothing('没有名字，也没有代码')
    const code = row.code && levelOfCode(row.code) ? row.code : null
    const areas = code
      ? known.filter((area) => area.code && plainCode(code, area.level) === plainCode(area.code, area.level))
      : []
    const meant = areas.length > 0 ? areas : named(row.name)
    if (meant.length > 1) return nothing(`“${row.name}”有 ${meant.length} 个，写上代码才分得清`)
    if (meant[0])
      return shape
        ? { at, does: 'border', area: meant[0], shape, says: `画成${meant[0].name}的边界` }
        : nothing('已经有了')
    const parent = row.parentCode ? known.find(({ code }) => code === row.parentCode) : under
    if (!parent) return nothing(`没有代码是 ${row.parentCode} 的上级`)
    const below = AREA_LEVELS[parent.level].below[0]
    if (!below || !level) return nothing(`${under.name}下面不能再加`)
    if (!row.name) return nothing('是新的，要写名字')
    if (code && levelOfCode(code) !== below) return nothing(`代码不是${AREA_LEVELS[below].label}的`)
    return { at, does: 'add', parent, shape, says: `加到${parent.name}下面${shape ? '，连同边界' : ''}` }
  })
  return { file, plans }
}

export async function previewAreaImport(actor: Actor, input: z.output<typeof PreviewAreaImport>) {
  const { file, plans } = await planImport(actor, input)
  return plans.map(({ at, does, says }) => ({
    row: at + 1,
    name: file.rows[at]!.name,
    code: file.rows[at]!.code || null,
    does,
    says,
  }))
}

/**
 * Imports row after row; rows that an earlier try wrote are found again and stay. Areas are numbered by the file, so
 * that two taps add one.
 */
export async function confirmAreaImport(actor: Actor, input: z.output<typeof PreviewAreaImport>) {
  const { file, plans } = await planImport(actor, input)
  let added = 0
  for (const plan of plans) {
    const row = file.rows[plan.at]!
    if (plan.does === 'nothing') continue
    added += 1
    if (plan.does === 'border')
      await AreaModel.updateOne({ _id: plan.area._id }, { $set: groundOf(plan.shape), $inc: { revision: 1 } })
    else if (plan.does === 'road')
      await drawRoad(roadIdOf(file, plan.at), { areas: plan.areas, name: row.name, path: plan.path })
    else {
      const name = calledName(row.name)
      const level = AREA_LEVELS[plan.parent.level].below[0]!
      const { phone, position, areas, _id: parentId } = plan.parent
      const made = new AreaModel({
        level,
        name,
        code: row.code || null,
        parentId,
        phone,
        position,
        ...groundOf(plan.shape),
      })
      made.areas = [made._id, ...areas]
      await AreaModel.updateOne({ parentId, level, name }, { $setOnInsert: made.toObject() }, { upsert: true })
    }
  }
  return { added }
}

/** The id of a road follows from file and row. */
const roadIdOf = ({ _id }: AreaImport, at: number) =>
  new Types.ObjectId(`${String(_id).slice(0, 18)}${at.toString(16).padStart(6, '0')}`)
