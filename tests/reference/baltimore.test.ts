import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import * as api from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport } from '@yike/shared/cases/work-order-schemas'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from '../../admin-api/src/cases/model'
import { OrderImportModel, WorkOrderModel } from '../../admin-api/src/cases/work-order-model'
import { caseOfOrder } from '../../admin-api/src/cases/work-order-plan'
import { runWorkOrderImports } from '../../admin-api/src/cases/work-order-steps'
import { buildCommunity, buildStaff, type BuiltPerson } from '../../admin-api/src/testing/build'
import { expectTallied } from '../../admin-api/src/testing/expect-tallied'
import { startServer, type TestServer } from '../../admin-api/src/testing/server'
import { uploadAt } from '../../admin-api/src/testing/upload'

const FILE = path.resolve(import.meta.dirname, '../../../shared/data/complaints/baltimore_311_sample.csv')
const bytes = readFileSync(FILE)
const rows: Record<string, string>[] = parse(bytes, { columns: true, bom: true })
const COLUMNS = {
  ...{ number: 'ServiceRequestNum', title: 'SRType', address: 'Address', registeredAt: 'CreatedDate' },
  ...{ solveDue: 'DueDate', finishedAt: 'CloseDate', state: 'SRStatus', source: 'MethodReceived' },
}
const NOW = new Date('2026-11-30T10:00:00+08:00')
const MOST_NOTES = 20

let server: TestServer
let clerk: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => NOW })
  clerk = await buildStaff({ area: await buildCommunity(), role: 'community_admin' }, NOW)
})
afterAll(() => server.stop())

const upload = (file: Uint8Array<ArrayBuffer>) =>
  uploadAt(server.origin, api.uploadWorkOrders, { name: '311.csv', bytes: file }, clerk.token)
const settings = ({ id, headings }: WorkOrderImport) => ({
  id,
  mapping: Object.fromEntries(Object.entries(COLUMNS).map(([column, heading]) => [column, headings.indexOf(heading)])),
})
const preview = async (record: WorkOrderImport) =>
  (await server.call(api.previewWorkOrders, settings(record), { as: clerk.token })).rows
const show = (id: string) => server.call(api.getWorkOrderImport, { id }, { as: clerk.token })
/** Runs the job, and returns how often it wrote the import. */
async function run() {
  const notes = vi.spyOn(OrderImportModel, 'updateOne')
  await runWorkOrderImports(NOW)
  const times = notes.mock.calls.length
  notes.mockRestore()
  return times
}
/** The instant of 「04/13/2018 11:11:26 AM」 by the clock of the office. */
function instantOf(text: string) {
  const [, month, day, year, hour, rest, half] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d)(:\d\d:\d\d) ([AP]M)$/.exec(text)!
  const hours = String((Number(hour) % 12) + (half === 'PM' ? 12 : 0)).padStart(2, '0')
  return new Date(`${year}-${month}-${day}T${hours}${rest}+08:00`)
}

it('brings 10,000 requests in once, with their due dates, and takes back what nobody has worked on', async () => {
  const record = await upload(new Uint8Array(Buffer.concat([Buffer.from('\ufeff'), bytes])))
  expect(record).toMatchObject({ rowCount: 10_000, headings: expect.arrayContaining(['ServiceRequestNum', 'DueDate']) })

  const seen = await preview(record)
  const marked = (doubt: string) => seen.filter(({ doubts }) => doubts.includes(doubt)).length
  expect(seen.filter(({ problems }) => problems.length > 0)).toEqual([])
  expect(marked('上级标了重复')).toBe(rows.filter(({ SRStatus }) => SRStatus!.includes('Duplicate')).length)
  expect(marked('上级标了已转办')).toBe(rows.filter(({ SRStatus }) => SRStatus!.includes('Transferred')).length)
  const places = new Set(rows.filter(({ Address }) => Address).map(({ SRType, Address }) => `${SRType} ${Address}`))
  const alike = seen.filter(({ doubts }) => doubts.some((one) => one.includes('可能是同一件'))).length
  expect(alike).toBe(rows.filter(({ Address }) => Address).length - places.size)

  await server.call(api.confirmWorkOrders, { ...settings(record), merge: [] }, { as: clerk.token })
  expect(await run()).toBeLessThanOrEqual(MOST_NOTES + 1)
  expect((await show(record.id)).counts).toMatchObject({ created: 10_000, refused: 0, waiting: 0 })
  const filed = new Map(
    (await CaseModel.find({}, { order: 1, solve: 1, fromAbove: 1 }).lean<CaseRecord[]>()).map((c) => [
      c.order!.number,
      c,
    ]),
  )
  expect(filed.size).toBe(10_000)
  for (const { ServiceRequestNum, DueDate } of rows)
    if (DueDate) expect(filed.get(ServiceRequestNum!)!.solve!.dueAt).toEqual(instantOf(DueDate))

  const again = await upload(new Uint8Array(bytes))
  expect((await preview(again)).filter(({ like }) => like?.changes.length !== 0)).toEqual([])
  await expect(
    server.call(api.confirmWorkOrders, { ...settings(again), merge: [0] }, { as: clerk.token }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await CaseModel.countDocuments({})).toBe(10_000)

  const worked = String(caseOfOrder(rows[7]!.ServiceRequestNum!))
  await server.call(cases.acceptCase, { id: worked, seq: 1, text: '收下了。' }, { as: clerk.token })
  await server.call(api.undoWorkOrders, { id: record.id }, { as: clerk.token })
  expect(await run()).toBeLessThanOrEqual(MOST_NOTES + 1)
  expect((await show(record.id)).counts).toMatchObject({ undone: 9_999, kept: 1 })
  const left = await Promise.all([
    ...[CaseModel.countDocuments({}), CaseWordsModel.countDocuments({})],
    ...[WorkOrderModel.countDocuments({}), CaseReporterModel.countDocuments({})],
  ])
  expect(left).toEqual([1, 1, 1, 0])
  await expectTallied()
}, 300_000)
