import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as directory from '@yike/shared/directory/endpoints'
import { API_BASE_PATH, toQuery } from '@yike/shared/endpoint'
import { buildCommunity, buildPlace, buildResident, buildStaff, holdingAlso, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { countedList, INSTANT, pagedList, WORDS } from './cursor'

/**
 * Each list read cursors in its own way: the cursor of another list, or one of two words, reached the database and gave
 * a 500.
 */
interface Parameter {
  name: string
  in: string
  required?: boolean
}
let server: TestServer
let admin: BuiltPerson
let resident: BuiltPerson
let lists: { path: string; required: Parameter[] }[]

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
  const community = await buildCommunity()
  admin = await buildStaff({ role: 'community_admin', area: community })
  await holdingAlso(admin, ['auditor', 'receiver'])
  resident = await buildResident({ community })
  for (let index = 0; index < 3; index++) await buildPlace(community, { name: `${'颐'.repeat(59)}${index}` })
  const answer = await fetch(`${server.origin}/api/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, { get?: { parameters?: Parameter[] } }> }
  lists = Object.entries(paths).flatMap(([path, { get }]) => {
    const parameters = get?.parameters ?? []
    return parameters.some(({ name }) => name === 'cursor')
      ? [{ path, required: parameters.filter((one) => one.in === 'query' && one.required) }]
      : []
  })
})
afterAll(() => server.stop())

async function read({ path, required }: (typeof lists)[number], more: Record<string, unknown>) {
  const needed = Object.fromEntries(required.map(({ name }) => [name, '2026-11-29']))
  const url = `${server.origin}${path.replace(/\{\w+\}/g, String(resident._id))}?${toQuery({ ...needed, ...more })}`
  const headers = { 'X-Client': 'weapp', Authorization: `Bearer ${admin.token}` }
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(5000) })
  const { nextCursor, error } = (await response.json()) as {
    nextCursor?: string | null
    error?: { message: string; details?: { fields?: Record<string, string[]> } }
  }
  return { status: response.status, nextCursor, said: error?.message, cursor: error?.details?.fields?.cursor }
}

const refused = { status: 400, said: '这一页接不上了，从头再看', cursor: ['这一页接不上了，从头再看'] }
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

it.each([
  ['two letters', encoded(['x'])],
  ['no JSON', 'bm90IG91cnM'],
  ['no base64', '%%%'],
  ['a date and an id of no list', encoded(['2026-11-29T00:00:00.000Z', '0'.repeat(24)])],
  ['a question instead of a value', encoded([{ $gt: '' }, { $gt: '' }])],
  ['an end of time', encoded(['listMessages', '+999999-01-01T00:00:00.000Z', 'x'])],
])('no list takes %s for a cursor', async (_, cursor) => {
  expect(lists.length).toBeGreaterThanOrEqual(15)
  for (const list of lists)
    expect({ ...list, ...(await read(list, { cursor })) }).toMatchObject({ ...list, ...refused })
})

it('no list takes the cursor of another', async () => {
  const places = await server.call(directory.findPlaces, { limit: 1 })
  const others = lists.filter(({ path }) => path !== `${API_BASE_PATH}${directory.findPlaces.path}`)
  expect(places.nextCursor).not.toBeNull()
  expect(others).toHaveLength(lists.length - 1)
  for (const list of others)
    expect({ ...list, ...(await read(list, { cursor: places.nextCursor })) }).toMatchObject({ ...list, ...refused })
})

it('a list takes no cursor of its other order, and goes on from one of its own', async () => {
  const staff = lists.find(({ path }) => path === `${API_BASE_PATH}${directory.listStaffPlaces.path}`)!
  const { nextCursor: cursor } = await read(staff, { limit: 1 })

  expect(await read(staff, { limit: 1, cursor })).toMatchObject({ status: 200, nextCursor: expect.any(String) })
  expect(await read(staff, { limit: 1, stale: true, cursor })).toMatchObject(refused)
})

describe('a list of two fields', () => {
  interface Look {
    name: string
    at: Date | null
  }
  const looks = pagedList<Look>('looks', { at: [1, INSTANT.nullable()], name: [-1, WORDS] })
  const day = new Date('2026-11-29T00:00:00Z')

  it('goes on after the last row of the page before', () => {
    const { items, nextCursor } = looks.page(
      [
        { name: '颐园', at: day },
        { name: '文汇', at: day },
      ],
      1,
    )

    expect(items).toEqual([{ name: '颐园', at: day }])
    expect(looks.sort).toEqual({ at: 1, name: -1 })
    expect(looks.from(nextCursor!)).toEqual({ $or: [{ at: { $gt: day } }, { at: day, name: { $lt: '颐园' } }] })
  })

  it('puts the rows without a value first', () => {
    const { nextCursor } = looks.page(
      [
        { name: '颐园', at: null },
        { name: '文汇', at: day },
      ],
      1,
    )

    expect(looks.from(nextCursor!)).toEqual({ $or: [{ at: { $ne: null } }, { at: null, name: { $lt: '颐园' } }] })
  })

  it('ends with the page that holds the last row', () => {
    expect(looks.page([{ name: '颐园', at: day }], 1).nextCursor).toBeNull()
  })
})

it('a counted list goes on where the page before ended', () => {
  const ranked = countedList('ranked')
  const { items, nextCursor } = ranked.page(['a', 'b', 'c'], 0, 2)

  expect(items).toEqual(['a', 'b'])
  expect(ranked.page(['a', 'b', 'c'], ranked.from(nextCursor!), 2)).toEqual({ items: ['c'], nextCursor: null })
})
