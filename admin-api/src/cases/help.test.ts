import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { followCase } from '@yike/shared/cases/followed-endpoints'
import { DANGERS } from '@yike/shared/cases/dangers'
import { getReceivedCase } from '@yike/shared/cases/received-endpoints'
import { buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { leafOf } from './danger-leaves'
import { CaseModel, CaseWordsModel } from './model'
import { caseData } from './person-data'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const WORDS = '我妈走不了路，下周三去复查，没人背她下楼'
const ANSWERS = [
  { question: 'whom' as const, values: ['family'] },
  { question: 'household' as const, values: ['elder', 'ill'] },
]
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ community, wang, admin, clerk } = await buildCaseOffice(MONDAY))
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const ask = (more = {}) =>
  server.call(api.fileCase, { kind: 'help', description: WORDS, answers: ANSWERS, ...more }, as(wang, newKey()))

it('is answered within a day by one receiver that learns neither who asks nor how they live, and closed', async () => {
  const { id, title, promise, answers } = await ask()
  expect(title).toBe('困难求助')
  expect(promise).toMatchObject({ unit: 'hour', total: 24, dueAt: '2026-11-24T10:00:00+08:00' })
  const told = [
    { question: 'whom', label: '为谁提的', value: '家里人' },
    { question: 'household', label: '家里的情况', value: '有老人、有病人' },
  ]
  expect(answers).toEqual(told)

  const read = () => server.call(api.getStaffCase, { id }, as(clerk))
  expect(await read()).toMatchObject({ description: WORDS, answers: told, can: { whistle: false, merge: false } })
  const volunteer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, MONDAY)
  const { id: receiverId } = await buildReceiver(server, admin, '邻里互助队', [volunteer])
  const { seq } = await server.call(api.acceptCase, { id, seq: 1, text: '收下了。' }, as(clerk))
  await server.call(api.dispatchCase, { id, seq, receiverId }, as(clerk))
  const received = JSON.stringify(await server.call(getReceivedCase, { id }, as(volunteer)))
  expect(received).toContain('没人背她下楼')
  expect(received).not.toMatch(/王秀英|有病人|household/)

  const now = await read()
  await server.call(api.resolveCase, { id, seq: now.seq, text: '周三两位志愿者来背。' }, as(admin))
  const rated = await server.call(api.rateCase, { id, score: 3 }, as(wang))
  expect(rated.state.code).toBe('closed')
})

it('lies sealed in the database under a title that says nothing, and no neighbour finds it', async () => {
  const { id } = await ask({ title: '我妈走不了路' })
  const stored = await Promise.all(
    [CaseModel, CaseWordsModel].map((one) => one.collection.findOne({ _id: new mongoose.Types.ObjectId(id) as never })),
  )
  expect(JSON.stringify(stored)).not.toMatch(/走不了路|没人背|family|elder/)
  expect(await CaseWordsModel.findById(id).lean()).toMatchObject({ title: '困难求助' })
  const li = await buildResident({ community }, MONDAY)
  const follows = server.call(followCase, { id }, as(li))
  await expect(follows).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const inDetail = JSON.stringify(await caseData.export([wang._id], MONDAY))
  expect(inDetail).toContain('为谁提的：家里人；家里的情况：有老人、有病人')
})

it('is written down by a grid worker for somebody, and in danger promises two hours', async () => {
  const grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, MONDAY)
  const filed = await server.call(
    api.fileCaseForSomebody,
    {
      ...{ kind: 'help', communityId: String(community._id), channel: 'grid', reporterId: String(wang._id) },
      ...{ description: '老人一个人在家，喘不上气', categoryId: String(leafOf(DANGERS.ill)) },
      answers: [{ question: 'whom', values: ['self'] }],
    },
    as(grid, newKey()),
  )
  expect(filed).toMatchObject({ reporter: { name: '王秀英' }, promise: { dueAt: '2026-11-23T12:00:00+08:00' } })
  expect(filed.title).toBe('困难求助：人有危险')
})

it('takes only answers to its own questions, and says which one is missing', async () => {
  const fields = (answers: unknown) =>
    ask({ answers }).then(
      () => null,
      (refusal: { details?: { fields?: object } }) => refusal.details?.fields,
    )
  expect(await fields([])).toEqual({ 'answers.whom': ['选一选是为谁提的'] })
  expect(await fields([{ question: 'whom', values: ['nobody'] }])).toEqual({
    'answers.whom': ['“为谁提的”没有这个选项，请重新选'],
  })
  expect(await fields([ANSWERS[0], ANSWERS[0]])).toEqual({ 'answers.whom': ['“为谁提的”答了两次'] })
  const lamp = server.call(
    api.fileCase,
    { kind: 'complaint', description: '路灯不亮了', answers: ANSWERS },
    as(wang, newKey()),
  )
  await expect(lamp).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
