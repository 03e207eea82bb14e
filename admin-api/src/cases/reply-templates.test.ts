import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as templates from '@yike/shared/cases/reply-template-endpoints'
import { addArea, type Community } from '../territory/areas'
import { AreaModel } from '../territory/model'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'

const now = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => void ({ community, wang, admin, clerk } = await buildCaseOffice(now)))

const as = (who: BuiltPerson) => ({ as: who.token })
const refused = (code: string) => expect.objectContaining({ code })
const write = (who: BuiltPerson, text: string, name = '收到了', areaId = String(community._id), key = newKey()) =>
  server.call(templates.createReplyTemplate, { areaId, name, text }, { ...as(who), key })
const filled = async (id: string, who = clerk) =>
  (await server.call(templates.listTemplatesForCase, { id }, as(who))).items

it('fills a template with the facts of the case, and says which one it lacks; the filled words are sent as a reply', async () => {
  await write(admin, '“{事项}”（{编号}）{社区}收到了，{承办人}来办，{办结时间}。')
  const c = await buildAccepted(server, wang, clerk)

  const [before] = await filled(c.id)
  expect(before!.lacks).toEqual(['承办人'])
  const { seq } = await server.call(api.assignCase, { id: c.id, seq: c.seq, assigneeId: String(clerk._id) }, as(clerk))
  const [after] = await filled(c.id)
  expect(after!.text).toBe(`“楼道灯灭了三天”（${c.number}）${community.name}收到了，陈静来办，11月23日（周一）。`)
  await server.call(api.replyToCase, { id: c.id, seq, text: after!.text }, as(clerk))
  expect((await server.call(api.getCase, { id: c.id }, as(wang))).timeline.at(-1)?.why).toBe(after!.text)
})

it('offers the words of the community before those of its street, and none of another street', async () => {
  const street = (await AreaModel.findById(community.parentId).lean())!
  const head = await buildStaff({ area: street as Community, role: 'community_admin', name: '刘主任' }, now)
  const other = await addArea({
    level: 'street',
    name: '辛店街道',
    parent: (await AreaModel.findById(street.parentId).lean())!,
  })
  const stranger = await buildStaff({ area: other as Community, role: 'community_admin', name: '外街道' }, now)
  await write(head, '街道说：{编号}', '收到了', String(street._id))
  await write(admin, '社区说：{编号}')
  await write(stranger, '外街道说：{编号}', '收到了', String(other._id))
  const c = await buildAccepted(server, wang, clerk)

  expect((await filled(c.id)).map(({ text }) => text.slice(0, 3))).toEqual(['社区说', '街道说'])
  await expect(filled(c.id, stranger)).rejects.toEqual(refused('NOT_FOUND'))
  await expect(write(stranger, '{编号}')).rejects.toEqual(refused('NOT_FOUND'))
  await expect(write(clerk, '{编号}')).rejects.toEqual(refused('FORBIDDEN'))
  const { areas } = await server.call(templates.listReplyTemplates, {}, as(admin))
  expect(areas.map(({ id }) => id)).toEqual([String(community._id)])
})

it('keeps one template of a name and one of two changes, and a repeated tap once', async () => {
  const key = newKey()
  const made = await write(admin, '{编号}收到了', '收到了', String(community._id), key)
  expect(await write(admin, '{编号}收到了', '收到了', String(community._id), key)).toEqual(made)
  const twins = await Promise.allSettled([write(admin, '一样的', '孪生'), write(admin, '一样的', '孪生')])
  expect(twins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])

  const change = (text: string) =>
    server.call(templates.changeReplyTemplate, { id: made.id, revision: 0, name: '收到了', text }, as(admin))
  const changes = await Promise.allSettled([change('先写的'), change('后写的')])
  expect(changes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  await expect(change('{姓名}您好')).rejects.toEqual(refused('INVALID_INPUT'))
  await server.call(templates.removeReplyTemplate, { id: made.id }, as(admin))
  expect((await server.call(templates.listReplyTemplates, {}, as(admin))).items.map(({ name }) => name)).toEqual([
    '孪生',
  ])
})
