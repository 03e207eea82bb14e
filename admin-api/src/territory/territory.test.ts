// Over 300 lines: one story after another of one domain, told with the same builders.
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InputOf } from '@yike/shared/endpoint'
import * as cases from '@yike/shared/cases/endpoints'
import * as directory from '@yike/shared/directory/endpoints'
import * as notices from '@yike/shared/notices/endpoints'
import { changeMe } from '@yike/shared/people/endpoints'
import * as api from '@yike/shared/territory/endpoints'
import type { ShapeView } from '@yike/shared/territory/schemas'
import { SittingModel } from '../booking/model'
import { CaseModel, CaseWordsModel } from '../cases/model'
import { PlaceModel } from '../directory/model'
import { NoticeModel } from '../notices/model'
import { PersonModel } from '../people/model'
import {
  placeInput,
  buildCommunity,
  buildResident,
  buildSitting,
  buildStaff,
  different,
  type BuiltPerson,
} from '../testing/build'
import { expectTallied } from '../testing/expect-tallied'
import { newKey, startServer, type TestServer } from '../testing/server'
import { uploadAt } from '../testing/upload'
import { addArea, type Area, type Community } from './areas'
import { runAreaChanges } from './changes'
import { useDivisions } from './divisions'
import { AreaChangeModel, AreaModel, AreaMoveModel } from './model'

let server: TestServer
let now = new Date()
beforeAll(async () => {
  useDivisions(path.resolve(import.meta.dirname, '../../divisions/divisions.csv'))
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())

let countedPlots = 0
/** Ground of its own for each story: a kilometre square, its lower left corner some distance from those before. */
function plot() {
  const [lng, lat] = [110 + countedPlots++ * 0.1, 30]
  const rect = (west: number, south: number, east: number, north: number): ShapeView => {
    const [w, s, e, n] = [lng + west / 100, lat + south / 100, lng + east / 100, lat + north / 100]
    return {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
            [w, s],
          ],
        ],
      ],
    }
  }
  return { rect, at: (east: number, north: number) => ({ lng: lng + east / 100, lat: lat + north / 100 }) }
}

const streetOf = async (community: Area) => (await AreaModel.findById(community.parentId).lean<Community>())!
const view = (who: BuiltPerson, id: unknown) => server.call(api.getArea, { id: String(id) }, { as: who.token })
async function draw(who: BuiltPerson, area: Pick<Area, '_id'>, shape: ShapeView) {
  const { revision } = await view(who, area._id)
  return server.call(api.changeArea, { id: String(area._id), revision, shape }, { as: who.token })
}
const grid = (community: Area, name: string) => addArea({ level: 'grid', name, parent: community })

/** Two communities of a street of their own, side by side, and somebody who works for the street. */
async function neighbours() {
  const { rect, at } = plot()
  const street = different('街道')
  const west = await buildCommunity({ street, position: at(0.5, 0.5) })
  const east = await buildCommunity({ street, position: at(1.5, 0.5) })
  const boss = await buildStaff({ area: await streetOf(west) })
  await draw(boss, west, rect(0, 0, 1, 1))
  await draw(boss, east, rect(1, 0, 2, 1))
  return { rect, at, west, east, boss }
}

const makePlace = (who: BuiltPerson, community: Area, name: string, position: { lng: number; lat: number }) =>
  server.call(directory.createPlace, placeInput(community, { name, category: 'pharmacy', position }), { as: who.token })
const fileCase = (who: BuiltPerson, community: Area, position?: { lng: number; lat: number }) =>
  server.call(
    cases.fileCaseForSomebody,
    {
      communityId: String(community._id),
      kind: 'complaint',
      channel: 'phone',
      description: '路灯不亮，晚上看不见路',
      position,
    },
    { as: who.token },
  )
const publish = async (who: BuiltPerson, community: Area, title: string) => {
  const draft = await server.call(
    notices.createNotice,
    {
      communityId: String(community._id),
      kind: 'outage',
      title,
      body: '明天上午九点到十一点停水。',
      phone: '0546-8000000',
    },
    { as: who.token },
  )
  await server.call(notices.publishNotice, { id: draft.id, revision: draft.revision }, { as: who.token })
  return draft.id
}
const change = async (who: BuiltPerson, input: InputOf<typeof api.createAreaChange>) => {
  const made = await server.call(api.createAreaChange, input, { as: who.token })
  await runAreaChanges(now)
  return made
}
const undo = async (who: BuiltPerson, id: string) => {
  await server.call(api.undoAreaChange, { id }, { as: who.token })
  await runAreaChanges(now)
}
type Carrying = { areas: unknown[]; communityId: unknown }
const recordOf = (model: { findById(id: unknown): { lean(): Promise<unknown> } }, id: unknown) =>
  model.findById(id).lean() as Promise<Carrying>
const areasOf = async (model: Parameters<typeof recordOf>[0], id: unknown) =>
  (await recordOf(model, id)).areas.map(String)
const communityOf = async (model: Parameters<typeof recordOf>[0], id: unknown) =>
  String((await recordOf(model, id)).communityId)

describe('ground', () => {
  it('tells of a point its community and grid, and what is reported or opened there belongs to both', async () => {
    const { rect, at, west, east, boss } = await neighbours()
    const first = await grid(east, '第一网格')
    await draw(boss, first, rect(1, 0, 1.5, 1))

    expect(await server.call(api.findArea, { near: `${at(1.2, 0.5).lng},${at(1.2, 0.5).lat}` })).toEqual({
      community: { id: String(east._id), name: east.name },
      grid: { id: String(first._id), name: '第一网格' },
    })
    expect((await server.call(api.findArea, { near: '100.5,25.5' })).community).toBeNull()

    // The form said west; the pin lies in the east.
    const place = await makePlace(boss, west, '东边药房', at(1.2, 0.5))
    expect(await areasOf(PlaceModel, place.id)).toEqual(
      [first, east].map(({ _id }) => String(_id)).concat(west.areas.slice(1).map(String)),
    )
    const filed = await fileCase(boss, west, at(1.2, 0.5))
    expect((await areasOf(CaseModel, filed.id))[0]).toBe(String(first._id))
    const wang = await buildResident({ community: west })
    await server.call(changeMe, { home: { text: '东岸 1 号楼', position: at(1.2, 0.5) } }, { as: wang.token })
    expect((await PersonModel.findById(wang._id).lean())!.communityId).toEqual(east._id)
  })

  it('shows where borders overlap and what none of them covers', async () => {
    const { rect, west, east, boss } = await neighbours()
    const street = await streetOf(west)
    await draw(boss, street, rect(0, 0, 2, 1.5))
    await draw(boss, east, rect(0.9, 0, 2, 1))

    const { borders } = await view(boss, street._id)
    expect(borders.overlaps.map(({ of }) => of.map(({ name }) => name).sort())).toEqual([[west.name, east.name].sort()])
    // A tenth by a whole of a square of 0.01° at 30° north: 1.071 km².
    expect(borders.overlaps[0]!.squareMetres / 107_080).toBeCloseTo(1, 2)
    // The upper half of both.
    expect(borders.uncovered!.squareMetres / 1_070_800).toBeCloseTo(1, 1)
    expect((await view(boss, west._id)).borders.overlaps).toHaveLength(1)
  })

  it('is refused in words when it is not ground', async () => {
    const { rect, at, west, boss } = await neighbours()
    const { revision } = await view(boss, west._id)
    const tangled: ShapeView = {
      type: 'MultiPolygon',
      coordinates: [
        [[at(0, 0), at(1, 1), at(1, 0), at(0, 0.7), at(0, 0)].map(({ lng, lat }) => [lng, lat] as [number, number])],
      ],
    }
    const save = (shape: ShapeView) =>
      server.call(api.changeArea, { id: String(west._id), revision, shape }, { as: boss.token })
    await expect(save(tangled)).rejects.toMatchObject({
      details: { fields: { shape: ['边界自己和自己交叉了，把交叉的那几个点挪开'] } },
    })
    await expect(save({ ...tangled, coordinates: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await save(rect(0, 0, 0.8, 1))
    await expect(save(rect(0, 0, 0.7, 1))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is made below its own level only, once however often it is sent, and goes only while nothing stands on it', async () => {
    const { rect, at, west, boss } = await neighbours()
    const input = { parentId: String(west._id), level: 'grid' as const, name: '第三网格', shape: rect(0, 0, 0.5, 1) }
    const key = newKey()
    const [one, two] = await Promise.all([1, 2].map(() => server.call(api.createArea, input, { as: boss.token, key })))
    expect(two!.id).toBe(one!.id)
    await expect(server.call(api.createArea, input, { as: boss.token })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    await expect(server.call(api.createArea, { ...input, level: 'street' }, { as: boss.token })).rejects.toMatchObject({
      details: { fields: { level: ['社区（村）下面没有街道（镇）'] } },
    })

    await makePlace(boss, west, '西边药房', at(0.2, 0.5))
    await expect(server.call(api.removeArea, { id: one!.id }, { as: boss.token })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const empty = await server.call(api.createArea, { ...input, name: '空网格', shape: undefined }, { as: boss.token })
    await server.call(api.removeArea, { id: empty.id }, { as: boss.token })
    await expect(view(boss, empty.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is seen and changed by those who work there, and merged by those above', async () => {
    const { west, east, boss } = await neighbours()
    const stranger = await buildStaff()
    const clerk = await buildStaff({ area: west, role: 'clerk' })
    const admin = await buildStaff({ area: west })
    const { revision } = await view(boss, west._id)
    const id = String(west._id)

    await expect(view(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      server.call(api.changeArea, { id, revision, phone: '12345' }, { as: clerk.token }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await server.call(api.changeArea, { id, revision, phone: '12345' }, { as: admin.token })).phone).toBe(
      '12345',
    )
    const merge = { kind: 'merge' as const, areaId: id, fromIds: [String(east._id)], name: west.name }
    await expect(server.call(api.previewAreaChange, merge, { as: admin.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const both = await buildStaff({ area: west })
    await PersonModel.updateOne({ _id: both._id }, { $push: { roles: { role: 'community_admin', areaId: east._id } } })
    await expect(server.call(api.previewAreaChange, merge, { as: both.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('a community', () => {
  it('that gets a new name and code is found by the old ones, until the change is taken back', async () => {
    const { west, boss } = await neighbours()
    const id = String(west._id)
    const { revision } = await view(boss, id)
    await server.call(api.changeArea, { id, revision, code: '370502001200' }, { as: boss.token })
    const made = await change(boss, {
      kind: 'rename',
      areaId: id,
      name: '北王屋社区',
      code: '370502001099',
      reason: '村改居',
    })
    expect(made.says).toBe(`${west.name}改名为北王屋社区，代码从 370502001200 改为 370502001099`)

    const search = async (q: string) =>
      (await server.call(api.listAreas, { q }, { as: boss.token })).items.map(({ name }) => name)
    expect(await search(west.name)).toEqual(['北王屋社区'])
    expect(await search('370502001200')).toEqual(['北王屋社区'])
    await undo(boss, made.id)
    expect(await view(boss, id)).toMatchObject({ name: west.name, code: '370502001200', former: [] })
  })

  it('merged into its neighbour takes people, places, open work and history along, and comes back whole', async () => {
    const { at, west, east, boss } = await neighbours()
    const worker = await buildStaff({ area: east, role: 'grid_worker' })
    const wang = await buildResident({ community: east })
    const [near, far] = [
      await makePlace(boss, west, '好邻居', at(0.5, 0.5)),
      await makePlace(boss, east, '好邻居', at(1.5, 0.5)),
    ]
    const filed = await fileCase(boss, east)
    const sitting = await buildSitting(east, { offer: { position: at(1.5, 0.5) } })
    const notice = await publish(boss, east, '东边停水')
    await grid(west, '第一网格')
    const theirs = await grid(east, '第一网格')
    const merge = { kind: 'merge' as const, areaId: String(west._id), fromIds: [String(east._id)], name: '大颐园社区' }

    const preview = await server.call(api.previewAreaChange, merge, { as: boss.token })
    expect(preview.says).toBe(`${east.name}并入${west.name}，改称大颐园社区`)
    const counts = Object.fromEntries(preview.moves.map(({ what, count }) => [what, count]))
    expect(counts).toMatchObject({ 居民: 2, 地点: 1, 诉求: 1, 场次: 1, 通知: 1 })
    expect(new Set(preview.moves.map(({ to }) => to))).toEqual(new Set(['大颐园社区']))
    expect((await view(boss, west._id)).name).toBe(west.name)

    await expectTallied()
    const made = await change(boss, merge)
    await expectTallied()
    const shown = await server.call(directory.getStaffPlace, { id: far.id }, { as: worker.token })
    expect([shown.name, shown.communityId]).toEqual([`好邻居（原${east.name}）`, String(west._id)])
    for (const [model, id] of [
      [PersonModel, wang._id],
      [CaseModel, filed.id],
      [SittingModel, sitting._id],
    ] as const)
      expect(await areasOf(model, id)).toContain(String(west._id))
    expect((await NoticeModel.findById(notice).lean())!.communityId).toEqual(west._id)
    expect((await view(boss, west._id)).below.map(({ name }) => name).sort()).toEqual([
      '第一网格',
      `第一网格（原${east.name}）`,
    ])
    expect(await view(boss, east._id)).toMatchObject({ ended: '并入大颐园社区', can: { edit: false } })
    expect(
      (await server.call(api.listAreas, { q: east.name }, { as: boss.token })).items.map(({ name }) => name),
    ).toContain('大颐园社区')
    // A link to the community that is gone leads to the one it was merged into.
    const late = await fileCase(boss, east)
    expect(await areasOf(CaseModel, late.id)).toContain(String(west._id))

    await undo(boss, made.id)
    await expectTallied()
    expect((await server.call(directory.getStaffPlace, { id: far.id }, { as: worker.token })).name).toBe('好邻居')
    await expect(server.call(directory.getStaffPlace, { id: near.id }, { as: worker.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const [model, id] of [
      [PersonModel, wang._id],
      [CaseModel, filed.id],
      [SittingModel, sitting._id],
    ] as const)
      expect(await areasOf(model, id)).toEqual(east.areas.map(String))
    expect((await NoticeModel.findById(notice).lean())!.communityId).toEqual(east._id)
    expect((await AreaModel.findById(theirs._id).lean())!).toMatchObject({ name: '第一网格', parentId: east._id })
    expect((await PersonModel.findById(worker._id).lean())!.roles).toHaveLength(1)
    expect(await AreaMoveModel.countDocuments({ changeId: made.id })).toBe(0)
  })

  it('that is split leaves to the new one what lies on its ground and in its compounds, old notices to both, and takes all back', async () => {
    const { rect, at, west, boss } = await neighbours()
    await addArea({ level: 'compound', name: '东岸花园', parent: west, position: at(0.8, 0.5) })
    await addArea({ level: 'compound', name: '西岸花园', parent: west, position: at(0.2, 0.5) })
    const [here, there] = [
      await makePlace(boss, west, '西边药房', at(0.2, 0.5)),
      await makePlace(boss, west, '东边药房', at(0.8, 0.5)),
    ]
    const lives = (text: string) => buildResident({ community: west, home: { text, position: null } })
    const [li, wang] = [await lives('西岸 3 号楼'), await lives('东岸 2 号楼')]
    const words = await fileCase(boss, west, at(0.8, 0.5))
    const notice = await publish(boss, west, '全社区停水')
    const split = {
      kind: 'split' as const,
      areaId: String(west._id),
      name: different('东岸社区'),
      shape: rect(0.6, -0.5, 1, 1.5),
    }
    const preview = await server.call(api.previewAreaChange, split, { as: boss.token })
    expect(preview.moves.map(({ what, to, count }) => [what, to, count])).toEqual(
      expect.arrayContaining([
        ['居民', split.name, 1],
        ['地点', split.name, 1],
        ['诉求', split.name, 1],
      ]),
    )

    const made = await change(boss, split)
    const fresh = (await AreaModel.findOne({ name: split.name }).lean<Community>())!
    expect(await communityOf(PlaceModel, there.id)).toBe(String(fresh._id))
    expect(await communityOf(PlaceModel, here.id)).toBe(String(west._id))
    expect(await communityOf(PersonModel, wang._id)).toBe(String(fresh._id))
    expect(await communityOf(PersonModel, li._id)).toBe(String(west._id))
    expect((await CaseWordsModel.findById(words.id).lean())!.areas.map(String)).toContain(String(fresh._id))
    expect((await view(boss, fresh._id)).below.map(({ name }) => name)).toEqual(['东岸花园'])
    expect((await view(boss, west._id)).squareMetres! / (await view(boss, fresh._id)).squareMetres!).toBeCloseTo(1.5, 3)
    const read = async (who: BuiltPerson) =>
      (await server.call(notices.listNotices, {}, { as: who.token })).items.map(({ id }) => id)
    expect(await read(wang)).toEqual([notice])
    now = new Date(now.getTime() + 60_000)
    const after = await publish(boss, west, '只给西边的')
    expect(await read(wang)).toEqual([notice])
    expect(await read(li)).toEqual([after, notice])

    // Opened on the new ground while it existed: it goes to the old one.
    const late = await makePlace(boss, fresh, '新开的药房', at(0.7, 0.5))
    await undo(boss, made.id)
    for (const id of [here.id, there.id, late.id]) expect(await communityOf(PlaceModel, id)).toBe(String(west._id))
    expect(await communityOf(PersonModel, wang._id)).toBe(String(west._id))
    expect(await AreaModel.exists({ _id: fresh._id })).toBeNull()
    expect((await view(boss, west._id)).below).toHaveLength(2)
  })

  it('whose grids were drawn later gives each its people and places by one change', async () => {
    const { rect, at, west, east, boss } = await neighbours()
    const inside = await makePlace(boss, west, '药房甲', at(0.2, 0.5))
    const first = await grid(west, '第一网格')
    await draw(boss, first, rect(0, 0, 0.5, 1))
    // And a border moved over a place that was in the west.
    const moved = await makePlace(boss, west, '药房乙', at(0.95, 0.5))
    await draw(boss, west, rect(0, 0, 0.9, 1))
    await draw(boss, east, rect(0.9, 0, 2, 1))
    const made = await change(boss, { kind: 'settle', areaId: String(west._id) })
    expect((await areasOf(PlaceModel, inside.id))[0]).toBe(String(first._id))
    expect((await areasOf(PlaceModel, moved.id))[0]).toBe(String(east._id))
    await undo(boss, made.id)
    expect((await areasOf(PlaceModel, moved.id))[0]).toBe(String(west._id))
  })
})

describe('a change of the ground', () => {
  it('that stopped half way goes on without moving anything twice or losing the way back', async () => {
    const { at, west, east, boss } = await neighbours()
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push((await makePlace(boss, east, `药房${n}`, at(1.5, 0.5))).id)
    const made = await server.call(
      api.createAreaChange,
      { kind: 'merge', areaId: String(west._id), fromIds: [String(east._id)], name: west.name },
      { as: boss.token },
    )
    // The state after a process died: one place noted and not moved, one moved, the areas already changed.
    await AreaModel.updateOne({ _id: east._id }, { $set: { endedAt: now, successorId: west._id } })
    const note = (at: number) => ({
      _id: `${made.id}:Place:${ids[at]}`,
      ...{ changeId: made.id, carrier: 'Place', recordId: ids[at] },
      ...{ from: { areas: east.areas, communityId: east._id }, to: { areas: west.areas, communityId: west._id } },
    })
    await AreaMoveModel.create([note(0), note(1)])
    await PlaceModel.updateOne({ _id: ids[1] }, { $set: { areas: west.areas, communityId: west._id } })

    await Promise.all([runAreaChanges(now), runAreaChanges(now)])
    expect(await PlaceModel.countDocuments({ communityId: west._id })).toBe(5)
    expect((await AreaChangeModel.findById(made.id).lean())!.state).toBe('done')
    await undo(boss, made.id)
    expect(await PlaceModel.countDocuments({ communityId: east._id })).toBe(5)
  })

  it('is taken back for a day, the last one first, and once', async () => {
    const { west, boss } = await neighbours()
    const rename = (name: string) => change(boss, { kind: 'rename', areaId: String(west._id), name })
    const first = await rename('甲社区')
    now = new Date(now.getTime() + 60_000)
    const second = await rename('乙社区')
    await expect(undo(boss, first.id)).rejects.toThrow('后面还有“甲社区改名为乙社区”，先撤回它。')
    await undo(boss, second.id)
    await undo(boss, first.id)
    await expect(undo(boss, first.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    const third = await rename('丙社区')
    const then = now
    now = new Date(now.getTime() + 24 * 3_600_000 + 1)
    const old = await buildStaff({ area: await streetOf(west) }, now)
    await expect(undo(old, third.id)).rejects.toThrow('过了一天，不能撤回了')
    now = then
  })

  it.each([
    ['into itself', (id: string) => ({ kind: 'merge', areaId: id, fromIds: [id], name: '甲' }), 'fromIds'],
    ['with nothing chosen', (id: string) => ({ kind: 'split', areaId: id, name: '甲' }), 'shape'],
    ['to the same name', (id: string, name: string) => ({ kind: 'rename', areaId: id, name }), 'name'],
    ['to a code of another level', (id: string) => ({ kind: 'rename', areaId: id, name: '甲', code: '3705' }), 'code'],
  ])('is refused %s', async (_, input, field) => {
    const { west, boss } = await neighbours()
    const asked = server.call(api.previewAreaChange, input(String(west._id), west.name) as never, { as: boss.token })
    await expect(asked).rejects.toMatchObject({ details: { fields: { [field]: [expect.any(String)] } } })
  })
})

describe('a list of areas', () => {
  it('comes from the national divisions, each once', async () => {
    const parent = await addArea({
      level: 'district',
      name: different('河口区'),
      parent: await addArea({ level: 'city', name: '东营市' }),
    })
    const street = (await addArea({
      level: 'street',
      name: different('文汇街道'),
      code: '370502001',
      parent,
    })) as Community
    const boss = await buildStaff({ area: street })
    const { items } = await server.call(api.listDivisions, { id: String(street._id) }, { as: boss.token })
    expect(items.length).toBeGreaterThan(10)
    expect(items).toContainEqual({ code: '370502001200', name: '北王屋村' })
    const add = () =>
      server.call(
        api.addDivisions,
        { id: String(street._id), codes: ['370502001200', '370502001011'] },
        { as: boss.token },
      )
    await Promise.all([add(), add()])
    expect((await view(boss, street._id)).below.map(({ name }) => name).sort()).toEqual(['东营社区', '北王屋村'])
  })

  it('comes from a file: borders to known names and codes, new areas, roads, and what cannot be says why', async () => {
    const { rect, at, west, east, boss } = await neighbours()
    const street = await streetOf(west)
    const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry })
    const file = {
      type: 'FeatureCollection',
      features: [
        feature({ name: west.name }, rect(0, 0, 0.7, 1)),
        feature(
          { 名称: '北岸社区', 代码: '370502001088' },
          { type: 'Polygon', coordinates: rect(0, 1, 2, 2).coordinates[0] },
        ),
        feature(
          { name: '济南路' },
          {
            type: 'LineString',
            coordinates: [
              [at(0, 0).lng, at(0, 0).lat],
              [at(2, 0).lng, at(2, 0).lat],
            ],
          },
        ),
        feature(
          { name: east.name },
          {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          },
        ),
        feature({}, rect(0, 0, 1, 1)),
      ],
    }
    const { id, rowCount } = await uploadAt(
      server.origin,
      api.uploadAreaImport,
      { name: 'borders.json', bytes: JSON.stringify(file) },
      boss.token,
    )
    expect(rowCount).toBe(5)
    const input = { id, underId: String(street._id), system: 'gcj02' as const }
    const { rows } = await server.call(api.previewAreaImport, input, { as: boss.token })
    expect(rows.map(({ does, says }) => [does, says])).toEqual([
      ['border', `画成${west.name}的边界`],
      ['add', `加到${street.name}下面，连同边界`],
      ['road', '画成道路'],
      ['nothing', '边界跑到中国外面去了，经度和纬度可能写反了'],
      ['nothing', '没有名字，也没有代码'],
    ])
    for (let tap = 0; tap < 2; tap++) await server.call(api.confirmAreaImport, input, { as: boss.token })
    expect((await view(boss, street._id)).below.filter(({ name }) => name === '北岸社区')).toHaveLength(1)
    expect((await view(boss, west._id)).shape!.coordinates[0]![0]![1]![0]).toBeCloseTo(at(0.7, 0).lng, 6)
    const ground = await server.call(api.getGround, { near: `${at(1, 0.5).lng},${at(1, 0.5).lat}` })
    expect(ground.roads.map(({ name }) => name)).toEqual(['济南路'])
    expect(ground.communities.map(({ name }) => name).sort()).toEqual([west.name, east.name, '北岸社区'].sort())
    const other = await buildStaff({ area: street })
    await expect(server.call(api.previewAreaImport, input, { as: other.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
