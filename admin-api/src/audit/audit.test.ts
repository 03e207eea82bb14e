import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exportAudit, listAudit } from '@yike/shared/audit/endpoints'
import { LEAST_DAYS } from '@yike/shared/audit/kinds'
import { listStaffBookings } from '@yike/shared/booking/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { getStaffPerson, signInStaff } from '@yike/shared/people/endpoints'
import { instantAt } from '@yike/shared/time/china'
import { PersonModel } from '../people/model'
import { buildCommunity, buildResident, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { useAuditSecrets } from './chain'
import { exportLog, verifyLog } from './command'
import { AuditEntryModel, AuditSegmentModel } from './model'
import { record, type Recorded } from './record'
import { pruneSegments } from './retention'
import { headOfChain, sealEntries, signAnew, signSegments } from './seal'
import { logOfDatabase, verify } from './verify'

const NOON = instantAt('2026-11-27', 12 * 60)
const DAY_MS = 86_400_000
const SECRETS = ['a'.repeat(32), 'b'.repeat(32)] as const
const later = (days: number) => new Date(NOON.getTime() + days * DAY_MS)

let server: TestServer
let community: Community
let clerk: BuiltPerson
let auditor: BuiltPerson
let li: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  useAuditSecrets([SECRETS[0]])
})
afterAll(() => server.stop())
beforeEach(async () => {
  await AuditEntryModel.deleteMany({})
  await AuditSegmentModel.deleteMany({})
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community, username: undefined }, NOON)
  auditor = await buildStaff({ role: 'auditor', area: community }, NOON)
  li = await buildResident({ community }, NOON)
})

const entriesAbout = (name: string, as: BuiltPerson) => server.call(listAudit, { about: name }, { as: as.token })
const changeBy = (actor: BuiltPerson): Recorded => ({
  kind: 'change',
  act: 'POST /staff/cases',
  actor: actor.actor,
  people: [li._id],
})
const recordMany = (count: number, at = NOON) =>
  record(
    Array.from({ length: count }, () => changeBy(clerk)),
    at,
  )
const fault = async (now = NOON) => (await verify(await logOfDatabase(), now)).fault

describe('the log', () => {
  it('tells an auditor who looked at somebody, once in half an hour, and that the auditor asked', async () => {
    const person = { personId: String(li._id) }
    await server.call(getStaffPerson, person, { as: clerk.token })
    await server.call(getStaffPerson, person, { as: clerk.token })

    const { items } = await entriesAbout(li.name, auditor)
    expect(items.map(({ by, kind, act }) => [by?.name, kind.label, act.label])).toEqual([[clerk.name, '查看', '居民']])
    const { items: asked } = await server.call(listAudit, { by: auditor.name }, { as: auditor.token })
    expect(asked.map(({ act, people }) => [act.code, people[0]?.name])).toEqual([['GET /staff/audit', li.name]])
  })

  it('is read by auditors of the same areas alone', async () => {
    await server.call(getStaffPerson, { personId: String(li._id) }, { as: clerk.token })
    const stranger = await buildStaff({ role: 'auditor' }, NOON)
    const admin = await buildStaff({ role: 'community_admin', area: community }, NOON)

    expect((await entriesAbout(li.name, stranger)).items).toEqual([])
    expect((await server.call(listAudit, {}, { as: stranger.token })).items).toEqual([])
    await expect(server.call(listAudit, {}, { as: admin.token })).rejects.toMatchObject({ status: 403 })
  })

  it('has no entry for a list that names nobody', async () => {
    await server.call(listStaffBookings, { day: '2026-11-27' }, { as: clerk.token })
    expect(await AuditEntryModel.countDocuments()).toBe(0)
  })

  it('keeps ids and digests: no name, no user name, no address', async () => {
    const tried = server.call(signInStaff, { username: 'wang.fang', password: 'wrong horse' }, {})
    await expect(tried).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await server.call(getStaffPerson, { personId: String(li._id) }, { as: clerk.token })

    const stored = JSON.stringify(await AuditEntryModel.find().lean())
    expect(stored).toContain('sign-in failed')
    for (const said of ['wang.fang', li.name, clerk.name, '127.0.0.1', li.phone!]) expect(stored).not.toContain(said)
    const { items } = await server.call(listAudit, { kind: 'security' }, { as: auditor.token })
    expect(items.map(({ act, by }) => [act.label, by])).toEqual([['登录失败', null]])
  })

  it('leaves as a file that names who took it, and that is on record', async () => {
    await recordMany(3)
    const answer = await fetch(`${server.origin}${API_BASE_PATH}${exportAudit.path}?format=csv&about=${li.name}`, {
      headers: { Authorization: `Bearer ${auditor.token}`, 'X-Client': 'weapp' },
    })
    const rows = (await answer.text()).trim().split('\n')
    expect(rows).toHaveLength(1 + 3 + 1)
    expect(rows.at(-1)).toContain(`${auditor.name} 2026-11-27 12:00 导出`)
    expect(await AuditEntryModel.find({ kind: 'export' }).lean()).toMatchObject([
      { actorId: auditor._id, people: [li._id] },
    ])
  })
})

describe('the chain', () => {
  it('is whole after an erased person, and shows no name for them', async () => {
    await recordMany(3)
    await sealEntries()
    await PersonModel.deleteOne({ _id: clerk._id })

    expect(await fault()).toBeNull()
    const { items } = await server.call(listAudit, {}, { as: auditor.token })
    expect(items.map(({ by, seq }) => [by?.name, seq])).toEqual([3, 2, 1].map((seq) => ['（已删除）', seq]))
  })

  it.each([
    ['changed', (seq: number) => AuditEntryModel.updateOne({ seq }, { $set: { act: 'POST /staff/places' } })],
    ['given to somebody else', (seq: number) => AuditEntryModel.updateOne({ seq }, { $set: { actorId: newId() } })],
    ['removed', (seq: number) => AuditEntryModel.deleteOne({ seq })],
  ])('names the place of an entry that was %s', async (_, harm) => {
    await recordMany(5)
    await sealEntries()
    expect(await fault()).toBeNull()
    await harm(3)
    expect(await fault()).toContain('第 3 条')
  })

  it('names entries that were cut off its end, by a head that was noted before, or by a signed segment', async () => {
    await recordMany(5)
    await sealEntries()
    const noted = await headOfChain()
    await AuditEntryModel.deleteMany({ seq: { $gte: 4 } })
    expect(await fault()).toBeNull()
    expect((await verify(await logOfDatabase(), NOON, noted)).fault).toContain('第 5 条不在')

    await AuditEntryModel.deleteMany({})
    await recordMany(5)
    await sealEntries()
    await signSegments(later(2))
    await AuditEntryModel.deleteMany({ seq: { $gte: 4 } })
    expect(await fault()).toContain('第 4 条不见了')
  })

  it('shows a segment that was written by somebody without the secret, and is signed anew with a new secret', async () => {
    await recordMany(2)
    await sealEntries()
    await signSegments(later(2))
    expect(await fault()).toBeNull()

    useAuditSecrets([SECRETS[1]])
    expect(await fault()).toContain('SECRETS_BEFORE')
    useAuditSecrets([SECRETS[1], SECRETS[0]])
    await signAnew()
    useAuditSecrets([SECRETS[1]])
    expect(await fault()).toBeNull()

    await AuditSegmentModel.updateOne({}, { $set: { lastAt: later(-400) } })
    expect(await fault()).toContain('被改过')
    useAuditSecrets([SECRETS[0]])
  })

  it('goes on when old segments have reached the end of their time, and says when one was cut too early', async () => {
    await recordMany(3)
    await sealEntries()
    await signSegments(later(2))
    await recordMany(2, later(100))
    await sealEntries()

    expect(await pruneSegments(1, later(LEAST_DAYS - 1))).toBe(0)
    expect(await pruneSegments(1, later(LEAST_DAYS + 1))).toBe(3)
    expect(await AuditEntryModel.countDocuments()).toBe(2)
    expect(await verify(await logOfDatabase(), later(LEAST_DAYS + 1))).toMatchObject({
      ...{ fault: null, pruned: 1, segments: 1, head: { seq: 5 } },
    })
    expect(await fault(later(LEAST_DAYS - 1))).toContain(`不到 ${LEAST_DAYS} 天`)
  })

  it('reads the same from an exported file, which is never overwritten', async () => {
    await recordMany(2)
    await sealEntries()
    await signSegments(later(2))
    await recordMany(1)
    const folder = await mkdtemp(path.join(tmpdir(), 'audit-'))
    try {
      const file = path.join(folder, 'log.jsonl')
      expect((await exportLog(file))[0]).toContain('3 条')
      const { seq, hash } = await headOfChain()
      expect((await verifyLog(file, `${seq}:${hash}`, NOON))[0]).toContain('审计记录是完整的：3 条，封存 1 段')
      await expect(exportLog(file)).rejects.toThrow('已经有了')
      await expect(exportLog(path.join(folder, 'nowhere', 'log.jsonl'))).rejects.toThrow('文件夹不存在')
      await expect(verifyLog(path.join(folder, 'other'), undefined, NOON)).rejects.toThrow('没有')

      const text = await readFile(file, 'utf8')
      await writeFile(file, text.replace('POST /staff/cases', 'POST /staff/places'))
      await expect(verifyLog(file, undefined, NOON)).rejects.toThrow('第 1 条被改过')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
