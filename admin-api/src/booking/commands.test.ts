import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookSitting } from '@yike/shared/booking/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import { dayOf, instantAt } from '@yike/shared/time/china'
import type { Community } from '../territory/areas'
import { buildCommunity, buildFamily, buildResident, buildSitting } from '../testing/build'
import { onRequestCommand } from '../testing/request-commands'
import { startServer, type TestServer } from '../testing/server'

const NOON = instantAt(dayOf(new Date()), 12 * 60)
const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify'])
const READS = new Set(['find', 'aggregate', 'count', 'distinct'])

let server: TestServer
let community: Community
const sent: string[] = []

beforeAll(async () => {
  server = await startServer({ now: () => NOON, connection: { monitorCommands: true } })
  community = await buildCommunity()
  onRequestCommand(({ commandName }) => void sent.push(commandName))
})
afterAll(() => server.stop())

/** The database commands of one request, sign-in included. */
async function counted(request: () => Promise<unknown>) {
  sent.length = 0
  await request().catch(() => undefined)
  return {
    writes: sent.filter((name) => WRITES.has(name)).length,
    reads: sent.filter((name) => READS.has(name)).length,
  }
}

it('a booking takes four writes and three reads at most, the refusal of a full sitting two and three', async () => {
  const resident = () => buildResident({ community }, NOON)
  const [wang, li, zhao] = await Promise.all([resident(), resident(), resident()])
  const mother = await buildFamily(wang, { birthYear: 1944 })
  const sitting = await buildSitting(community, { capacity: 2, offer: { weeklyLimit: 5 } }, NOON)
  const ask = (token: string, personId?: string) => () =>
    server.call(bookSitting, { sittingId: String(sitting._id), personId }, { as: token })

  // Features that are switched off, and services that need a real name, are read from memory, which is filled once.
  await server.call(getHome, {})
  const before = await buildSitting(community, {}, NOON)
  await server.call(bookSitting, { sittingId: String(before._id) }, { as: (await resident()).token })
  expect(await counted(ask(wang.token, String(mother._id)))).toEqual({ writes: 4, reads: 3 })
  expect(await counted(ask(li.token))).toEqual({ writes: 4, reads: 2 })

  const full = await counted(ask(zhao.token))
  await expect(ask(zhao.token)()).rejects.toMatchObject({ code: 'SITTING_FULL' })
  expect(full.writes).toBeLessThanOrEqual(2)
  expect(full.reads).toBeLessThanOrEqual(3)
})
