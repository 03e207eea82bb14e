import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { handleSeasonalCase, listSeasonalCases } from '@yike/shared/cases/seasonal-endpoints'
import type { Community } from '../territory/areas'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel } from './model'

let now = new Date('2023-11-20T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let categories: Record<'noise' | 'lamp', string>

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  const idOf = async (name: string | RegExp) => String((await CategoryModel.findOne({ name }))!._id)
  categories = { noise: await idOf('噪音'), lamp: await idOf(/路灯/) }
})
afterAll(() => server.stop())
beforeEach(async () => {
  await CaseModel.deleteMany({})
  ;({ community, wang, clerk, admin } = await buildCaseOffice(now))
})

/** So many cases on a day. */
async function filed(day: string, many: number, categoryId: string) {
  now = new Date(`${day}T10:00:00+08:00`)
  await signInAgain([wang, clerk, admin], now)
  for (let n = 0; n < many; n++)
    await server.call(
      api.fileCase,
      { description: `又来了，第 ${n + 1} 回`, categoryId },
      { as: wang.token, key: newKey() },
    )
}
const listed = async (who: BuiltPerson) => (await server.call(listSeasonalCases, {}, { as: who.token })).items

it('names before it comes what came in that month of two years, until somebody saw to it for this year', async () => {
  await filed('2023-12-05', 3, categories.noise)
  await filed('2024-12-09', 4, categories.noise)
  await filed('2024-12-10', 5, categories.lamp)
  await filed('2025-07-01', 5, categories.noise)
  await filed('2025-11-20', 1, categories.lamp)

  const [one, ...others] = await listed(admin)

  expect(others).toEqual([])
  expect(one).toMatchObject({
    ...{ month: '2025-12', community: { name: community.name }, words: '2023年 3 件，2024年 4 件', handled: null },
    category: { id: categories.noise, name: expect.stringContaining('噪音') },
  })
  const input = { month: one!.month, communityId: one!.community.id, categoryId: one!.category.id }
  const stranger = await buildStaff({ role: 'community_admin', name: '邻社区的人' }, now)
  expect(await listed(stranger)).toEqual([])
  await expect(
    server.call(handleSeasonalCase, { ...input, handled: true }, { as: stranger.token }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })

  await server.call(handleSeasonalCase, { ...input, handled: true }, { as: clerk.token })
  await server.call(handleSeasonalCase, { ...input, handled: true }, { as: admin.token })
  expect((await listed(admin))[0]!.handled).toMatchObject({ by: '陈静' })
  await server.call(handleSeasonalCase, { ...input, handled: false }, { as: clerk.token })
  expect((await listed(admin))[0]!.handled).toBeNull()
  await server.call(handleSeasonalCase, { ...input, handled: true }, { as: clerk.token })

  await filed('2025-12-15', 3, categories.noise)
  await filed('2026-11-15', 0, categories.noise)
  expect((await listed(admin)).map(({ month, words, handled }) => [month, words, handled])).toEqual([
    ['2026-12', '2023年 3 件，2024年 4 件，2025年 3 件', null],
  ])
})
