import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { getMediation } from '@yike/shared/mediation/endpoints'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const WORDS = '老板欠我三个月工钱，有欠条'
let server: TestServer

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND' })

it('is seen by the lawyer who answers it and by those who direct legal aid, and by nobody else of the office', async () => {
  const { community, wang, admin, clerk } = await buildCaseOffice(MONDAY)
  const [lawyer, other, mediator] = [
    await buildStaff({ area: community, role: 'lawyer', name: '郭律师' }, MONDAY),
    await buildStaff({ area: community, role: 'lawyer', name: '何律师' }, MONDAY),
    await buildStaff({ area: community, role: 'mediator', name: '周明' }, MONDAY),
  ]
  const { id, title } = await server.call(
    api.fileCase,
    {
      ...{ kind: 'legal_aid', description: WORDS },
      answers: [
        { question: 'whom', values: ['self'] },
        { question: 'aid_about', values: ['wages'] },
        { question: 'aid_exempt', values: ['migrant'] },
        { question: 'aid_questions', values: ['没有合同，欠条算不算数？'] },
      ],
    },
    as(wang, newKey()),
  )
  expect(title).toBe('法律援助')
  for (const who of [clerk, lawyer, mediator]) {
    await expect(server.call(api.getStaffCase, { id }, as(who))).rejects.toEqual(NOT_FOUND)
    const { items, counts } = await server.call(api.listStaffCases, {}, as(who))
    expect([items.length, counts.submitted]).toEqual([0, 0])
  }
  const taken = await server.call(api.acceptCase, { id, seq: 1, text: '收下了。' }, as(admin))
  expect(taken.can).toMatchObject({ dispatch: false, whistle: false, merge: false, split: false })
  const give = (to: BuiltPerson) =>
    server.call(api.assignCase, { id, seq: taken.seq, assigneeId: String(to._id) }, as(admin))
  await expect(give(mediator)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await give(lawyer)
  const read = await server.call(api.getStaffCase, { id }, as(lawyer))
  expect(read.description).toBe(WORDS)
  expect(read.answers?.map(({ value }) => value)).toEqual([
    '本人',
    '工钱、劳动关系',
    '进城务工要工钱、工伤赔偿',
    '没有合同，欠条算不算数？',
  ])
  await expect(server.call(api.getStaffCase, { id }, as(other))).rejects.toEqual(NOT_FOUND)
  // It is no dispute, whoever may see it.
  await expect(server.call(getMediation, { id }, as(admin))).rejects.toEqual(NOT_FOUND)

  const said = { id, seq: read.seq, text: '欠条算数，带上身份证来填表。' }
  await server.call(api.resolveCase, said, as(lawyer))
  const rated = await server.call(api.rateCase, { id, score: 3 }, as(wang))
  expect(rated.state.code).toBe('closed')
})
