import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { AuditEntryModel } from '../audit/model'
import type { BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'

const now = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())

const file = (who: BuiltPerson, description: string) =>
  server.call(api.fileCase, { description }, { as: who.token, key: newKey() })
const save = (who: BuiltPerson, query: string) =>
  fetch(`${server.origin}${API_BASE_PATH}/staff/case-export?${query}`, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${who.token}` },
  })

it('gives the list as it is filtered, without the reporter, signed by the exporter and on record', async () => {
  const { wang, clerk } = await buildCaseOffice(now)
  const elsewhere = await buildCaseOffice(now)
  const lamp = await file(wang, '3 号楼东边的路灯灭了三天')
  const door = await file(wang, '=HYPERLINK(1) 单元门关不上')
  await file(elsewhere.wang, '井盖松了，车一过就响')
  const { seq } = await server.call(api.getStaffCase, { id: lamp.id }, { as: clerk.token })
  const back = { id: lamp.id, seq, reason: '这一段路的灯归供电公司管。', belongsTo: '供电公司' }
  await server.call(api.returnCase, back, { as: clerk.token })

  const answer = await save(clerk, 'view=open')
  expect(answer.status).toBe(200)
  const rows = await readSheet(Buffer.from(await answer.arrayBuffer()))
  expect(rows.slice(1, -1).map(([number, kind]) => [number, kind])).toEqual([[door.number, '反映问题']])
  expect(String(rows.at(-1)![0])).toBe('陈静 2026-11-23 10:00 导出，内部使用，请勿外传')

  const all = await (await save(clerk, 'view=all&sort=newest&format=csv')).text()
  expect(all).toContain(lamp.number)
  expect(all).toContain("'=HYPERLINK(1)")
  expect(all).not.toContain('井盖')
  expect(all).not.toContain('王秀英')
  expect(await AuditEntryModel.countDocuments({ kind: 'export', actorId: clerk._id })).toBe(2)
  expect((await save(wang, 'view=all')).status).toBe(403)
})
