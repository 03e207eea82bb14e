import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { DeliveryModel } from '../messages/model'
import { familyAndDeliveries } from '../migrations/0007-family-and-deliveries'
import { sealedValues } from '../migrations/0016-sealed-values'
import { buildCommunity, buildResident, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { PersonModel } from './model'

let server: TestServer
let community: Community
let clerk: BuiltPerson
beforeAll(async () => {
  server = await startServer()
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community })
})
afterAll(() => server.stop())

const find = async (q?: string, as = clerk) =>
  (await server.call(people.findPeople, q === undefined ? {} : { q }, { as: as.token })).items
const names = async (q: string) => (await find(q)).map(({ name }) => name).sort()

describe('an elder at the counter', () => {
  beforeAll(async () => {
    const at = (text: string) => ({ home: { text, position: null } })
    await buildResident({
      community,
      name: '王秀英',
      phone: '13812340501',
      birthYear: 1944,
      ...at('颐园 3 号楼 2 单元 501'),
    })
    await buildResident({
      community,
      name: '王秀英',
      phone: '13912349876',
      birthYear: 1958,
      ...at('东岸花园 12 号楼 301'),
    })
    await buildResident({ community, name: '单雄信', phone: '0546-8001234', ...at('颐园小区 7 号楼') })
    await buildResident({ community, name: 'Anna Li', phone: '13700000000', ...at('颐园 5 号楼') })
  })

  it.each([
    ['王秀', ['王秀英', '王秀英']],
    ['秀英', ['王秀英', '王秀英']],
    ['wxy', ['王秀英', '王秀英']],
    ['WXY', ['王秀英', '王秀英']],
    ['xiuying', ['王秀英', '王秀英']],
    ['shanxiong', ['单雄信']],
    ['sxx', ['单雄信']],
    ['anna', ['Anna Li']],
    ['13912349876', ['王秀英']],
    ['139 1234 9876', ['王秀英']],
    ['9876', ['王秀英']],
    ['876', ['王秀英']],
    ['0546-8001234', ['单雄信']],
    ['3号楼', ['王秀英']],
    ['颐园 3 号楼 501', ['王秀英']],
    ['王秀英 东岸', ['王秀英']],
    ['wxy 9876', ['王秀英']],
    ['小区7', ['单雄信']],
    ['王秀英 颐园小区', []],
    ['.*', []],
    ['$where', []],
    ['（）', []],
    ['^王', ['王秀英', '王秀英']],
  ])('is found by %s', async (q, expected) => {
    expect(await names(q)).toEqual(expected)
  })

  it('is told apart from another of the same name by the building, without the door', async () => {
    const found = await find('王秀英')

    expect(found.map(({ home, birthYear, phoneLast4 }) => [home, birthYear, phoneLast4])).toEqual(
      expect.arrayContaining([
        ['颐园 3 号楼', 1944, '0501'],
        ['东岸花园 12 号楼', 1958, '9876'],
      ]),
    )
  })

  it('comes first once helped, and without words for whom helped them', async () => {
    const [first, second] = await find('王秀英')
    await server.call(people.helpPerson, { personId: second!.id }, { as: clerk.token })

    expect((await find('王秀英')).map(({ id }) => id)).toEqual([second!.id, first!.id])
    expect((await find()).map(({ id }) => id)).toEqual([second!.id])
    expect(await find(undefined, await buildStaff({ role: 'clerk', area: community }))).toEqual([])
  })

  it('is found by the new name and number after a change, and no more by the old', async () => {
    const person = await buildResident({ community, name: '贺新郎', phone: '13600007777' })
    await server.call(people.changeMe, { name: '柳梢青', home: { text: '西苑 9 号楼' } }, { as: person.token })

    expect(await names('hxl')).toEqual([])
    expect([await names('lsq'), await names('西苑'), await names('7777')]).toEqual(Array(3).fill(['柳梢青']))
  })

  it('of another community is not found, not helped and not shown', async () => {
    const theirs = await buildResident({ name: '尤三姐' })
    const personId = String(theirs._id)

    expect(await find('尤三姐')).toEqual([])
    const asClerk = { as: clerk.token }
    const notFound = { code: 'NOT_FOUND' }
    await expect(server.call(people.helpPerson, { personId }, asClerk)).rejects.toMatchObject(notFound)
    await expect(server.call(people.getStaffPerson, { personId }, asClerk)).rejects.toMatchObject(notFound)
    await expect(server.call(people.helpPerson, { personId }, { as: theirs.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(find('长'.repeat(41))).rejects.toMatchObject({ status: 400 })
  })
})

it('people, families and deliveries of before have what is asked for now, and keep what they say', async () => {
  const [old, bound, delivered] = [newId(), newId(), newId()]
  const facts = { communityId: community._id, areas: community.areas, createdAt: new Date() }
  await PersonModel.collection.insertOne({
    ...{ _id: old, name: '欧阳修', phone: '13500008888', birthYear: null, home: null, ...facts },
    family: [
      { personId: newId(), name: '甲', relation: 'mother' },
      { personId: newId(), name: '乙', relation: 'father', state: 'confirmed', bindingId: bound },
    ],
  })
  await DeliveryModel.collection.insertMany([
    { _id: `cases:1:1:${String(delivered)}`, state: 'failed', kind: 'case_replied', at: new Date() },
    { _id: 'odd', state: 'sent', kind: 'case_replied', at: new Date() },
  ] as never)

  await familyAndDeliveries.run()
  await sealedValues.run()
  await familyAndDeliveries.run()
  await sealedValues.run()

  expect(await names('oyx')).toEqual(['欧阳修'])
  expect(
    (await PersonModel.findById(old).lean())!.family.map(({ state, bindingId }) => [state, String(bindingId)]),
  ).toEqual([
    ['written_down', 'null'],
    ['confirmed', String(bound)],
  ])
  const row = (await DeliveryModel.findById(`cases:1:1:${String(delivered)}`).lean())!
  expect([row.way, String(row.recipientId)]).toEqual(['wechat', String(delivered)])
})
