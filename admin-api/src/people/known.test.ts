import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileCaseForSomebody } from '@yike/shared/cases/endpoints'
import { findPeople, registerPerson } from '@yike/shared/people/endpoints'
import { instantAt } from '@yike/shared/time/china'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'

const NOON = instantAt('2026-02-02', 12 * 60)
let server: TestServer
let community: Community
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  await buildResident({ community, name: '李桂兰', birthYear: 1944, phone: '13905461234' }, NOON)
})
afterAll(() => server.stop())

const register = (input: object, key = newKey()) =>
  server.call(registerPerson, { name: '李桂兰', ...input }, { as: clerk.token, key })
const found = async () => (await server.call(findPeople, { q: '李桂兰' }, { as: clerk.token })).items.length

it('a second 李桂兰 born 1944 is asked about, with what is known of the first, before she is a second record', async () => {
  await expect(register({ birthYear: 1944 })).rejects.toMatchObject({
    code: 'PERSON_KNOWN',
    message: expect.stringContaining('李桂兰，1944 年生，尾号 1234') as string,
  })
  await expect(register({ name: '李 桂兰' })).rejects.toMatchObject({ code: 'PERSON_KNOWN' })
  expect(await found()).toBe(1)

  const key = newKey()
  const made = await register({ birthYear: 1944, isSomebodyElse: true }, key)
  expect((await register({ birthYear: 1944, isSomebodyElse: true }, key)).id).toBe(made.id)
  expect(await found()).toBe(2)
})

it('somebody new is one record, and no known person, however often the tap is sent at once', async () => {
  const [key, name] = [newKey(), '孙桂芝']

  const made = await Promise.all(Array.from({ length: 6 }, () => register({ name, birthYear: 1950 }, key)))

  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
})

it('one of another year, or of another community, is registered at once', async () => {
  await register({ birthYear: 1971 })
  const elsewhere = await buildStaff({ role: 'clerk' }, NOON)
  await server.call(registerPerson, { name: '李桂兰', birthYear: 1944 }, { as: elsewhere.token })
})

it('a caller of the same name is asked about too', async () => {
  const call = { communityId: String(community._id), channel: 'phone' as const, kind: 'complaint' as const }
  const words = { ...call, description: '楼道的灯坏了，晚上看不见', reporter: { name: '李桂兰' } }

  await expect(server.call(fileCaseForSomebody, words, { as: clerk.token })).rejects.toMatchObject({
    code: 'PERSON_KNOWN',
  })
  const reporter = { name: '李桂兰', isSomebodyElse: true }
  expect(await server.call(fileCaseForSomebody, { ...words, reporter }, { as: clerk.token })).toMatchObject({
    reporter: { name: '李桂兰' },
  })
})
