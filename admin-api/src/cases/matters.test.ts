// One story after another of what the office hands over the counter, over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { listLikelyDuplicates } from '@yike/shared/cases/merging-endpoints'
import * as matter from '@yike/shared/cases/matter-endpoints'
import { PAPER_PHOTO_DAYS } from '@yike/shared/cases/papers'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import * as guide from '@yike/shared/matters/endpoints'
import type { Matter } from '@yike/shared/matters/schemas'
import { FileModel } from '../files/model'
import { keepPhoto } from '../files/store'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { CaseModel, type CaseRecord } from './model'
import { promisesOfMatters } from '../migrations/0039-promises-of-matters'
import { CasePapersModel, claimOfPapers } from './paper-model'
import { removeOldPapers } from './papers'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const GUIDE = {
  name: '居住情况证明',
  forWhom: '住在这里的人',
  papers: [{ name: '身份证' }, { name: '租房合同', note: '写着地址的那一页' }],
  workdays: 2,
  where: '社区服务大厅 2 号窗口',
  when: '工作日 8:30 到 17:30',
  result: 'certificate' as const,
}
const WHERE = '到社区服务大厅 2 号窗口领，工作日 8:30 到 17:30'

let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let grid: BuiltPerson
let residence: Matter

beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
  residence = await server.call(guide.createMatter, { ...GUIDE, areaId: String(community._id) }, as(clerk, newKey()))
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const photo = async (who = wang) => String((await keepPhoto(who._id, PNG, now))._id)
const file = async (papers: { key: string; photoIds?: string[] }[] = [], more = {}, key = newKey()) =>
  server.call(api.fileCase, { kind: 'matter', matter: { id: residence.id, papers }, ...more }, as(wang, key))
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, as(who))
const mine = (id: string) => server.call(api.getCase, { id }, as(wang))
type Looked = { key: string; inOrder: boolean; why?: string }
const check = ({ id, seq }: Pick<StaffCase, 'id' | 'seq'>, papers: Looked[], who = clerk) =>
  server.call(matter.checkPapers, { id, seq, papers }, as(who))
const ALL = [
  { key: 'p1', inOrder: true },
  { key: 'p2', inOrder: true },
]
const ready = ({ id, seq }: StaffCase) => server.call(matter.makeReady, { id, seq, text: WHERE }, as(clerk))
const collect = ({ id, seq }: StaffCase, more: object = { by: 'resident' }) =>
  server.call(matter.collectMatter, { id, seq, ...more } as never, as(clerk))
const told = async (id: string) => {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  return (await MessageModel.find({ recipientId: wang._id, 'about.id': id }).lean()).map(({ kind }) => kind).sort()
}

describe('a certificate', () => {
  it('is asked for with a photo, lacks a page, is made ready and collected, and the resident reads each step', async () => {
    const filed = await file([{ key: 'p1', photoIds: [await photo()] }], { description: '下周要用' })
    expect(filed).toMatchObject({
      title: '居住情况证明',
      kind: { code: 'matter', label: '事项办理' },
      promise: { total: 2, words: '周三前答复您' },
      matter: {
        canSend: true,
        where: GUIDE.where,
        papers: [{ state: { code: 'photo' } }, { state: { code: 'bring' } }],
      },
    })

    const seen = await read(filed.id)
    const asked = await check(seen, [
      { key: 'p1', inOrder: true },
      { key: 'p2', inOrder: false, why: '没有写地址的那一页' },
    ])
    expect(asked).toMatchObject({ state: { code: 'waiting' }, owner: { name: '陈静' }, can: { makeReady: false } })
    expect((await mine(filed.id)).timeline.at(-1)).toMatchObject({
      what: '请补充',
      why: '租房合同：没有写地址的那一页',
    })

    const papers = [{ key: 'p2', photoIds: [await photo()] }]
    const sent = await server.call(matter.sendPapers, { id: filed.id, papers }, as(wang, newKey()))
    expect(sent).toMatchObject({
      state: { code: 'in_progress' },
      matter: { papers: [{}, { state: { code: 'photo' } }] },
    })

    const done = await ready(await check(await read(filed.id), ALL))
    expect(done).toMatchObject({ state: { code: 'ready' }, promise: { state: 'answered' }, can: { collect: true } })
    expect((await server.call(api.listMyCases, { state: 'open' }, as(wang))).items.map(({ id }) => id)).toEqual([
      filed.id,
    ])
    const closed = await collect(done, { by: 'other', name: '王芳' })
    expect(closed).toMatchObject({ state: { code: 'closed' }, can: { collect: false } })
    expect((await mine(filed.id)).timeline.map(({ what, why }) => [what, why])).toEqual([
      ['交给社区', null],
      ['社区收下了', null],
      ['请补充', '租房合同：没有写地址的那一页'],
      ['补充了情况，接着办', null],
      ['看过材料了', null],
      ['办好了，可以来领', `${WHERE}。领的时候报编号 ${filed.number}。`],
      ['领走了', '王芳代领走了。'],
    ])
    expect(await told(filed.id)).toEqual(['case_asked', 'case_collected', 'case_ready'])
    const stored = (await CaseModel.findById(filed.id).lean<CaseRecord>())!
    expect(stored).toMatchObject(reduceCase(stored.events, flowOf('matter')))
    expect(JSON.stringify(stored.events)).not.toMatch(/王芳|合同/)
  })

  it('is promised within the working days of the matter, and answered no later', async () => {
    const limits = async (id: string) => {
      const { promise, dueAt, solve } = (await CaseModel.findById(id).lean<CaseRecord>())!
      return { answer: promise, solve: solve!.promise, inOrder: dueAt <= solve!.dueAt }
    }
    const short = { answer: { workdays: 2 }, solve: { workdays: 2 }, inOrder: true }
    const filed = await file()
    expect(await limits(filed.id)).toEqual(short)
    const accepted = await server.call(api.acceptCase, { id: filed.id, seq: (await read(filed.id)).seq }, as(clerk))
    const said = { id: filed.id, seq: accepted.seq, text: '正在核对' }
    expect(await server.call(api.replyToCase, said, as(clerk))).toMatchObject({ promise: { of: 'solve', total: 2 } })

    const long = { ...GUIDE, name: '租房备案', workdays: 30, areaId: String(community._id) }
    residence = await server.call(guide.createMatter, long, as(clerk, newKey()))
    const slow = { answer: { workdays: 5 }, solve: { workdays: 30 }, inOrder: true }
    const other = await file()
    expect(await limits(other.id)).toEqual(slow)
    await collect(await ready(await check(await read(other.id), ALL)))
    const again = { id: other.id, reason: '名字写错了' }
    await server.call(api.reopenCase, again, as(wang))
    expect(await limits(other.id)).toEqual(slow)
  })

  it('that waits from before the update is done by the limit it was told, in an event of its own, once', async () => {
    const { id } = await file()
    const told = (await CaseModel.findById(id).lean<CaseRecord>())!.dueAt
    const table = { promise: { workdays: 7 }, dueAt: new Date(told.getTime() + 7 * 86_400_000) }
    await CaseModel.updateOne({ _id: id }, { $set: { solve: table, 'events.0.solve': table } })
    await promisesOfMatters.run()
    await promisesOfMatters.run()
    const after = (await CaseModel.findById(id).lean<CaseRecord>())!
    expect(after.events.map(({ kind }) => kind)).toEqual(['filed', 'promised'])
    expect(after).toMatchObject({ dueAt: told, solve: { promise: { workdays: 2 }, dueAt: told } })
  })

  it('is handed out at once to somebody who comes to the counter with everything', async () => {
    const { id, seq } = await server.call(
      api.fileCaseForSomebody,
      {
        ...{ kind: 'matter', matter: { id: residence.id }, channel: 'counter' },
        ...{ communityId: String(community._id), reporterId: String(wang._id) },
      },
      as(clerk, newKey()),
    )
    const closed = await collect(await ready(await check({ id, seq }, ALL)))

    expect(closed).toMatchObject({ state: { code: 'closed' }, reporter: { name: '王秀英' } })
  })

  it('goes on when what was asked for comes over the counter, not before all of it is there', async () => {
    const { id } = await file()
    const asked = await check(await read(id), [{ key: 'p2', inOrder: false, why: '过期了' }])
    const again = await check(asked, [{ key: 'p1', inOrder: true }])
    expect(again).toMatchObject({ state: { code: 'waiting' } })
    expect(await check(again, [{ key: 'p2', inOrder: true }])).toMatchObject({
      state: { code: 'in_progress' },
      can: { makeReady: true },
    })
  })

  it('is made once, however often the phone sends it', async () => {
    const [key, photoIds] = [newKey(), [await photo()]]
    const [first, second] = await Promise.all([
      file([{ key: 'p1', photoIds }], {}, key),
      file([{ key: 'p1', photoIds }], {}, key),
    ])

    expect(second.id).toBe(first.id)
    expect((await CasePapersModel.findById(first.id).lean())!.photos).toHaveLength(1)
  })
})

describe('the papers', () => {
  it('are seen by clerks alone, and their photos are gone some days after it was collected', async () => {
    const { id } = await file([{ key: 'p1', photoIds: [await photo()] }])
    const shown = async (who: BuiltPerson) => (await read(id, who)).matter!.papers[0]!
    expect([(await shown(clerk)).photos.length, (await shown(grid)).photos.length]).toEqual([1, 0])
    expect((await shown(grid)).photoCount).toBe(1)
    await expect(check(await read(id, grid), ALL, grid)).rejects.toEqual(refused('FORBIDDEN'))

    const held = { claimedBy: claimOfPapers((await CaseModel.findById(id).lean())!._id) }
    await collect(await ready(await check(await read(id), ALL)))
    expect(await removeOldPapers(now)).toBe(0)
    now = new Date(now.getTime() + (PAPER_PHOTO_DAYS + 1) * 86_400_000)
    expect(await removeOldPapers(now)).toBeGreaterThan(0)

    expect(await FileModel.countDocuments(held)).toBe(0)
    await signInAgain([clerk], now)
    expect((await read(id)).matter!.papers[0]).toMatchObject({ photoCount: 0, photos: [] })
  })

  it('never reach a receiver, and are never the same as another: they are not dispatched, whistled for, merged or split', async () => {
    const { id } = await file()
    await file()
    const { can } = await server.call(api.acceptCase, { id, seq: 1, text: '' }, as(admin))

    expect((await server.call(listLikelyDuplicates, { id }, as(admin))).items).toEqual([])
    expect(can).toMatchObject({
      dispatch: false,
      whistle: false,
      merge: false,
      split: false,
      release: false,
      rule: false,
    })
  })

  it('are refused where the guide does not ask for them, and photos beside them too', async () => {
    await expect(file([{ key: 'p9' }])).rejects.toEqual(refused('INVALID_INPUT'))
    await expect(file([], { photoIds: [await photo()] })).rejects.toEqual(refused('INVALID_INPUT'))
    await expect(
      server.call(api.fileCase, { kind: 'matter', description: '要个证明' }, as(wang, newKey())),
    ).rejects.toEqual(refused('INVALID_INPUT'))
    const { id } = await file()
    await expect(
      server.call(api.commentCase, { id, text: '给', photoIds: [await photo()] }, as(wang, newKey())),
    ).rejects.toEqual(refused('INVALID_INPUT'))
    await expect(ready(await read(id))).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
  })
})

describe('the guide', () => {
  it('is kept by the office, and read by everybody who lives there', async () => {
    const elsewhere = await buildCommunity()
    const stranger = await buildResident({ community: elsewhere }, now)
    const list = async (of: Community) =>
      (await server.call(guide.listMatters, { communityId: String(of._id) }, {})).items.map(({ name }) => name)
    expect([await list(community), await list(elsewhere)]).toEqual([['居住情况证明'], []])
    await expect(
      server.call(api.fileCase, { kind: 'matter', matter: { id: residence.id } }, as(stranger, newKey())),
    ).rejects.toEqual(refused('INVALID_INPUT'))

    const papers = [{ key: 'p2', name: '合同', note: '' }, { name: '照片' }]
    const changed = await server.call(guide.updateMatter, { id: residence.id, papers }, as(clerk))
    expect(changed.papers.map(({ key }) => key)).toEqual(['p2', 'p3'])
    await expect(server.call(guide.updateMatter, { id: residence.id, closed: true }, as(grid))).rejects.toEqual(
      refused('FORBIDDEN'),
    )
    await server.call(guide.updateMatter, { id: residence.id, closed: true }, as(clerk))
    expect(await list(community)).toEqual([])
    await expect(file()).rejects.toEqual(refused('INVALID_INPUT'))
  })

  it('keeps the list of papers that a case began with', async () => {
    const { id } = await file()
    await server.call(guide.updateMatter, { id: residence.id, papers: [] }, as(clerk))

    expect((await mine(id)).matter!.papers.map(({ name }) => name)).toEqual(['身份证', '租房合同'])
  })
})
