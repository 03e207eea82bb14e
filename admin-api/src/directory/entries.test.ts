import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/directory/endpoints'
import type { PlaceInput } from '@yike/shared/directory/schemas'
import type { z } from '@yike/shared/zod'
import { placeInput, buildCommunity, buildStaff, different, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'

/** A Tuesday, 10:00 in Shanghai. */
const TUESDAY = new Date('2026-11-24T10:00:00+08:00')

let server: TestServer
let community: Community
let admin: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => TUESDAY })
  community = await buildCommunity()
  admin = await buildStaff({ area: community }, TUESDAY)
})
afterAll(() => server.stop())

const create = (facts: Partial<z.input<typeof PlaceInput>> = {}) =>
  server.call(
    api.createPlace,
    placeInput(community, { hours: { rules: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1020 }] }, ...facts }),
    { as: admin.token },
  )

describe('an entry', () => {
  it('keeps what a change does not speak of, and is emptied where the change says so', async () => {
    const { id, revision } = await create({
      phone: '0546-8000001',
      alert: '门口修路',
      about: '两荤一素',
      accessibility: ['ramp'],
    })
    const changed = await server.call(api.changePlace, { id, revision, alert: null }, { as: admin.token })
    expect(changed).toMatchObject({ phone: '0546-8000001', alert: null, about: '两荤一素' })
    expect(changed.accessibility.map(({ code }) => code)).toEqual(['ramp'])
  })

  it('has further phones, which are numbers', async () => {
    const place = await create({ phone: '(0546)8000001-12', morePhones: ['0546-8000002', '13800000001'] })
    expect(await server.call(api.getPlace, { id: place.id })).toMatchObject({
      phone: '0546-8000001转12',
      morePhones: ['0546-8000002', '13800000001'],
    })
    await expect(create({ morePhones: ['找老王'] })).rejects.toMatchObject({
      details: { fields: { 'morePhones.0': ['电话号码不对，再看看位数'] } },
    })
  })

  it('tells field by field who changed what, in words', async () => {
    const { id, revision } = await create({ phone: '0546-8000001' })
    const hours = {
      exceptions: [],
      holidays: 'same' as const,
      rules: [{ to: 1020, from: 480, weekdays: [1, 2, 3, 4, 5] }],
    }
    const change = { phone: '0546-8000002', status: 'paused' as const, organization: '颐园餐饮公司', hours }
    await server.call(api.changePlace, { id, revision, ...change }, { as: admin.token })
    const { items } = await server.call(api.listPlaceChanges, { id }, { as: admin.token })
    expect(items.map(({ by, field, from, to }) => [by, field, from, to])).toEqual(
      expect.arrayContaining([
        [admin.name, '电话', '0546-8000001', '0546-8000002'],
        [admin.name, '开不开', '正常', '暂停'],
        [admin.name, '谁办的', '没写', '颐园餐饮公司'],
      ]),
    )
    expect(items).toHaveLength(3)
    const stranger = await buildStaff()
    await expect(server.call(api.listPlaceChanges, { id }, { as: stranger.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('names who runs it; two who name it at once write one organisation down', async () => {
    const name = different('颐园餐饮公司')
    const places = await Promise.all([1, 2, 3].map(() => create({ organization: name })))
    expect((await server.call(api.getPlace, { id: places[0]!.id })).organization).toBe(name)
    const { items } = await server.call(api.listOrganizations, { q: name }, { as: admin.token })
    expect(items.map((one) => one.name)).toEqual([name])
  })
})

describe('a service at a place', () => {
  it('has hours and a phone of its own, and says for whom it is, what to bring and what it costs whom', async () => {
    const place = await create({ phone: '0546-8000001' })
    const plain = { placeId: place.id, kind: 'care' as const, name: '助浴', priceFen: 3000 }
    const made = await server.call(api.createService, plain, { as: admin.token })
    const before = await server.call(api.getService, { id: made.id })
    expect(before).toMatchObject({ phone: '0546-8000001', today: null, groups: [], topic: null })

    await server.call(
      api.changeService,
      {
        ...{ id: made.id, revision: made.revision, phone: '0546-8000009', topic: 'comfort', groups: ['living_alone'] },
        ...{ documents: ['身份证'], fees: [{ who: '80 岁以上', priceFen: 0 }], subsidy: '民政补', languages: ['sgn'] },
        hours: { rules: [{ weekdays: [2], from: 540, to: 660 }] },
      },
      { as: admin.token },
    )
    expect(await server.call(api.getService, { id: made.id })).toMatchObject({
      phone: '0546-8000009',
      priceFen: 3000,
      topic: { label: '精神慰藉' },
      groups: [{ label: '独居、空巢老人' }],
      documents: ['身份证'],
      fees: [{ who: '80 岁以上', priceFen: 0 }],
      subsidy: '民政补',
      languages: [{ label: '手语' }],
      today: expect.stringMatching(/9:00/) as string,
    })
    const twice = { id: made.id, revision: 2, fees: [1, 2].map(() => ({ who: '老人', priceFen: 1 })) }
    await expect(server.call(api.changeService, twice, { as: admin.token })).rejects.toMatchObject({
      details: { fields: { fees: ['同一种人写了两个价'] } },
    })
  })
})

describe('the log of a service', () => {
  it('says field by field who changed what, and not what stayed as it was', async () => {
    const place = await create()
    const made = await server.call(
      api.createService,
      { placeId: place.id, kind: 'meal' as const, name: '午餐', priceFen: 1200 },
      { as: admin.token },
    )
    const fees = [{ who: '80 岁以上', priceFen: 850 }]
    const change = { id: made.id, revision: 1, name: '午餐', priceFen: 1000, fees, topic: 'meals' as const }
    await server.call(api.changeService, change, { as: admin.token })
    const { items } = await server.call(api.listServiceChanges, { id: made.id }, { as: admin.token })
    expect(items.map(({ by, field, from, to }) => [by, field, from, to])).toEqual(
      expect.arrayContaining([
        [admin.name, '价钱', '12 元', '10 元'],
        [admin.name, '不同的人不同价', '没写', '80 岁以上 8.5 元'],
        [admin.name, '是什么服务', '没写', '助餐'],
      ]),
    )
    expect(items).toHaveLength(3)
  })
})

describe('premises of a community', () => {
  const rooms = (facts: object = {}) => ({
    ...{ communityId: String(community._id), name: different('配建用房'), address: '文汇家园 1 号楼' },
    ...{ squareMetres: 210.5, use: '出租给超市', owner: '开发公司', state: 'misused' as const },
    ...facts,
  })
  it('are listed with what they add up to, once however often they are sent', async () => {
    const key = newKey()
    const one = rooms()
    const [made, again] = await Promise.all(
      [1, 2].map(() => server.call(api.createPremises, one, { as: admin.token, key })),
    )
    expect(again!.id).toBe(made!.id)
    await server.call(api.createPremises, rooms({ squareMetres: 100 }), { as: admin.token })
    await expect(server.call(api.createPremises, one, { as: admin.token })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
    })
    const list = () => server.call(api.listPremises, {}, { as: admin.token })
    expect((await list()).totals).toEqual([
      { state: { code: 'misused', label: '挪作他用' }, count: 2, squareMetres: 310.5 },
    ])

    const { id, revision } = made!
    await server.call(api.changePremises, { id, revision, state: 'returned', note: '年底收回' }, { as: admin.token })
    await expect(
      server.call(api.changePremises, { id, revision, state: 'idle' }, { as: admin.token }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    const log = await server.call(api.listPremisesChanges, { id }, { as: admin.token })
    expect(log.items.map(({ by, field, from, to }) => [by, field, from, to]).sort()).toEqual([
      [admin.name, '备注', '没写', '年底收回'],
      [admin.name, '现状', '挪作他用', '已经收回'],
    ])
    expect((await list()).totals.map(({ state, squareMetres }) => [state.label, squareMetres])).toEqual([
      ['挪作他用', 100],
      ['已经收回', 210.5],
    ])
  })

  it('are seen by those who work there and changed by those who edit places', async () => {
    const made = await server.call(api.createPremises, rooms(), { as: admin.token })
    const [stranger, worker] = [await buildStaff(), await buildStaff({ area: community, role: 'grid_worker' })]
    const change = (as: string) => server.call(api.changePremises, { id: made.id, revision: 1, use: '书屋' }, { as })
    await expect(change(stranger.token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(change(worker.token)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await server.call(api.listPremises, {}, { as: stranger.token })).items).toEqual([])
    expect((await server.call(api.listPremises, {}, { as: worker.token })).items.some(({ can }) => can.edit)).toBe(
      false,
    )
  })
})
