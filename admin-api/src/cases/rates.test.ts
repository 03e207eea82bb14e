import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { getRates } from '@yike/shared/cases/rate-endpoints'
import type { RateGroup } from '@yike/shared/cases/rates'
import { PersonModel } from '../people/model'
import { addArea, type Community } from '../territory/areas'
import { buildGrid, buildResident, buildStaff, CENTER, different, type BuiltPerson } from '../testing/build'
import { signInAgain } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { rateCases } from './counts'

const at = (time: string) => new Date(`2026-${time}:00+08:00`)
let now = at('11-23T10:00')
let server: TestServer
let here: Community
let there: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let clerk: BuiltPerson
let clerkThere: BuiltPerson
let admin: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = at('11-23T10:00')
  const street = await addArea({ level: 'street', name: different('文汇街道') })
  const community = (name: string) =>
    addArea({ level: 'community', name: different(name), parent: street, phone: '0546-8000000', position: CENTER })
  here = (await community('颐园社区')) as Community
  there = (await community('黄河社区')) as Community
  const grid = await buildGrid(here)
  wang = await buildResident({ community: here, name: '王秀英' }, now)
  await PersonModel.updateOne({ _id: wang._id }, { $set: { areas: grid.areas } })
  zhao = await buildResident({ community: there, name: '赵建国' }, now)
  clerk = await buildStaff({ area: here, role: 'clerk', name: '陈静' }, now)
  clerkThere = await buildStaff({ area: there, role: 'clerk', name: '刘敏' }, now)
  admin = await buildStaff({ area: street as Community, role: 'community_admin', name: '张海燕' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const turnTo = async (time: string) => {
  now = at(time)
  await signInAgain([wang, zhao, clerk, clerkThere, admin], now)
}
/** Answered by its clerk today, and rated by its reporter. */
async function done(reporter: BuiltPerson, by: BuiltPerson, score: number) {
  const { id, seq } = await buildAccepted(server, reporter, by)
  await server.call(api.resolveCase, { id, seq, text: '换了一盏新灯。' }, as(by, newKey()))
  await server.call(api.rateCase, { id, score }, as(reporter))
}
const table = (by: RateGroup, who = admin, more: object = {}) =>
  server.call(getRates, { by, from: '2026-11', until: '2026-12', ...more }, as(who))
const lines = async (...asked: Parameters<typeof table>) =>
  (await table(...asked)).rows.map(({ label, figures: { filed, answered, solved, satisfied } }) => [
    label,
    filed,
    ...[answered, solved, satisfied].map(({ some, of }) => `${some}/${of}`),
  ])

/** Here: one 好了, one 没办好, one that nobody answers. There: one 差一点, and one of December that still runs. */
async function story() {
  await done(wang, clerk, 3)
  await done(wang, clerk, 1)
  await buildAccepted(server, wang, clerk)
  await done(zhao, clerkThere, 2)
  await turnTo('12-02T10:00')
  await buildAccepted(server, zhao, clerkThere)
}

describe('the three rates', () => {
  it('are counted per community, month, kind and street, and their rows make up the whole', async () => {
    await story()
    expect(await lines('community')).toEqual([
      [there.name, 2, '1/1', '1/1', '0/1'],
      [here.name, 3, '2/3', '1/2', '1/2'],
    ])
    expect(await lines('month')).toEqual([
      ['2026年11月', 4, '3/4', '2/3', '1/3'],
      ['2026年12月', 1, '0/0', '0/0', '0/0'],
    ])
    expect((await lines('street')).map(([, ...figures]) => figures)).toEqual([[5, '3/4', '2/3', '1/3']])
    expect(await lines('kind')).toEqual([['反映问题', 5, '3/4', '2/3', '1/3']])
    expect(await lines('kind', admin, { kind: 'hazard' })).toEqual([])
    const { total } = await table('community')
    expect(total).toEqual({
      filed: 5,
      answered: { some: 3, of: 4, rate: 0.75 },
      solved: { some: 2, of: 3, rate: 2 / 3 },
      satisfied: { some: 1, of: 3, rate: 1 / 3 },
    })
    // The first page counts the same, of the last 30 days.
    expect(await rateCases(admin.actor, now)).toEqual({ inTime: 0.75, solved: 2 / 3, satisfied: 1 / 3 })
  })

  it('name the receiver that has a case, and the grid that holds it', async () => {
    const property = await buildReceiver(server, await buildStaff({ area: here }, now), '颐园物业', [])
    const { id, seq } = await buildAccepted(server, wang, clerk)
    await server.call(api.dispatchCase, { id, seq, receiverId: property.id }, as(clerk))
    await done(wang, clerk, 3)
    expect((await lines('receiver')).map(([label, filed]) => [label, filed])).toEqual([
      ['社区自己办的', 1],
      ['颐园物业', 1],
    ])
    await buildAccepted(server, zhao, clerkThere)
    const grids = await lines('grid')
    expect(grids.map(([, filed]) => filed).sort()).toEqual([1, 2])
    expect(grids.map(([label]) => label)).toContain('没划到')
  })

  it('show each office its own areas, and no person', async () => {
    await story()
    expect((await lines('community', clerk)).map(([label]) => label)).toEqual([here.name])
    const said = JSON.stringify(await table('receiver'))
    for (const { name, _id } of [clerk, clerkThere, wang, zhao]) {
      expect(said).not.toContain(name)
      expect(said).not.toContain(String(_id))
    }
  })

  it('are of two years at most, in their order', async () => {
    const refused = (from: string, until: string) =>
      expect(server.call(getRates, { from, until }, as(admin))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await refused('2026-12', '2026-11')
    await refused('2024-11', '2026-11')
    await refused('2026-13', '2026-13')
  })
})
