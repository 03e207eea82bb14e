import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { followCase } from '@yike/shared/cases/followed-endpoints'
import { mergeCase } from '@yike/shared/cases/merging-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { listRulings } from '@yike/shared/cases/ruling-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { splitCase } from '@yike/shared/cases/splitting-endpoints'
import * as transfers from '@yike/shared/cases/transfer-endpoints'
import { addArea, type Community } from '../territory/areas'
import { numbersOfCases } from '../migrations/0034-numbers-of-cases'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildCommunity, buildGrid, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { expectTallied } from '../testing/expect-tallied'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from './model'
import { sendAlerts } from './alerts'
import { signInAgain } from '../testing/case-office'
import { limitsOfTransfers } from '../migrations/0035-limits-of-transfers'
import { CaseTallyModel } from './tally-model'
import { tallyWaiting } from './tallies'
import { finishTransfers } from './transfers'

const NOW = new Date('2026-11-23T10:00:00+08:00')
let now = NOW
let server: TestServer
let here: Community
let there: Community
let third: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let clerk: BuiltPerson
let theirs: BuiltPerson
let others: BuiltPerson
let street: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = NOW
  await CaseModel.deleteMany({})
  await CaseTallyModel.deleteMany({})
  here = await buildCommunity()
  ;[there, third] = [await sibling(here, '翠湖社区'), await sibling(here, '东苑社区')]
  ;[wang, zhao] = [
    await buildResident({ community: here, name: '王秀英' }, NOW),
    await buildResident({ community: here, name: '赵大爷' }, NOW),
  ]
  const staff = (area: Community, name: string) => buildStaff({ area, role: 'clerk', name }, NOW)
  ;[clerk, theirs, others] = [await staff(here, '陈静'), await staff(there, '刘芳'), await staff(third, '孙强')]
  const above = { _id: here.parentId!, areas: here.areas.slice(1) } as Community
  street = await buildStaff({ area: above, role: 'community_admin', name: '周主任' }, NOW)
})

/** A community of the same street. */
async function sibling(community: Community, name: string) {
  const parent = { _id: community.parentId!, areas: community.areas.slice(1) }
  const area = { level: 'community' as const, name, parent, phone: '0546-1', position: community.position }
  return (await addArea(area)) as Community
}
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, { as: who.token })
const call = { text: '事情在翠湖社区那边，请看是不是归你们。' }
const send = ({ id, seq }: Pick<StaffCase, 'id' | 'seq'>, to = there, who = clerk) =>
  server.call(
    transfers.transferCase,
    { id, seq, communityId: String(to._id), ...call },
    { as: who.token, key: newKey() },
  )
const take = async (id: string, who = theirs, more = {}) => {
  const { seq } = await read(id, who)
  return server.call(
    transfers.acceptTransfer,
    { id, seq, text: '归我们，接着办。', ...more },
    { as: who.token, key: newKey() },
  )
}
const sendBack = async (id: string, who = theirs) => {
  const { seq } = await read(id, who)
  return server.call(transfers.returnTransfer, { id, seq, text: '不在我们社区。' }, { as: who.token, key: newKey() })
}
const stored = async (id: string) => (await CaseModel.findById(id).lean<CaseRecord>())!
const told = async (who: BuiltPerson) => {
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  return (await MessageModel.find({ recipientId: who._id }).sort({ _id: 1 }).lean()).map(({ kind }) => kind)
}

describe('a case of another community', () => {
  it('goes there with its number, limits, followers and timeline, and the resident reads one sentence', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const { id, number, promise } = begun
    await server.call(followCase, { id }, { as: zhao.token })
    const grid = await buildGrid(there, '第三网格')

    const sent = await send(begun)
    expect(sent).toMatchObject({ owner: { name: '陈静' }, transfer: { to: { name: '翠湖社区' }, bound: false } })
    const listed = await server.call(transfers.listTransfers, {}, { as: theirs.token })
    expect(listed.items).toEqual([expect.objectContaining({ id, to: '翠湖社区' })])
    expect((await server.call(transfers.listTransfers, {}, { as: others.token })).items).toEqual([])
    expect((await server.call(api.getCase, { id }, { as: wang.token })).timeline).toHaveLength(2)
    const taken = await take(id, theirs, { gridId: String(grid._id) })

    expect(taken).toMatchObject({
      number,
      promise,
      owner: { name: '刘芳' },
      transfer: null,
      state: { code: 'accepted' },
    })
    const after = await stored(id)
    expect(after).toMatchObject({ ...reduceCase(after.events, flowOf(after.kind)), areas: grid.areas })
    expect(after.moving).toBeUndefined()
    expect((await CaseWordsModel.findById(id).lean())!.areas).toEqual(grid.areas)
    expect((await CaseReporterModel.findById(id).lean())!.areas).toEqual(grid.areas)
    const mine = await server.call(api.getCase, { id }, { as: wang.token })
    expect(mine.timeline.map(({ what, why }) => [what, why]).slice(2)).toEqual([
      ['转到别的社区接着办', '归我们，接着办。'],
    ])
    await expect(read(id, clerk)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await read(id, street)).owner?.name).toBe('刘芳')
    expect((await told(wang)).sort()).toEqual(['case_accepted', 'case_transferred'])
    expect(await told(zhao)).toEqual(['case_progress'])
  })

  it('has the whole time of the table from when it is taken on, and the resident reads the new days', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const { id } = await send(begun)
    now = new Date('2026-11-24T15:00:00+08:00')
    await signInAgain([wang, theirs], now)

    const taken = await take(id)

    const dueOf = ({ limits }: StaffCase, code: string) => limits.find((one) => one.code === code)!.dueAt.slice(0, 10)
    expect([dueOf(begun, 'answer'), dueOf(taken, 'answer')]).toEqual(['2026-11-30', '2026-12-01'])
    const after = await stored(id)
    expect(after).toMatchObject(reduceCase(after.events, flowOf(after.kind)))
    await told(wang)
    const message = await MessageModel.findOne({ recipientId: wang._id, kind: 'case_transferred' }).lean()
    expect(message!.body).toContain('归我们，接着办。时间从现在重新算：12月1日（周二）前答复')
  })

  it('stands in the list behind those that wait longer, from page to page', async () => {
    const sent: string[] = []
    for (const hours of [5, 1, 3]) {
      const begun = await buildAccepted(server, wang, clerk)
      now = new Date(NOW.getTime() - hours * 3_600_000)
      sent.push((await send(begun)).id)
      now = NOW
    }
    const read: string[] = []
    for (let cursor: string | undefined, page = 0; page < 3; page++) {
      const { items, nextCursor } = await server.call(
        transfers.listTransfers,
        { limit: 1, ...(cursor ? { cursor } : {}) },
        { as: theirs.token },
      )
      read.push(...items.map(({ id }) => id))
      cursor = nextCursor ?? undefined
    }
    expect(read).toEqual([sent[0], sent[2], sent[1]])
  })

  it('is counted where it is, whichever community numbered it', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    await tallyWaiting()
    await send(begun)
    await take(begun.id)

    await expectTallied()

    const casesOf = async ({ _id }: Community) =>
      (await CaseTallyModel.find({ communityId: _id, series: 'month:kind' }).lean()).flatMap(({ cells }) =>
        cells.flatMap(({ rows }) => rows.map(({ cases }) => cases)),
      )
    expect([await casesOf(here), await casesOf(there)]).toEqual([[], [1]])
  })

  it('waits without another step, only answered by those who sent it, and its receiver stops', async () => {
    const worker = await buildStaff({ area: here, role: 'receiver', name: '赵强' }, NOW)
    const receiver = await buildReceiver(server, await buildStaff({ area: here }, NOW), '物业', [worker])
    const begun = await buildAccepted(server, wang, clerk)
    const given = { id: begun.id, seq: begun.seq, receiverId: receiver.id }
    const dispatched = await server.call(api.dispatchCase, given, { as: clerk.token })

    const sent = await send(dispatched)

    expect(sent).toMatchObject({ receiver: null, state: { code: 'accepted' } })
    expect(
      Object.entries(sent.can)
        .filter(([, may]) => may)
        .map(([step]) => step),
    ).toEqual(['reply'])
    const seen = await read(sent.id, theirs)
    expect(
      Object.entries(seen.can)
        .filter(([, may]) => may)
        .map(([step]) => step),
    ).toEqual(['acceptTransfer', 'returnTransfer'])
    const other = await buildAccepted(server, wang, clerk, { description: '又一盏灯灭了' })
    await expect(
      server.call(
        mergeCase,
        { id: other.id, seq: other.seq, otherId: sent.id, otherSeq: sent.seq, ...call },
        { as: clerk.token, key: newKey() },
      ),
    ).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
  })

  it('comes back once to be sent again; the second return goes to the arbiter, whose word holds', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const { id } = begun
    await send(begun)
    await sendBack(id)
    expect((await read(id)).can).toMatchObject({ transfer: true, ruleTransfer: false })
    await send(await read(id), third)
    await sendBack(id, others)

    expect((await read(id)).can).toMatchObject({ transfer: false, ruleTransfer: false, assign: true })
    expect(await told(street)).toContain('case_for_ruling')
    const listed = (view: 'open' | 'ruled', who = street) =>
      server.call(listRulings, { view, limit: 1 }, { as: who.token }).then(({ items }) => items)
    const receiver = '翠湖社区'
    const returns = [
      { receiver, why: '不在我们社区。' },
      { receiver: '东苑社区', why: '不在我们社区。' },
    ]
    expect(await listed('open')).toMatchObject([{ id, step: 'ruleTransfer', returns, ruling: null }])
    expect(await listed('ruled')).toEqual([])
    const { seq } = await read(id, street)
    const ruling = { id, seq, communityId: String(there._id), text: '查了红线图，归翠湖。' }
    await server.call(transfers.ruleTransfer, ruling, { as: street.token, key: newKey() })
    expect(await listed('open')).toEqual([])
    expect(await listed('ruled')).toMatchObject([{ id, ruling: { receiver, by: '周主任', why: ruling.text } }])
    expect((await read(id, theirs)).can).toMatchObject({ acceptTransfer: true, returnTransfer: false })
    expect((await take(id)).can).toMatchObject({ transfer: false, assign: true })
  })

  it('is sent by those who assign, within the district, and neither when merged into, nor to where it is', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const grid = await buildStaff({ area: here, role: 'grid_worker', name: '李国强' }, NOW)
    await expect(send(begun, there, grid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(send(begun, here)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const city = { _id: here.areas.at(-1)!, areas: here.areas.slice(-1) }
    const district = await addArea({ level: 'district', name: '河口区', parent: city })
    const far = await sibling({ ...here, parentId: district._id, areas: [here._id, ...district.areas] }, '仙河社区')
    await expect(send(begun, far)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const parts = [{ description: '旁边的水管也漏' }]
    const split = { id: begun.id, seq: begun.seq, text: '分开办。', parts }
    const whole = await server.call(splitCase, split, { as: clerk.token, key: newKey() })
    const part = await read(whole.parts[0]!.id)
    await server.call(
      mergeCase,
      { id: part.id, seq: part.seq, otherId: whole.id, otherSeq: whole.seq, text: '还是一起办。' },
      { as: clerk.token, key: newKey() },
    )
    expect((await read(whole.id)).can.transfer).toBe(false)
  })
})

describe('a community that does not answer', () => {
  const turnTo = async (time: string) => {
    now = new Date(`2026-11-${time}:00+08:00`)
    await signInAgain([clerk, theirs, street, others], now)
    await Promise.all([sendAlerts(now), sendAlerts(now)])
  }
  const late = async (who: BuiltPerson) => (await told(who)).filter((kind) => kind === 'case_transfer_late').length
  const heard = async () => [await late(theirs), await late(clerk), await late(street), await late(others)]

  it('is marked in both lists and told when it opens, then those who sent it, then the arbiter, each once', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const { id, promise } = begun
    const sent = await send(begun)
    expect(sent.transfer).toMatchObject({ late: false, words: '11月25日 17:30 前接收或退回' })
    await turnTo('25T20:00')
    expect(await heard()).toEqual([0, 0, 0, 0])
    const marks = async () => {
      const ours = await server.call(api.listStaffCases, {}, { as: clerk.token })
      const waiting = await server.call(transfers.listTransfers, {}, { as: theirs.token })
      return [ours.items[0]!.transfer, waiting.items[0]!].map((one) => one?.late)
    }
    expect(await marks()).toEqual([true, true])

    await turnTo('26T08:30')
    // The street accepts cases in both communities.
    expect(await heard()).toEqual([1, 0, 1, 0])
    await turnTo('26T09:30')
    expect(await heard()).toEqual([1, 1, 2, 0])
    expect((await read(id, street)).can.ruleTransfer).toBe(false)
    await turnTo('26T14:30')
    await turnTo('26T17:00')
    expect(await heard()).toEqual([1, 1, 3, 0])
    const c = await stored(id)
    expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))

    const silent = await server.call(listRulings, {}, { as: street.token })
    expect(silent.items).toMatchObject([{ id, step: 'ruleTransfer', returns: [{ receiver: '翠湖社区' }] }])
    const seen = await read(id, street)
    expect([seen.can.ruleTransfer, seen.promise.dueAt, (await read(id)).can.ruleTransfer]).toEqual([
      ...[true, promise.dueAt, false],
    ])
    const ruling = { id, seq: seen.seq, communityId: String(third._id), text: '翠湖没有回音，东苑就近办。' }
    await server.call(transfers.ruleTransfer, ruling, { as: street.token, key: newKey() })
    expect((await read(id, others)).can).toMatchObject({ acceptTransfer: true, returnTransfer: false })
    await expect(read(id, theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is told nothing once it answered, and a transfer of before gets its limit once', async () => {
    const back = await buildAccepted(server, wang, clerk)
    await send(back)
    await sendBack(back.id)
    expect((await stored(back.id)).alerts.map(({ code }) => code)).toEqual(['answer_late', 'solve_late'])
    const begun = await buildAccepted(server, wang, clerk)
    const { id } = await send(begun)
    const limits = { 'transfer.dueAt': 1, 'events.$[].transferDueAt': 1, 'events.$[].alerts': 1 }
    await CaseModel.collection.updateOne({ _id: (await stored(id))._id }, { $unset: limits, $set: { alerts: [] } })

    await limitsOfTransfers.run()
    await limitsOfTransfers.run()

    const c = await stored(id)
    expect(c.events.at(-1)).toMatchObject({ kind: 'promised', transferDueAt: c.transfer!.dueAt })
    expect(c.alerts.map(({ code }) => code)).toEqual(['transfer_due', 'transfer_late', 'transfer_missing'])
    expect(c.alertAt).toEqual(c.alerts[0]!.at)
    expect(c.seq).toBe(4)
  })
})

describe('at once, and cut off', () => {
  it('is taken on by one of two, and the same tap sent again changes nothing', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    await send(begun)
    const second = await buildStaff({ area: there, role: 'clerk', name: '马丽' }, NOW)
    const { seq } = await read(begun.id, theirs)
    const input = { id: begun.id, seq, text: '接过来了。' }
    const key = newKey()

    const tried = await Promise.allSettled([
      server.call(transfers.acceptTransfer, input, { as: theirs.token, key }),
      server.call(transfers.returnTransfer, input, { as: second.token, key: newKey() }),
    ])

    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    if (tried[0]!.status === 'fulfilled')
      expect((await server.call(transfers.acceptTransfer, input, { as: theirs.token, key })).seq).toBe(seq + 1)
  })

  it('is finished by the job when it is killed after the write that decides', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    await send(begun)
    const killed = vi.spyOn(CaseWordsModel, 'updateOne').mockRejectedValueOnce(new Error('killed'))
    await expect(take(begun.id)).rejects.toBeDefined()
    killed.mockRestore()
    expect((await CaseWordsModel.findById(begun.id).lean())!.areas).toEqual(here.areas)

    await Promise.all([finishTransfers(), finishTransfers()])

    expect((await CaseWordsModel.findById(begun.id).lean())!.areas).toEqual(there.areas)
    expect((await stored(begun.id)).moving).toBeUndefined()
  })

  it('keeps its number among the numbers of another community, and those of before have theirs', async () => {
    const begun = await buildAccepted(server, wang, clerk)
    const same = await buildAccepted(server, await buildResident({ community: there, name: '钱婶' }, NOW), theirs)
    expect(same.number).toBe(begun.number)
    await CaseModel.collection.updateMany({}, { $unset: { numberedBy: 1 } })
    await numbersOfCases.run()
    await send(begun)

    expect((await take(begun.id)).number).toBe(begun.number)
    expect((await stored(begun.id)).numberedBy).toEqual(here._id)
  })
})
