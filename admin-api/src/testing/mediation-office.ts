import * as cases from '@yike/shared/cases/endpoints'
import type { BuiltPerson } from './build'
import { buildResident, buildStaff } from './build'
import { buildCaseOffice } from './case-office'
import { newKey, type TestServer } from './server'

/** A number that is one person's alone. */
let last = 13805460000
const WORDS = '楼上李建国家装修，把我家厨房顶泡了，赔多少一直没谈拢。'

/** An office with a mediator, two neighbours, and the dispute between them, which the mediator has. */
export async function buildDispute(server: TestServer, now: Date) {
  const liPhone = String(++last)
  const office = await buildCaseOffice(now)
  const { community, wang, admin } = office
  const li = await buildResident({ community, name: '李建国', phone: liPhone }, now)
  const mediator = await buildStaff({ area: community, role: 'mediator', name: '周明' }, now)
  const as = (who: BuiltPerson) => ({ as: who.token })
  const { id } = await server.call(
    cases.fileCase,
    { kind: 'dispute', description: WORDS, parties: [{ name: '李建国', phone: liPhone }] },
    { as: wang.token, key: newKey() },
  )
  const step = async () => ({ id, seq: (await server.call(cases.getStaffCase, { id }, as(admin))).seq })
  const assign = async (to: BuiltPerson) =>
    server.call(cases.assignCase, { ...(await step()), assigneeId: String(to._id) }, as(admin))
  await server.call(cases.acceptCase, await step(), as(admin))
  return { ...office, li, mediator, id, assign, liPhone, words: WORDS }
}
