// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/directory/endpoints'
import type { PlaceInput } from '@yike/shared/directory/schemas'
import type { z } from '@yike/shared/zod'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildStaff,
  CENTER,
  different,
  placeInput,
  type BuiltPerson,
} from '../testing/build'
import { drawPlace } from '../demo/drawings/place'
import { keepPhoto } from '../files/store'
import { newKey, startServer, type TestServer } from '../testing/server'
import { addArea, type Community } from '../territory/areas'
import { PlaceModel } from './model'

/** A Tuesday, 10:00 in Shanghai. */
const TUESDAY = new Date('2026-11-24T10:00:00+08:00')
const METRES_PER_DEGREE = 111_320

let clock = TUESDAY
let server: TestServer
let community: Community
let admin: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => clock })
  community = await buildCommunity()
  admin = await buildStaff({ area: community }, TUESDAY)
})
afterAll(() => server.stop())

/** `metres` metres north of the middle of the community. */
const north = (metres: number) => ({ lng: CENTER.lng, lat: CENTER.lat + metres / METRES_PER_DEGREE })
const near = `${CENTER.lng},${CENTER.lat}`
const input = (facts: Partial<z.input<typeof PlaceInput>> = {}) =>
  placeInput(community, {
    name: different('颐园食堂'),
    position: north(100),
    hours: { rules: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1020 }] },
    ...facts,
  })
const create = (facts: Partial<z.input<typeof PlaceInput>> = {}, by = admin) =>
  server.call(api.createPlace, input(facts), { as: by.token })

describe('places on foot', () => {
  it('are those within the minutes asked, nearest first, each with its minutes at the pace of the walker', async () => {
    const [far, close, beyond] = [
      await create({ category: 'library', position: north(500) }),
      await create({ category: 'library', position: north(200) }),
      await create({ category: 'library', position: north(1200) }),
    ]
    const look = (walkMinutes: number, pace: 'adult' | 'elder' = 'adult') =>
      server.call(api.findPlaces, { near, walkMinutes, pace, category: 'library' })

    const adult = await look(15)
    expect(adult.items.map(({ id, walkMinutes }) => [id, walkMinutes])).toEqual([
      [close.id, 4],
      [far.id, 10],
    ])
    expect((await look(15, 'elder')).items.map(({ walkMinutes }) => walkMinutes)).toEqual([6, 14])
    expect((await look(30)).items.map(({ id }) => id)).toEqual([close.id, far.id, beyond.id])
  })

  it('are found by name, by address, by pinyin and by initials', async () => {
    const place = await create({ name: '好邻居便利店', category: 'convenience_store', address: '胶州路 88 号' })
    for (const q of ['好邻居', '胶州路', 'haolinju', 'hlj', '邻居便利'])
      expect(
        (await server.call(api.findPlaces, { near, q })).items.map(({ id }) => id),
        q,
      ).toEqual([place.id])
    expect((await server.call(api.findPlaces, { near, q: '没有这样的地方' })).items).toEqual([])
    expect((await server.call(api.findPlaces, { near, q: '(.*' })).items).toEqual([])
  })

  it('with the words in the name stand before those with them in the address, then the nearest', async () => {
    const category = 'laundry'
    const [address, part, begins, pinyinOnly] = [
      await create({ category, name: '洁净洗衣', address: '文汇路 3 号', position: north(50) }),
      await create({ category, name: '老文汇洗衣店', position: north(100) }),
      await create({ category, name: '文汇洗衣店', position: north(600) }),
      await create({ category, name: '问慧干洗', position: north(20) }),
    ]
    const look = async (q: string) =>
      (await server.call(api.findPlaces, { near, category, q })).items.map(({ id }) => id)
    expect(await look('文汇')).toEqual([begins.id, part.id, address.id])
    expect(await look('wenhui')).toEqual([pinyinOnly.id, begins.id, part.id])
  })

  it('are found with one character wrong, missing or too many, and only when nothing fits better', async () => {
    const place = await create({ name: '向阳修鞋铺', category: 'repair', address: '黄河路 2 号' })
    const look = async (q: string) =>
      (await server.call(api.findPlaces, { near, category: 'repair', q })).items.map(({ id }) => id)
    for (const q of ['向阳修鞋部', '向阳鞋铺', '向阳修皮鞋铺', 'xiuxiepi', 'xiuxepu'])
      expect(await look(q), q).toEqual([place.id])
    expect(await look('向日葵花店')).toEqual([])
    // Words that sound alike, as keyboards guess; initials with one letter too many; a wrong character in the address.
    for (const q of ['象羊', 'xyj', '黄合路']) expect(await look(q), q).toEqual([place.id])
    const better = await create({ name: '向阳修鞋部', category: 'repair' })
    expect(await look('向阳修鞋部')).toEqual([better.id])
  })

  it('from nowhere are found as well, whole, also with one character wrong', async () => {
    const place = await create({ name: '海棠弄堂食堂', address: '西四路 6 号', phone: '0546-8123456' })
    for (const q of ['弄堂食堂', '弄糖食堂', 'stj 海棠', '西四路6号', 'longtan'])
      expect(
        (await server.call(api.findPlaces, { q, openNow: true })).items.map(({ id, phone }) => [id, phone]),
        q,
      ).toEqual([[place.id, '0546-8123456']])
  })

  it('that are open now are those whose hours say so, holidays and exceptions included', async () => {
    const category = 'pharmacy'
    const open = await create({ category })
    await create({ category, hours: { rules: [{ weekdays: [6, 7], from: 0, to: 1440 }] } })
    await create({
      category,
      hours: {
        rules: [{ weekdays: [2], from: 0, to: 1440 }],
        exceptions: [{ day: '2026-11-24', periods: [], reason: '盘点' }],
      },
    })
    await create({ category, status: 'paused' })
    const { items } = await server.call(api.findPlaces, { near, category, openNow: true })
    expect(items.map(({ id }) => id)).toEqual([open.id])
    expect(items[0]).toMatchObject({ isOpen: true, openState: expect.stringContaining('17:00') as string })
    const first = await server.call(api.findPlaces, { near, category, openFirst: true })
    expect(first.items.map(({ isOpen }) => isOpen)).toEqual([true, false, false, false])
    expect(first.items[0]!.id).toBe(open.id)
  })

  it('keep the State Council’s calendar when they say so: closed on the National Day, open on the Saturday that makes up', async () => {
    const office = await create({
      hours: { rules: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1020 }], holidays: 'office' },
    })
    const saidOn = async (day: string) => {
      clock = new Date(`${day}T10:00:00+08:00`)
      const { today, isOpen } = await server.call(api.getPlace, { id: office.id })
      return [today, isOpen]
    }
    try {
      expect(await saidOn('2026-10-01')).toEqual(['今天国庆节，休息', false])
      expect(await saidOn('2026-10-10')).toEqual(['今天 8:00-17:00', true])
      expect(await saidOn('2026-10-17')).toEqual(['今天休息', false])
    } finally {
      clock = TUESDAY
    }
  })

  it('are paged without losing or repeating one', async () => {
    const category = 'bank'
    for (let n = 0; n < 7; n++) await create({ category, position: north(50 * (n + 1)) })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await server.call(api.findPlaces, { near, category, limit: 3, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  })
})

describe('the life circle', () => {
  it('counts cumulatively what 5, 10 and 15 minutes reach, and says how far the nearest of a kind is', async () => {
    const middle = { lng: CENTER.lng + 0.2, lat: CENTER.lat }
    const at = (metres: number) => ({ lng: middle.lng, lat: middle.lat + metres / METRES_PER_DEGREE })
    await create({ category: 'canteen', position: at(100) })
    await create({ category: 'canteen', position: at(500) })
    const bank = await create({ category: 'bank', position: at(2000) })
    const circle = await server.call(api.getLifeCircle, { near: `${middle.lng},${middle.lat}` })
    expect(circle.reaches.map(({ minutes, total }) => [minutes, total])).toEqual([
      [5, 1],
      [10, 2],
      [15, 2],
    ])
    const of = (code: string) => circle.categories.find(({ category }) => category.code === code)
    expect(of('canteen')).toMatchObject({ within: { five: 1, ten: 2, fifteen: 2 } })
    expect(of('bank')).toMatchObject({ within: { five: 0, ten: 0, fifteen: 0 }, nearestId: bank.id })
    // The canteen is the only one of the standard's categories; a bank is none of them.
    expect(circle.standard.score).toBe(Math.round(100 / circle.standard.categories.length))
  })
})

describe('from where minutes are counted', () => {
  const origins = async (who?: BuiltPerson) =>
    (await server.call(api.listOrigins, { near }, who ? { as: who.token } : {})).items

  it('is one’s home, where a family member lives by the compound in the address, a compound, or the middle', async () => {
    const own = await buildCommunity()
    const compound = { lng: CENTER.lng + 0.01, lat: CENTER.lat }
    await addArea({ level: 'compound', name: '文汇家园', parent: own, position: compound })
    const home = { text: '颐园 3 号楼', position: north(100) }
    const daughter = await buildResident({ community: own, home })
    const mother = await buildFamily(daughter, { name: '李桂兰', home: { text: '文汇 8 号楼 102', position: null } })
    await buildFamily(daughter, { name: '王德顺', relation: 'father', home: { text: '老家', position: null } })

    const seen = await origins(daughter)
    expect(seen.map(({ kind, label, brief, pace }) => [kind, label, brief, pace])).toEqual([
      ['home', '我家', '颐园 3 号楼', null],
      ['family', '妈妈李桂兰家', '文汇 8 号楼 102', 'elder'],
      ['compound', '文汇家园', null, null],
      ['community', `${own.name}中心`, null, null],
    ])
    expect(seen[0]!.position).toEqual(north(100))
    expect(seen[1]).toMatchObject({ id: String(mother._id), position: compound })
    // Nobody else sees where they live.
    const stranger = await buildResident({ community: own })
    for (const who of [stranger, undefined])
      expect(
        (await origins(who)).map(({ kind }) => kind).filter((kind) => kind === 'home' || kind === 'family'),
      ).toEqual([])
  })
})

describe('coverage', () => {
  it('is counted from the compounds of a community, for who works there', async () => {
    const position = { lng: CENTER.lng - 0.3, lat: CENTER.lat }
    const own = await buildCommunity({ position })
    const boss = await buildStaff({ area: own }, TUESDAY)
    await addArea({ level: 'compound', name: '文汇家园', parent: own, position })
    await create({ communityId: String(own._id), category: 'canteen', position }, boss)
    await create({ communityId: String(own._id), category: 'bank', position }, boss)
    const look = (who: BuiltPerson) => server.call(api.getCoverage, { communityId: String(own._id) }, { as: who.token })

    const { compounds, standard } = await look(boss)
    const at = standard.categories.findIndex(({ code }) => code === 'canteen')
    expect(compounds).toEqual([
      expect.objectContaining({ name: '文汇家园', score: Math.round(100 / standard.categories.length) }),
    ])
    expect(compounds[0]!.minutes.map((minutes, n) => (n === at ? minutes : minutes === null))).toEqual(
      standard.categories.map((_, n) => (n === at ? 1 : true)),
    )
    await expect(look(admin)).rejects.toMatchObject({ status: 404 })
  })
})

describe('staff', () => {
  it('write a place down once, whatever the line does, and refuse the name a second time', async () => {
    const key = newKey()
    const facts = input()
    const made = await Promise.all(
      Array.from({ length: 4 }, () => server.call(api.createPlace, facts, { as: admin.token, key })),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    await expect(create({ name: facts.name })).rejects.toMatchObject({ status: 409, code: 'NAME_TAKEN' })
    await expect(
      server.call(api.createPlace, { ...facts, name: '另一处' }, { as: admin.token, key }),
    ).rejects.toMatchObject({ code: 'KEY_REUSED' })
  })

  it('add a photo, which lists show small; a name that is taken leaves it for the next try', async () => {
    const photo = await keepPhoto(admin._id, await drawPlace('canteen', 1), clock)
    const photoIds = [String(photo._id)]
    const taken = await create()
    await expect(create({ name: taken.name, photoIds })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    const place = await create({ name: different('有照片的食堂'), photoIds })
    const service = await server.call(
      api.createService,
      { placeId: place.id, kind: 'meal', name: '午餐' },
      { as: admin.token },
    )

    const found = await server.call(api.findPlaces, { near, q: place.name })
    expect(found.items[0]!.photo).toMatchObject({ id: photoIds[0], thumbUrl: expect.stringContaining('v=thumb') })
    expect((await server.call(api.getService, { id: service.id })).photo?.id).toBe(photoIds[0])
    expect((await server.call(api.getPlace, { id: taken.id })).photo).toBeNull()
  })

  it('see somebody else’s change before they overwrite it', async () => {
    const place = await create()
    const change = (alert: string) =>
      server.call(api.changePlace, { id: place.id, revision: place.revision, alert }, { as: admin.token })
    const outcomes = await Promise.allSettled([change('今天盘点'), change('装修到 12 月')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(change('又一次')).rejects.toMatchObject({ status: 409, code: 'CONFLICT' })
  })

  it('of another community neither see nor change it', async () => {
    const place = await create()
    const stranger = await buildStaff({ area: await buildCommunity() }, TUESDAY)
    const as = { as: stranger.token }
    await expect(server.call(api.getStaffPlace, { id: place.id }, as)).rejects.toMatchObject({ status: 404 })
    await expect(
      server.call(api.changePlace, { id: place.id, revision: place.revision, alert: '关了' }, as),
    ).rejects.toMatchObject({ status: 404 })
    await expect(server.call(api.createPlace, input(), as)).rejects.toMatchObject({ status: 403 })
    expect((await server.call(api.listStaffPlaces, {}, as)).items).toEqual([])
  })

  it('see what nobody has looked at for 90 days, and a grid worker who passes by sets it right', async () => {
    const own = await buildCommunity()
    const [boss, walker] = [
      await buildStaff({ area: own }, TUESDAY),
      await buildStaff({ area: own, role: 'grid_worker' }, TUESDAY),
    ]
    const places = []
    for (const days of [100, 89, 200, null])
      places.push({ days, ...(await create({ communityId: String(own._id) }, boss)) })
    for (const { id, days } of places)
      await PlaceModel.updateOne({ _id: id }, { verifiedAt: days && new Date(TUESDAY.getTime() - days * 86_400_000) })
    const list = () => server.call(api.listStaffPlaces, { stale: true, limit: 2 }, { as: walker.token })

    const first = await list()
    expect(first.staleCount).toBe(3)
    expect(first.items.map(({ id }) => id)).toEqual([places[3]!.id, places[2]!.id])
    const second = await server.call(
      api.listStaffPlaces,
      { stale: true, limit: 2, cursor: first.nextCursor! },
      { as: walker.token },
    )
    expect(second.items.map(({ id }) => id)).toEqual([places[0]!.id])

    const { id, revision } = first.items[0]!
    const verified = await server.call(api.verifyPlace, { id, revision }, { as: walker.token })
    expect(verified).toMatchObject({ isStale: false, verifiedBy: walker.name })
    expect((await list()).staleCount).toBe(2)
    await server.call(api.changePlace, { id, revision, alert: '换了门' }, { as: boss.token })
    await expect(server.call(api.verifyPlace, { id, revision }, { as: walker.token })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('people who walk see first what is near, page by page, with the minutes', async () => {
    const own = await buildCommunity()
    const boss = await buildStaff({ area: own }, TUESDAY)
    const walker = await buildStaff({ area: own, role: 'grid_worker' }, TUESDAY)
    for (const metres of [3000, 200, 900])
      await create({ communityId: String(own._id), name: `${metres} 米`, position: north(metres) }, boss)
    await PlaceModel.updateMany({ communityId: own._id, name: { $ne: '900 米' } }, { verifiedAt: null })
    const page = (cursor?: string) =>
      server.call(api.listStaffPlaces, { stale: true, near, limit: 1, cursor }, { as: walker.token })
    const first = await page()
    expect(first).toMatchObject({ items: [{ name: '200 米', walkMinutes: 4 }] })
    const second = await page(first.nextCursor!)
    expect(second).toMatchObject({ items: [{ name: '3000 米' }], nextCursor: null })
  })

  it('take a place out only once nothing hangs on it', async () => {
    const place = await create()
    const service = await server.call(
      api.createService,
      { placeId: place.id, kind: 'meal', name: '午餐' },
      { as: admin.token },
    )
    const remove = () => server.call(api.removePlace, { id: place.id }, { as: admin.token })
    await expect(remove()).rejects.toMatchObject({ status: 409 })
    await server.call(api.removeService, { id: service.id }, { as: admin.token })
    await remove()
    await expect(server.call(api.getPlace, { id: place.id })).rejects.toMatchObject({ status: 404 })
  })

  it('are told which opening hours overlap, in their own words', async () => {
    const rules = [
      { weekdays: [1], from: 480, to: 720 },
      { weekdays: [1], from: 700, to: 900 },
    ]
    await expect(create({ hours: { rules } })).rejects.toMatchObject({ status: 400, code: 'INVALID_INPUT' })
  })

  it('are open over midnight as it is typed, and kept as two days', async () => {
    const place = await create({ hours: { rules: [{ weekdays: [6], from: 1080, to: 120 }] } })

    expect((await server.call(api.getPlace, { id: place.id })).hours.rules).toMatchObject([
      { weekdays: [6], from: 1080, to: 1440 },
      { weekdays: [7], from: 0, to: 120 },
    ])
  })

  it('are not residents', async () => {
    const wang = await buildResident({ community })
    await expect(create({}, wang)).rejects.toMatchObject({ status: 403 })
  })
})
