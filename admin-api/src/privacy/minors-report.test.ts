import readXlsx from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { addBeneficiary, getStaffPerson } from '@yike/shared/people/endpoints'
import { getMinorsReport } from '@yike/shared/privacy/endpoints'
import { instantAt } from '@yike/shared/time/china'
import { buildCommunity, buildResident, buildStaff } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

const NOON = instantAt('2026-11-27', 12 * 60)
let server: TestServer
beforeAll(async () => {
  server = await startServer({ now: () => NOON })
})
afterAll(() => server.stop())

it('an auditor sees the minors of their area alone: how many, on whose consent, what is held, and who looked', async () => {
  const community = await buildCommunity()
  const mother = await buildResident({ community }, NOON)
  const child = { name: '小满', relation: 'child', birthYear: 2018, guardian: true } as const
  const { personId } = await server.call(addBeneficiary, child, { as: mother.token, key: 'minors-report-01' })
  await buildResident({ community, name: '没有同意的孩子', birthYear: 2015 }, NOON)
  await buildResident({ community, birthYear: 2009 }, NOON)
  await buildResident({ community, birthYear: 2007 }, NOON)
  await buildResident({ birthYear: 2016 }, NOON)
  const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  const auditor = await buildStaff({ role: 'auditor', area: community }, NOON)
  await server.call(getStaffPerson, { personId }, { as: clerk.token })

  const report = await server.call(getMinorsReport, { year: 2026 }, { as: auditor.token })
  expect(report.dueOn).toBe('2027-01-31')
  expect(report.groups.map(({ people, consented }) => [people, consented])).toEqual([
    [2, 1],
    [1, null],
  ])
  expect(report.held.find(({ what }) => what === '基本资料')!.counts).toEqual([2, 1])
  expect(report.readers).toEqual([{ name: clerk.name, times: 1, people: 1 }])
  await expect(server.call(getMinorsReport, { year: 2026 }, { as: clerk.token })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })

  const answer = await fetch(`${server.origin}${API_BASE_PATH}/staff/minors-report/export?year=2026`, {
    headers: { Authorization: `Bearer ${auditor.token}`, 'X-Client': 'weapp' },
  })
  const sheets = await readXlsx(Buffer.from(await answer.arrayBuffer()))
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['小结', '名单', '存了哪些', '谁看过'])
  const [heading, ...rows] = sheets[1]!.data
  const column = (label: string) => heading!.indexOf(label)
  const named = (name: string) => rows.find((row) => row[column('姓名')] === name)!
  expect(named('小满')[column('监护人')]).toBe(mother.name)
  expect(named('小满')[column('被看过几次')]).toBe(1)
  expect(named('没有同意的孩子')[column('监护人同意时间')]).toBeNull()
})
