import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { contains, middleOf } from '@yike/shared/geo/shape'
import type { AreaChangeInput } from '@yike/shared/territory/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor } from '../http/policy'
import { groundOf, STANDING } from './areas'
import { isCutBy, sharedBorder, unionOf, without } from './borders'
import { checkCode, checkShape, nameTaken, staffArea } from './edit'
import { AreaModel, type Area, type AreaChange, type AreaEdit } from './model'
import { areaPolicy } from './policy'

export type Input = z.output<typeof AreaChangeInput>

export type Plan = Pick<AreaChange, 'kind' | 'says' | 'areas' | 'edits' | 'of' | 'roles'> & { notes: string[] }

export const wrong = (field: string, why: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [why] } })

const editOf = (area: Area, after: Partial<Area>): AreaEdit => ({
  areaId: area._id,
  before: Object.fromEntries(Object.keys(after).map((field) => [field, area[field as keyof Area] ?? null])),
  after,
})

const formerOf = (area: Area, name: string, code: string | null) => [
  ...new Set([
    ...(area.former ?? []),
    ...(name === area.name ? [] : [area.name]),
    ...(area.code && code !== area.code ? [area.code] : []),
  ]),
]

async function refuseTaken(area: Area, name: string, but: readonly Types.ObjectId[]) {
  const other = { parentId: area.parentId, level: area.level, name, _id: { $nin: but }, ...STANDING }
  if (await AreaModel.exists(other)) throw nameTaken(name)
}

/** Everything below an area, whose path of areas goes through it. */
const belowOf = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ areas: { $in: ids }, _id: { $nin: ids }, ...STANDING }).lean<Area[]>()

export async function planRename(area: Area, input: Extract<Input, { kind: 'rename' }>): Promise<Plan> {
  const code = input.code ?? area.code
  if (input.code) checkCode(input.code, area.level)
  await refuseTaken(area, input.name, [area._id])
  if (input.name === area.name && code === area.code) throw wrong('name', '名字和代码都没有变')
  const recoded = code === area.code ? '' : `，代码${area.code ? `从 ${area.code} ` : ''}改为 ${code}`
  return {
    kind: 'rename',
    says: `${area.name}${input.name === area.name ? '' : `改名为${input.name}`}${recoded}`,
    areas: area.areas,
    edits: [editOf(area, { name: input.name, code, former: formerOf(area, input.name, code) })],
    of: [],
    roles: [],
    notes: ['旧名字和旧代码还查得到。', '已经发出的通知、办过的诉求不改，照当时的名字。'],
  }
}

export async function planMerge(
  actor: Actor,
  into: Area,
  input: Extract<Input, { kind: 'merge' }>,
  now: Date,
): Promise<Plan> {
  const from = await Promise.all([...new Set(input.fromIds)].map((id) => staffArea(actor, id)))
  if (from.some(({ _id }) => _id.equals(into._id))) throw wrong('fromIds', '不能把自己并进自己')
  for (const area of from) {
    authorize(areaPolicy.edit(actor, area))
    if (area.endedAt) throw wrong('fromIds', `“${area.name}”已经并到别处了`)
    if (area.level !== into.level || !area.parentId?.equals(into.parentId!))
      throw wrong('fromIds', `“${area.name}”和“${into.name}”不在同一个上级下面`)
  }
  const ids = [into, ...from].map(({ _id }) => _id)
  await refuseTaken(into, input.name, ids)
  if (input.code) checkCode(input.code, into.level)
  const code = input.code ?? into.code
  const shapes = [into, ...from].flatMap(({ shape }) => shape ?? [])
  const shape = unionOf(shapes)
  const below = await belowOf(from.map(({ _id }) => _id))
  const theirs = new Set((await belowOf([into._id])).map(({ level, name }) => `${level}${name}`))
  const former = [
    ...new Set([
      ...formerOf(into, input.name, code),
      ...from.flatMap(({ name, code, former }) => [name, ...(code ? [code] : []), ...(former ?? [])]),
    ]),
  ].filter((one) => one !== input.name && one !== code)
  return {
    kind: 'merge',
    says: `${from.map(({ name }) => name).join('、')}并入${into.name}${input.name === into.name ? '' : `，改称${input.name}`}`,
    areas: [...new Set([into, ...from].flatMap(({ areas }) => areas.map(String)))].map((id) => new Types.ObjectId(id)),
    edits: [
      editOf(into, { name: input.name, code, former, ...groundOf(shape) }),
      ...from.map((area) => editOf(area, { endedAt: now, successorId: into._id })),
      ...below.map((child) => {
        const old = from.find(({ _id }) => child.parentId?.equals(_id))!
        return editOf(child, {
          name: theirs.has(`${child.level}${child.name}`) ? `${child.name}（原${old.name}）` : child.name,
          parentId: into._id,
          areas: [child._id, ...into.areas],
        })
      }),
    ],
    of: from.map(({ _id }) => _id),
    roles: from.map(({ _id }) => ({ from: _id, to: into._id })),
    notes: [
      `${from.map(({ name }) => name).join('、')}的工作人员也管${input.name}。`,
      '诉求编号、通知落款照旧；同名的地点和网格会加上原来的名字。',
      ...(shapes.length > 0 && shapes.length < ids.length ? ['有的还没画边界，合并后的边界只含画过的部分。'] : []),
    ],
  }
}

export async function planSplit(area: Area, input: Extract<Input, { kind: 'split' }>, now: Date): Promise<Plan> {
  await refuseTaken(area, input.name, [])
  if (input.code) checkCode(input.code, area.level)
  if (input.shape) checkShape(input.shape)
  const below = await belowOf([area._id])
  const chosen = below.filter(({ _id }) => input.childIds.includes(String(_id)))
  if (chosen.length < input.childIds.length) throw wrong('childIds', `有的网格、小区不是${area.name}的`)
  const drawn = input.shape ?? unionOf(chosen.flatMap(({ level, shape }) => (level === 'grid' ? (shape ?? []) : [])))
  // A hand draws beyond the border: only ground of the old area can be split off.
  const shape = drawn && area.shape ? sharedBorder(area.shape, drawn) : drawn
  if (drawn && !shape) throw wrong('shape', `这一圈在${area.name}外面`)
  if (!shape && chosen.length === 0) throw wrong('shape', '画出新的范围，或者选划过去的网格、小区')
  const lies = (child: Area) => {
    const at = child.position ?? (child.shape && middleOf(child.shape))
    return shape && at ? contains(shape, at) : false
  }
  const cut = below.filter((child) => shape && child.shape && isCutBy(child.shape, shape))
  const going = below.filter((child) => chosen.includes(child) || lies(child))
  const _id = new Types.ObjectId()
  const areas = [_id, ...area.areas.slice(1)]
  const left = shape && area.shape ? without(area.shape, shape) : area.shape
  if (shape && area.shape && !left) throw wrong('shape', `这一圈把${area.name}整个围进去了，没有留下的`)
  const position = shape ? middleOf(shape) : (going.find(({ position }) => position)?.position ?? area.position)
  return {
    kind: 'split',
    says: `${area.name}拆出${input.name}`,
    areas: [...area.areas, _id],
    edits: [
      {
        areaId: _id,
        before: null,
        after: {
          ...{ level: area.level, name: input.name, code: input.code ?? null, parentId: area.parentId, areas },
          ...{ phone: area.phone, position: area.level === 'community' ? position : null, ...groundOf(shape) },
          ...(area.featuresOff ? { featuresOff: area.featuresOff } : {}),
          ...(area.hours ? { hours: area.hours } : {}),
          ...(area.whistleLimits ? { whistleLimits: area.whistleLimits } : {}),
          ...{ former: [], endedAt: null, successorId: null, splitFrom: { id: area._id, at: now }, revision: 1 },
        },
      },
      ...(left === area.shape ? [] : [editOf(area, groundOf(left))]),
      ...going.map((child) => editOf(child, { parentId: _id, areas: [child._id, ...areas] })),
    ],
    of: [area._id],
    roles: [{ from: area._id, to: _id }],
    notes: [
      `${going.length > 0 ? `${going.map(({ name }) => name).join('、')}划给${input.name}。` : '没有网格、小区划过去。'}`,
      ...(cut.length > 0 ? [`新边界穿过${cut.map(({ name }) => name).join('、')}，拆完要重画它的边界。`] : []),
      `没有位置、又不在这些网格和小区里的，留在${area.name}。`,
      `${area.name}的工作人员也管${input.name}；以前的通知两边都看得到。`,
    ],
  }
}
