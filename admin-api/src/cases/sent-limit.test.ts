import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { clockOf, instantAt, addDays, dayOf } from '@yike/shared/time/china'
import { buildCommunity, buildResident, CENTER, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'

/** A noon to come: the database removes counts whose time is over by its own clock. */
const NOON = instantAt(addDays(dayOf(new Date()), 1), 12 * 60)
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)
let now = NOON
let server: TestServer
let wang: BuiltPerson
let zhao: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  await loadFirstCategories()
  const community = await buildCommunity()
  wang = await buildResident({ community }, NOON)
  zhao = await buildResident({ community }, NOON)
})
afterAll(() => server.stop())

const file = (who: BuiltPerson, key = newKey()) =>
  server.call(api.fileCase, { description: '东边的路灯灭了', position: CENTER }, { as: who.token, key })

it('a resident who reports twenty times in a quarter of an hour is told from when on, and whom to phone', async () => {
  const first = newKey()
  const { id } = await file(wang, first)
  for (let n = 1; n < 20; n++) await file(wang)

  const refused = await file(wang).catch((cause: unknown) => cause as Error)
  expect(refused).toMatchObject({ code: 'TOO_MANY_REQUESTS', details: { retryAfterSeconds: 900 } })
  for (const words of [clockOf(later(15)), '110', '120', '0546-8000000'])
    expect((refused as Error).message).toContain(words)
  // A tap that is sent again is no report more; neighbours and the next quarter of an hour are free.
  await expect(file(wang, first)).resolves.toMatchObject({ id })
  await expect(file(zhao)).resolves.toBeTruthy()
  await expect(server.call(api.commentCase, { id, text: '晚上看不见路。' }, { as: wang.token })).resolves.toBeTruthy()
  now = later(16)
  await expect(file(wang)).resolves.toBeTruthy()
})
