import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import mongoose from 'mongoose'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import * as cases from '@yike/shared/cases/endpoints'
import * as followed from '@yike/shared/cases/followed-endpoints'
import * as merging from '@yike/shared/cases/merging-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import * as api from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport } from '@yike/shared/cases/work-order-schemas'
import { AuditEntryModel } from '../audit/model'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { PersonModel } from '../people/model'
import { buildCommunity, buildStaff, different, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildReceiver, lampCategory } from '../testing/receivers'
import { expectTallied } from '../testing/expect-tallied'
import { newKey, startServer, type TestServer } from '../testing/server'
import { filledBlank, uploadAt } from '../testing/upload'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { closeUnanswered } from './lapse'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from './model'
import { OrderImportModel, WorkOrderModel } from './work-order-model'
import { caseOfOrder } from './work-order-plan'
import { runWorkOrderImports } from './work-order-steps'

/** A Monday. */
const MONDAY = new Date('2026-11-30T10:00:00+08:00')
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({
    ...{ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } },
    connection: { monitorCommands: true },
  })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
})

const HEADINGS = [
  '受理编号',
  '12345工单编号',
  '工单类型',
  '来电人',
  '联系电话',
  '是否保密',
  '工单描述',
  '签收截止时间',
  '回退截止时间',
  '处置截止时间',
  '工单状态',
  '满意分',
]
interface Facts {
  number?: string
  kind?: string
  name?: string
  phone?: string
  secret?: string
  words?: string
  sign?: string
  back?: string
  solve?: string
  state?: string
}
/** A row of a work order; of another number each time, unless one is named. */
const rowOf = ({
  number = different('ZS-2026-'),
  kind = '投诉',
  name = different('李桂兰'),
  phone = '13900001234',
  secret = '否',
  words = '3 号楼下夜里还在施工，睡不着',
  sign = '2026-11-30 11:30',
  back = '2026-11-30 16:00',
  solve = '2026-12-03 12:00',
  state = '待签收',
}: Facts = {}) => [number, `UP${number}`, kind, name, phone, secret, words, sign, back, solve, state, '九'].join(',')
const fileOf = (...rows: readonly string[]) => [HEADINGS.join(','), ...rows].join('\n')

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const upload = (bytes: string | Uint8Array<ArrayBuffer>, by = clerk) =>
  uploadAt(server.origin, api.uploadWorkOrders, { name: '工单.csv', bytes }, by.token)
const preview = async ({ id, mapping }: WorkOrderImport, by = clerk) =>
  (await server.call(api.previewWorkOrders, { id, mapping }, as(by))).rows
const show = (id: string, by = clerk) => server.call(api.getWorkOrderImport, { id }, as(by))
const confirm = async (record: WorkOrderImport, merge: number[] = []) => {
  const { id, mapping } = record
  await server.call(api.confirmWorkOrders, { id, mapping, merge }, as(clerk))
  await runWorkOrderImports(now)
  return show(id)
}
/** Imports these rows, and changes with those whose orders are there. */
const bring = async (...rows: readonly string[]) =>
  confirm(
    await upload(fileOf(...rows)),
    rows.map((_, at) => at),
  )
const undo = async ({ id }: WorkOrderImport) => {
  await server.call(api.undoWorkOrders, { id }, as(clerk))
  await runWorkOrderImports(now)
  return show(id)
}
const caseOf = async (number: string) => (await CaseModel.findById(caseOfOrder(number)).lean<CaseRecord>())!
const read = async (number: string, by = clerk) =>
  server.call(cases.getStaffCase, { id: String(caseOfOrder(number)) }, as(by))
const take = async (number: string, by = clerk) => {
  const { id, seq } = await read(number)
  const categoryId = (await lampCategory(server)).id
  return server.call(cases.acceptCase, { id, seq, categoryId }, as(by, newKey()))
}
const agrees = async (number: string) => {
  const c = await caseOf(number)
  expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
}
const limitsOf = ({ limits }: StaffCase) =>
  Object.fromEntries(limits.map(({ code, dueAt }) => [code, dueAt.slice(5, 16)]))
const isRefused = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code })
const download = async (format: 'csv' | 'xlsx', by = clerk) => {
  const answer = await fetch(
    `${server.origin}${API_BASE_PATH}/staff/work-orders/export?from=2026-11-30&to=2026-11-30&format=${format}`,
    { headers: { 'X-Client': 'weapp', Authorization: `Bearer ${by.token}` } },
  )
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

describe('an import of work orders', () => {
  it('takes a few commands for a hundred rows, and numbers them in the order of the table', async () => {
    const numbers = Array.from({ length: 100 }, () => different('ZS-'))
    const { id, mapping } = await upload(fileOf(...numbers.map((number) => rowOf({ number }))))
    await server.call(api.confirmWorkOrders, { id, mapping, merge: [] }, as(clerk))
    const sent: string[] = []
    const listen = ({ commandName }: { commandName: string }) => sent.push(commandName)
    mongoose.connection.getClient().on('commandStarted', listen)
    await runWorkOrderImports(now)
    mongoose.connection.getClient().off('commandStarted', listen)
    expect(await show(id)).toMatchObject({ state: { code: 'done' }, counts: { created: 100, refused: 0 } })
    expect(sent.length).toBeLessThan(40)
    const filed = await CaseModel.find({ 'order.number': { $in: numbers } })
      .sort({ number: 1 })
      .lean<CaseRecord[]>()
    expect(filed.map(({ order }) => order!.number)).toEqual(numbers)
    expect(await PersonModel.countDocuments({ communityId: community._id, tokens: { $ne: [] } })).toBeGreaterThan(99)
  })

  it('files each order once, with its number, its caller and its own limits', async () => {
    const [number, name] = [different('ZS-'), different('李桂兰')]
    const record = await upload(fileOf(rowOf({ number, name }), rowOf({ kind: '建议', phone: '', name: '' })))
    const [row] = await preview(record)
    expect(row).toMatchObject({ number, kind: '反映问题', area: community.name, like: null, problems: [] })
    expect(JSON.stringify(row)).not.toContain(name)
    expect(await caseOf(number)).toBeNull()

    expect(await confirm(record)).toMatchObject({ state: { code: 'done' }, counts: { created: 2 }, left: [] })
    const c = await read(number)
    expect(c).toMatchObject({
      ...{ kind: { code: 'complaint' }, channel: { label: '12345 热线' }, description: '3 号楼下夜里还在施工，睡不着' },
      ...{ reporter: { name, phoneLast4: '1234' }, order: { number, upperNumber: `UP${number}`, secret: false } },
    })
    expect(limitsOf(c)).toEqual({ accept: '11-30T11:30', answer: '12-03T12:00', solve: '12-03T12:00' })
    expect(c.timeline[0]!.who).toContain('陈静导入')
    const found = await server.call(cases.listStaffCases, { q: `UP${number}` }, as(clerk))
    expect(found.items.map(({ id }) => id)).toEqual([c.id])
    const stored = JSON.stringify([
      ...[await OrderImportModel.findById(record.id).lean(), await WorkOrderModel.findById(c.id).lean()],
      ...[await caseOf(number), await CaseWordsModel.findById(c.id, { title: 0 }).lean()],
    ])
    for (const word of [name, '13900001234', '夜里还在施工']) expect(stored).not.toContain(word)
    await isRefused(
      server.call(api.confirmWorkOrders, { id: record.id, mapping: record.mapping }, as(clerk)),
      'CONFLICT',
    )
    await agrees(number)
  })

  it('keeps the limits of the order while the resident is asked, and whatever category it gets', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const taken = await take(number)
    const { id, seq } = await server.call(
      cases.assignCase,
      { id: taken.id, seq: taken.seq, assigneeId: String(clerk._id) },
      as(clerk, newKey()),
    )
    const asked = await server.call(cases.replyToCase, { id, seq, text: '是哪一栋？', ask: true }, as(clerk, newKey()))
    expect(asked).toMatchObject({
      state: { code: 'waiting' },
      promise: { state: 'running' },
      can: { askExtension: false },
    })
    expect(limitsOf(asked)).toMatchObject({ answer: '12-03T12:00', solve: '12-03T12:00' })
    await agrees(number)
  })

  it('changes an order that is there instead of filing a second case, and says what came', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const before = await read(number)
    const later = await upload(fileOf(rowOf({ number, kind: '追办', solve: '2026-12-02 09:00', state: '催办中' })))
    expect(await preview(later)).toMatchObject([
      { like: { id: before.id, changes: ['工单类型', '处置截止时间', '工单状态'] } },
    ])
    const left = await confirm(await upload(fileOf(rowOf({ number, state: '办理中' }), rowOf())))
    expect(left.left).toMatchObject([{ number, reason: '已经登记过，没有选更新' }])

    expect(await confirm(later, [0])).toMatchObject({ counts: { created: 0, merged: 1 } })
    const after = await read(number)
    expect(limitsOf(after)).toMatchObject({ accept: '11-30T11:30', answer: '12-02T09:00', solve: '12-02T09:00' })
    expect(after.timeline.map(({ kind }) => kind)).toEqual(['filed', 'order_urged'])
    expect(after.timeline[1]).toMatchObject({ what: '上级催办', why: expect.stringContaining('工单状态：催办中') })
    const relay = new Relay(() => Promise.resolve())
    relay.add(CaseModel)
    await relay.run()
    expect(await MessageModel.countDocuments({ kind: 'case_urged', 'about.id': caseOfOrder(number) })).toBe(1)
    expect(
      (await bring(rowOf({ number, kind: '追办', solve: '2026-12-02 09:00', state: '催办中' }), rowOf())).left,
    ).toMatchObject([{ number, reason: '已经登记过，没有新的变化' }])
    await agrees(number)
  })

  it('has a finished order done once more where the upper level asks for it', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const { id, seq } = await take(number)
    await server.call(cases.resolveCase, { id, seq, text: '劝停了夜间施工。' }, as(clerk, newKey()))
    const headings = `${HEADINGS.join(',')},是否重办`
    await confirm(await upload([headings, `${rowOf({ number, solve: '2026-12-08 12:00' })},是`].join('\n')), [0])
    expect(await read(number)).toMatchObject({
      ...{ state: { code: 'in_progress' }, supervised: true, reopened: 1 },
      promise: { dueAt: '2026-12-08T12:00:00+08:00' },
    })
    await agrees(number)
  })

  it('sends an order back only while the upper level lets it', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const { id, seq, can } = await read(number)
    expect(can).toMatchObject({ return: true, merge: false, split: false })
    now = new Date('2026-11-30T16:01:00+08:00')
    await signInAgain([clerk], now)
    await isRefused(
      server.call(cases.returnCase, { id, seq, reason: '工地在邻区', belongsTo: '邻区' }, as(clerk, newKey())),
      'CASE_STEP_NOT_ALLOWED',
    )
  })

  it('refuses a row by its row and column, and remembers a heading that was assigned', async () => {
    const twice = different('ZS-')
    const record = await upload(
      fileOf(rowOf({ number: twice }), rowOf({ number: twice }), rowOf({ solve: '下周' }), rowOf({ secret: '看情况' })),
    )
    expect((await preview(record)).map(({ row, problems }) => [row, problems])).toEqual([
      ...[
        [2, []],
        [3, ['和第 2 行是同一个工单编号']],
      ],
      ...[
        [4, ['处置截止时间看不懂：下周，写成 2026-11-30 17:30']],
        [5, ['是否保密看不懂：看情况，写“是”或“否”']],
      ],
    ])
    expect(record.mapping.satisfaction).toBeUndefined()
    const mapping = { ...record.mapping, satisfaction: HEADINGS.indexOf('满意分') }
    await server.call(api.confirmWorkOrders, { id: record.id, mapping }, as(clerk))
    expect((await upload(fileOf(rowOf()))).mapping.satisfaction).toBe(HEADINGS.indexOf('满意分'))
    const elsewhere = await buildStaff({ area: await buildCommunity(), role: 'clerk' }, now)
    expect((await upload(fileOf(rowOf()), elsewhere)).mapping.satisfaction).toBeUndefined()
    await runWorkOrderImports(now)
  })

  it('reads Excel and its own blank table, and files of other kinds are refused in words', async () => {
    const { bytes } = await filledBlank(server, '/staff/work-order-imports/blank', clerk.token)
    expect(await preview(await upload(bytes))).toMatchObject([{ number: 'DY2026113000012', problems: [] }])
    const cells = [
      HEADINGS,
      rowOf()
        .split(',')
        .map((cell, at) => (at === 9 ? new Date('2026-12-03T12:00:00Z') : cell)),
    ]
    const workbook = await writeXlsxFile(
      cells.map((row) =>
        row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd hh:mm' } : { value })),
      ),
    ).toBuffer()
    const [row] = await preview(await upload(new Uint8Array(workbook)))
    expect(row!.limits.at(-1)).toEqual({ label: '处置', dueAt: '2026-12-03T12:00:00+08:00' })
    await isRefused(upload(''), 'INVALID_INPUT')
    await isRefused(upload(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9])), 'INVALID_INPUT')
  })
})

describe('a secret order', () => {
  it('is the office’s alone: no receiver, no neighbour, and not who called', async () => {
    const [number, name] = [different('ZS-'), different('孙秀芹')]
    await bring(rowOf({ number, name, secret: '是' }))
    const { id, seq, ...shown } = await take(number)
    expect(shown).toMatchObject({
      secret: true,
      reporter: null,
      can: { dispatch: false, whistle: false, release: false },
    })
    expect((await read(number, admin)).reporter).toMatchObject({ name })
    const repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
    const { id: receiverId } = await buildReceiver(server, admin, different('物业'), [repairer])
    await isRefused(
      server.call(cases.dispatchCase, { id, seq, receiverId }, as(clerk, newKey())),
      'CASE_STEP_NOT_ALLOWED',
    )
    await isRefused(server.call(followed.getFollowedCase, { id }, as(wang)), 'NOT_FOUND')
    await isRefused(server.call(followed.followCase, { id }, as(wang)), 'NOT_FOUND')
    expect((await server.call(cases.listStaffCases, { q: name }, as(clerk))).items).toEqual([])
    expect((await download('csv')).toString()).not.toMatch(new RegExp(`${name}|13900001234`))
  })

  it('that becomes secret is out of reach of the receiver that has it, and never open again', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
    const { id: receiverId } = await buildReceiver(server, admin, different('物业'), [repairer])
    const { id, seq } = await take(number)
    await server.call(cases.dispatchCase, { id, seq, receiverId }, as(clerk, newKey()))
    expect((await server.call(received.getReceivedCase, { id }, as(repairer))).id).toBe(id)
    await bring(rowOf({ number, secret: '是' }))
    await isRefused(server.call(received.getReceivedCase, { id }, as(repairer)), 'NOT_FOUND')
    const relay = new Relay(() => Promise.resolve())
    relay.add(CaseModel)
    await relay.run()
    expect(await MessageModel.countDocuments({ recipientId: repairer._id, kind: 'received_case_withdrawn' })).toBe(1)
    await bring(rowOf({ number, secret: '否' }))
    expect(await read(number)).toMatchObject({ secret: true, reporter: null })
  })
})

describe('an undo', () => {
  it('removes what nobody worked on, keeps and names the rest, and gives limits back', async () => {
    const [fresh, worked, known] = [different('ZS-'), different('ZS-'), different('ZS-')]
    const [name, other] = [different('周桂花'), different('周桂芳')]
    await bring(rowOf({ number: known }))
    const done = await bring(
      rowOf({ number: fresh, name }),
      rowOf({ number: worked, name: other }),
      rowOf({ number: known, solve: '2026-12-01 09:00' }),
    )
    await take(worked)
    await expectTallied()
    const undone = await undo(done)
    await expectTallied()
    expect(undone).toMatchObject({ state: { code: 'undone' }, counts: { undone: 2, kept: 1 } })
    expect(undone.written.map(({ number, state }) => [number, state.code])).toEqual([
      ...[
        [fresh, 'undone'],
        [worked, 'kept'],
      ],
      [known, 'undone'],
    ])
    expect(await caseOf(fresh)).toBeNull()
    expect(await CaseReporterModel.countDocuments({ _id: caseOfOrder(fresh) })).toBe(0)
    expect(await PersonModel.find({ name: { $in: [name, other] } }, { name: 1 }).lean()).toMatchObject([
      { name: other },
    ])
    expect(limitsOf(await read(known))).toMatchObject({ answer: '12-03T12:00', solve: '12-03T12:00' })
    expect((await read(known)).timeline.map(({ kind }) => kind)).toEqual(['filed', 'order_changed', 'order_changed'])
    await agrees(known)
    // Brought in again, it is one case again.
    expect(await bring(rowOf({ number: fresh }))).toMatchObject({ counts: { created: 1 } })
  })
})

describe('two imports, a kill and other people', () => {
  it('of the same orders at once give one case each', async () => {
    const numbers = Array.from({ length: 12 }, () => different('ZS-'))
    const file = (words: string) => fileOf(...numbers.map((number) => rowOf({ number, words, name: '', phone: '' })))
    const records = [await upload(file('夜里施工')), await upload(file('夜里还在施工'))]
    for (const { id, mapping } of records) await server.call(api.confirmWorkOrders, { id, mapping }, as(clerk))
    await Promise.all([runWorkOrderImports(now), runWorkOrderImports(now)])
    await runWorkOrderImports(now)
    const [a, b] = await Promise.all(records.map(({ id }) => show(id)))
    expect([a!.counts.created + b!.counts.created, a!.counts.refused + b!.counts.refused]).toEqual([12, 12])
    expect(await CaseModel.countDocuments({ 'order.number': { $in: numbers } })).toBe(12)
    expect([...a!.left, ...b!.left][0]!.reason).toContain('另一份表')
  })

  it('go on where they were killed, with no case and no event twice', async () => {
    const [known, ...numbers] = Array.from({ length: 6 }, () => different('ZS-')) as [string, ...string[]]
    await bring(rowOf({ number: known }))
    const rows = [rowOf({ number: known, state: '催办中' }), ...numbers.map((number) => rowOf({ number }))]
    const record = await bring(...rows)
    // The state after a kill: everything was written, and no progress was noted.
    await OrderImportModel.updateOne({ _id: record.id }, { $set: { state: 'writing', 'steps.$[].state': 'waiting' } })
    await Promise.all([runWorkOrderImports(now), runWorkOrderImports(now)])
    expect((await show(record.id)).counts).toMatchObject({ created: 5, merged: 1, refused: 0, waiting: 0 })
    expect(await CaseModel.countDocuments({ 'order.number': { $in: numbers } })).toBe(5)
    expect((await caseOf(known)).events.map(({ kind }) => kind)).toEqual(['filed', 'order_changed'])
    expect((await undo(record)).counts).toMatchObject({ undone: 6, kept: 0 })
    expect(await CaseModel.countDocuments({ 'order.number': { $in: numbers } })).toBe(0)
  })

  it('are nobody else’s to see, and nobody brings orders in without dispatching', async () => {
    const number = different('ZS-')
    const record = await bring(rowOf({ number }))
    const other = await buildStaff({ area: await buildCommunity(), role: 'clerk' }, now)
    await isRefused(show(record.id, other), 'NOT_FOUND')
    await isRefused(server.call(api.undoWorkOrders, { id: record.id }, as(other)), 'NOT_FOUND')
    const theirs = await upload(fileOf(rowOf({ number })), other)
    expect((await preview(theirs, other))[0]!.problems).toEqual(['这个工单编号已经在别的社区登记了'])
    for (const role of ['grid_worker', 'mediator', 'receiver'] as const) {
      const who = await buildStaff({ area: community, role }, now)
      await isRefused(upload(fileOf(rowOf()), who), 'FORBIDDEN')
    }
    const mine = await caseOf(number)
    await isRefused(
      server.call(
        merging.mergeCase,
        { id: String(mine._id), seq: 1, otherId: record.written[0]!.caseId, otherSeq: 1, text: '同一件' },
        as(clerk, newKey()),
      ),
      'CASE_STEP_NOT_ALLOWED',
    )
  })
})

describe('an export of work orders', () => {
  it('is the table of the office with what became of each, runs nothing, and is on record', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number, name: '王秀英', words: '=HYPERLINK(1)' }), rowOf({ secret: '是' }))
    const { id, seq } = await take(number)
    await server.call(cases.resolveCase, { id, seq, text: '@工地夜里停了。' }, as(clerk, newKey()))
    await server.call(cases.rateForCaller, { id, score: 3 }, as(clerk, newKey()))
    const [headings, ...rows] = await readSheet(await download('xlsx'))
    expect(headings!.slice(0, HEADINGS.length)).toEqual(HEADINGS)
    const own = rows.findIndex((row) => row[0] === number)
    const cell = (name: string, row = own) => rows[row]![headings!.indexOf(name)]
    expect([cell('受理编号'), cell('来电人'), cell('联系电话'), cell('满意分'), cell('工单状态')]).toEqual([
      ...[number, '王秀英', '13900001234', '九'],
      '已结案',
    ])
    expect([cell('处理结果'), cell('是否解决'), cell('处理结果满意度'), cell('是否回访')]).toEqual([
      ...['@工地夜里停了。', '是', '满意'],
      '是',
    ])
    expect(Math.round(Number(cell('回访时间')) / 60_000)).toBe(Date.parse('2026-11-30T10:00:00Z') / 60_000)
    expect(Math.round(Number(cell('签收时间')) / 60_000)).toBe(Date.parse('2026-11-30T10:00:00Z') / 60_000)
    expect([cell('来电人', 1 - own), cell('是否保密', 1 - own)]).toEqual([null, '是'])
    expect(String(rows.at(-1)![0])).toContain('陈静')
    const csv = (await download('csv')).toString()
    expect(csv).toContain("'=HYPERLINK(1)")
    expect(csv).toContain("'@工地夜里停了。")
    expect(
      await AuditEntryModel.countDocuments({ kind: 'export', actorId: clerk._id, act: /work-orders\/export/ }),
    ).toBe(2)
  })

  it('says why nobody was called back where the resident did not answer', async () => {
    const number = different('ZS-')
    await bring(rowOf({ number }))
    const { id, seq: taken } = await take(number)
    const mine = { id, seq: taken, assigneeId: String(clerk._id) }
    const { seq } = await server.call(cases.assignCase, mine, as(clerk, newKey()))
    await server.call(cases.replyToCase, { id, seq, text: '是哪一栋？', ask: true }, as(clerk, newKey()))
    await closeUnanswered(new Date('2027-01-20T10:00:00+08:00'))

    const [headings, ...rows] = await readSheet(await download('xlsx'))
    const own = rows.find((row) => row[0] === number)!
    const cell = (name: string) => own[headings!.indexOf(name)]
    expect([cell('工单状态'), cell('是否回访'), cell('回访时间'), cell('未成功回访原因')]).toEqual([
      ...['已结案', '否', null],
      '请居民补充，没等到回音',
    ])
  })
})
