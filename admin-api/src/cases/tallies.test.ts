import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as merging from '@yike/shared/cases/merging-endpoints'
import { getRates } from '@yike/shared/cases/rate-endpoints'
import { figuresOf, RATE_CODES, RATE_GROUP_CODES, sumOf } from '@yike/shared/cases/rates'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { talliesOfCases } from '../migrations/0024-tallies-of-cases'
import type { Community } from '../territory/areas'
import { buildGrid, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildReceiver, lampCategory } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, type CaseRecord } from './model'
import { rebuildTallies } from './rebuild-tallies'
import { rateTable } from './rates'
import { tallyDays, tallyWaiting } from './tallies'
import { untallied } from './tally-mark'
import { CaseTallyModel, type CaseTally } from './tally-model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const HOUR_MS = 3_600_000
const [CASES, STEPS] = [10, 70]
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let receiverId: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  await Promise.all([CaseModel.deleteMany({}), CaseTallyModel.deleteMany({})])
  ;({ community, wang, clerk, admin } = await buildCaseOffice(now))
  receiverId = (await buildReceiver(server, await buildStaff({ area: community }, now), '颐园物业', [])).id
})

/** Numbers from 0 to 1, the same in every run. */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** The steps that somebody might take with a case, the likely ones first. Many are refused where the case stands. */
function stepsOf({ id, seq }: { id: string; seq: number }, other: { id: string; seq: number }, categoryId: string) {
  const staff = { as: clerk.token, key: newKey() }
  const resident = { as: wang.token, key: newKey() }
  const text = '去看过了。'
  return [
    async () => {
      const accepted = await server.call(api.acceptCase, { id, seq, categoryId }, staff)
      await server.call(api.resolveCase, { id, seq: accepted.seq, text }, { ...staff, key: newKey() })
      await server.call(api.rateCase, { id, score: 1 + (seq % 3) }, resident)
    },
    () => server.call(api.rateCase, { id, score: 3 }, resident),
    () => server.call(api.resolveCase, { id, seq, text }, staff),
    () => server.call(api.acceptCase, { id, seq, categoryId }, staff),
    () => server.call(api.dispatchCase, { id, seq, receiverId }, staff),
    () => server.call(api.replyToCase, { id, seq, text, ask: true }, staff),
    () => server.call(api.commentCase, { id, text }, resident),
    () => server.call(api.reopenCase, { id, reason: '又坏了。' }, resident),
    () => server.call(api.replyToCase, { id, seq, text }, staff),
    () => server.call(merging.mergeCase, { id, seq, otherId: other.id, otherSeq: other.seq, text }, staff),
    () => server.call(merging.unmergeCase, { id, seq, text }, staff),
    () => server.call(api.returnCase, { id, seq, reason: '不归社区。', belongsTo: '供电所' }, staff),
  ]
}

/**
 * Cuts off writes of the tallies, before they are made and after: as a killed process leaves them. Returns the way to
 * stop it.
 */
function killedNowAndThen(random: () => number) {
  const killing = <Call extends (...args: never[]) => unknown>(call: Call) =>
    (async (...args: Parameters<Call>) => {
      const chance = random()
      if (chance < 0.15) throw new Error('killed before')
      const done = await call(...args)
      if (chance < 0.3) throw new Error('killed after')
      return done
    }) as never
  const killed = [
    vi
      .spyOn(CaseTallyModel, 'bulkWrite')
      .mockImplementation(killing(CaseTallyModel.bulkWrite.bind(CaseTallyModel) as never)),
    vi.spyOn(CaseModel, 'bulkWrite').mockImplementation(killing(CaseModel.bulkWrite.bind(CaseModel) as never)),
  ]
  return () => killed.forEach((one) => one.mockRestore())
}

/** Every tally as it is stored, without the number of times that it was written. */
const stored = async () =>
  JSON.stringify(await CaseTallyModel.find({}, { version: 0 }).sort({ _id: 1 }).lean<CaseTally[]>())

it('after a storm with killed, doubled and stale counting they are those of the timelines, and of a rebuild', async () => {
  const random = numbers(3)
  const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)]!
  const categoryId = (await lampCategory(server)).id
  const grid = await buildGrid(community)
  for (let n = 0; n < CASES; n++) {
    now = new Date(now.getTime() + 20 * HOUR_MS)
    await signInAgain([wang, clerk, admin], now)
    await server.call(api.fileCase, { description: `第 ${n} 盏路灯灭了` }, { as: wang.token, key: newKey() })
  }
  const restore = killedNowAndThen(numbers(7))
  const counting: Promise<unknown>[] = []
  try {
    for (let n = 0; n < STEPS; n++) {
      if (n % 10 === 0) {
        now = new Date(now.getTime() + 20 * HOUR_MS)
        await signInAgain([wang, clerk, admin], now)
      }
      const all = (await CaseModel.find({}, { events: 0 }).sort({ filedAt: 1 }).lean<CaseRecord[]>()).map((c) => ({
        ...c,
        id: String(c._id),
      }))
      const c = pick(all)
      const steps = stepsOf(c, pick(all), categoryId)
      await steps[Math.floor(random() ** 2 * steps.length)]!().catch(() => null)
      // It is delivered again; a change of areas moves it.
      if (random() < 0.1) await CaseModel.updateOne({ _id: c._id }, { $set: untallied() })
      if (random() < 0.05) await CaseModel.updateOne({ _id: c._id }, { $set: { areas: grid.areas, ...untallied() } })
      // The job of this process, and two of another that count the same days at the same time.
      counting.push(...[tallyWaiting(), tallyDays([c]), tallyDays([c])].map((one) => one.catch(() => null)))
      if (n % 5 === 0) await Promise.all(counting.splice(0))
    }
  } finally {
    await Promise.all(counting)
    restore()
  }

  const cases = await CaseModel.find().lean<CaseRecord[]>()
  const figures = sumOf(cases.map((c) => figuresOf(reduceCase(c.events, flowOf(c.kind)), now)))
  for (const code of RATE_CODES) expect(figures[code].of).toBeGreaterThan(0)
  await signInAgain([admin], now)
  for (const by of RATE_GROUP_CODES) {
    const asked = { by, from: '2026-11', until: '2026-12' }
    const { total } = await server.call(getRates, asked, { as: admin.token })
    expect(total).toMatchObject(figures)
  }

  const kept = await stored()
  expect(await rebuildTallies()).toMatchObject({ changed: 0 })
  await CaseTallyModel.deleteMany({ period: /^2026-11/ })
  await CaseTallyModel.updateMany({ period: '2026-12-01' }, { $set: { cells: [] } })
  expect((await rebuildTallies()).changed).toBeGreaterThan(1)
  expect(await stored()).toBe(kept)
})

it('no step is lost that is taken while others are counted', async () => {
  const { id } = await server.call(api.fileCase, { description: '楼道灯灭了三天' }, { as: wang.token, key: newKey() })
  const resolve = async (text: string) => {
    const { seq } = (await CaseModel.findById(id).lean<CaseRecord>())!
    await server.call(api.resolveCase, { id, seq, text }, { as: clerk.token, key: newKey() })
  }
  await server.call(api.acceptCase, { id, seq: 1, categoryId: (await lampCategory(server)).id }, { as: clerk.token })
  await resolve('换了一盏新灯。')
  const rate = (score: number) => server.call(api.rateCase, { id, score }, { as: wang.token })
  /** Happens at the first of these writes, just before it. */
  const justBefore = <Of extends object>(of: Of, method: keyof Of, happens: () => Promise<unknown>) => {
    const write = (of[method] as (...args: unknown[]) => Promise<unknown>).bind(of)
    const spy = vi.spyOn(of as Record<string, (...args: unknown[]) => unknown>, method as string)
    spy.mockImplementation(async (...args) => {
      spy.mockRestore()
      await happens()
      return write(...args)
    })
  }
  const { total } = await rateTable(admin.actor, { by: 'kind', from: '2026-11', until: '2026-11' }, now)
  expect(total.satisfied).toMatchObject({ some: 0, of: 0 })

  // Between the counting and the end of its mark.
  await CaseModel.updateOne({ _id: id }, { $set: untallied() })
  justBefore(CaseModel, 'bulkWrite', () => rate(1))
  await tallyWaiting()
  expect(await CaseModel.countDocuments({ untallied: { $exists: true } })).toBe(1)
  await tallyWaiting()

  // Between the counting and the write of the tally, which another process has counted anew meanwhile.
  await server.call(api.reopenCase, { id, reason: '又坏了。' }, { as: wang.token, key: newKey() })
  justBefore(CaseTallyModel, 'bulkWrite', async () => {
    await resolve('又换了一盏。')
    await rate(3)
    const c = (await CaseModel.findById(id).lean<CaseRecord>())!
    await tallyDays([c])
    await CaseModel.updateOne({ _id: id }, { $unset: { untallied: 1 } })
  })
  await tallyWaiting()
  expect(await rebuildTallies()).toMatchObject({ changed: 0 })
  const after = await rateTable(admin.actor, { by: 'kind', from: '2026-11', until: '2026-11' }, now)
  expect(after.total.satisfied).toMatchObject({ some: 1, of: 1 })
})

it('what was filed before there were tallies is counted by the migration, also when it is cut off and runs again', async () => {
  for (let n = 0; n < 6; n++) {
    now = new Date(now.getTime() + 10 * 24 * HOUR_MS)
    await signInAgain([wang, clerk], now)
    await server.call(api.fileCase, { description: `第 ${n} 盏路灯灭了` }, { as: wang.token, key: newKey() })
  }
  const table = () => rateTable(admin.actor, { by: 'month', from: '2026-11', until: '2027-02' }, now)
  const before = await table()
  expect(before.total.filed).toBe(6)
  await CaseTallyModel.deleteMany({})
  await CaseModel.updateMany({}, { $unset: { untallied: 1 } })
  expect((await table()).rows).toEqual([])

  let left = 3
  const write = CaseTallyModel.bulkWrite.bind(CaseTallyModel) as (...args: unknown[]) => unknown
  const killed = vi.spyOn(CaseTallyModel, 'bulkWrite').mockImplementation(((...args: unknown[]) => {
    if (left-- === 0) throw new Error('killed')
    return write(...args)
  }) as never)
  await expect(talliesOfCases.run()).rejects.toThrow('killed')
  killed.mockRestore()
  await talliesOfCases.run()

  expect(await table()).toEqual(before)
})

it('a case that is counted by others while its neighbour counts too belongs to the areas of those who read', async () => {
  const elsewhere = await buildCaseOffice(now)
  const zhao = await buildResident({ community, name: '赵建国' }, now)
  for (const who of [wang, zhao, elsewhere.wang])
    await server.call(api.fileCase, { description: '楼道灯灭了三天' }, { as: who.token, key: newKey() })
  const filed = async (who: BuiltPerson) =>
    (await rateTable(who.actor, { by: 'kind', from: '2026-11', until: '2026-11' }, now)).total.filed
  expect(await Promise.all([admin, elsewhere.admin].map(filed))).toEqual([2, 1])
})
