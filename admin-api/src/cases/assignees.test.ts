import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { listBulkAssignees } from '@yike/shared/cases/bulk-endpoints'
import { LeaveModel } from '../office/model'
import { buildCommunity, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted } from '../testing/receivers'
import { startServer, type TestServer } from '../testing/server'
import { addArea, type Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'

const now = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())

it('offers for many cases first those who take most of them, without colleagues on leave', async () => {
  const { community, wang, admin, clerk } = await buildCaseOffice(now)
  const grid = (await addArea({ level: 'grid', name: '第二网格', parent: community, code: '002' })) as Community
  await buildStaff({ area: grid, role: 'grid_worker', name: '李国强' }, now)
  const ill = await buildStaff({ area: community, role: 'clerk', name: '孙强' }, now)
  const leave = { areas: community.areas, from: '2026-11-23', until: '2026-11-24', delegateId: null }
  await LeaveModel.create({ ...leave, personId: ill._id, byId: admin._id, createdAt: now })
  const [near, far] = [await buildAccepted(server, wang, clerk), await buildAccepted(server, wang, clerk)]
  await CaseModel.updateOne({ _id: near.id }, { $set: { areas: grid.areas } })
  const busy = await buildAccepted(server, wang, clerk)
  await CaseModel.updateOne({ _id: busy.id }, { $set: { assigneeId: clerk._id, state: 'in_progress' } })
  const offered = async (ids: string[], who = admin) => {
    const found = await server.call(listBulkAssignees, { ids: ids.join(',') }, { as: who.token })
    return [
      found.items.map(({ name, openCases, reason }) => `${name} ${openCases} ${reason}`),
      found.away?.map(({ name }) => name),
    ]
  }

  expect(await offered([near.id])).toEqual([
    ['李国强 0 管这个网格', '张海燕 0 管这个社区', '陈静 1 管这个社区'],
    ['孙强'],
  ])
  expect(await offered([near.id, far.id])).toEqual([
    ['张海燕 0 管这个社区', '陈静 1 管这个社区', '李国强 0 住在这个社区'],
    ['孙强'],
  ])
  const stranger = await buildStaff({ area: await buildCommunity(), role: 'clerk', name: '外社区' }, now)
  expect(await offered([near.id, far.id], stranger)).toEqual([[], []])
})

it('offers the worker of its grid first, then of the community the one with the fewest open cases', async () => {
  const { community, wang, admin, clerk } = await buildCaseOffice(now)
  const grid = await addArea({ level: 'grid', name: '第一网格', parent: community, code: '001' })
  const worker = await buildStaff({ area: grid as Community, role: 'grid_worker', name: '李国强' }, now)
  const file = async (assignee: BuiltPerson) => {
    const { id, seq } = await buildAccepted(server, wang, clerk)
    const input = { id, seq, assigneeId: String(assignee._id) }
    return server.call(api.assignCase, input, { as: admin.token })
  }
  const { id } = await file(clerk)
  await CaseModel.updateOne({ _id: id }, { $set: { areas: [grid._id, ...community.areas] } })
  await CaseModel.updateMany({ _id: (await file(clerk)).id }, { $set: { assigneeId: worker._id } })
  const offered = async () =>
    (await server.call(api.listAssignees, { id }, { as: admin.token })).items.map(
      ({ name, openCases, reason }) => `${name} ${openCases} ${reason}`,
    )

  expect(await offered()).toEqual(['李国强 1 管这个网格', '张海燕 0 管这个社区', '陈静 1 管这个社区'])

  for (let more = 0; more < 2; more++) await file(admin)
  expect((await offered()).slice(1)).toEqual(['陈静 1 管这个社区', '张海燕 2 管这个社区'])
})
