import type { Types } from 'mongoose'
import type { ExportWorkOrders } from '@yike/shared/cases/work-order-schemas'
import { isAboutCaller, ORDER_COLUMNS, type OrderColumn } from '@yike/shared/cases/work-order-columns'
import { type KeptOrder } from '@yike/shared/cases/work-orders'
import { AppError } from '@yike/shared/errors'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { tableFile, withExporter, type Cell } from '../files/tables'
import type { Call } from '../http/handle'
import { orNotFound, type Actor } from '../http/policy'
import { openedPhone } from '../sealed-values'
import { CaseModel, CaseReporterModel, CaseSaidModel, type CaseRecord, type CaseReporter, type CaseSaid } from './model'
import { casePolicy } from './policy'
import { openedWords } from './sealed-words'
import { namedReporters } from './show-staff'
import { OrderHeadingsModel, WorkOrderModel, type OrderHeadings, type WorkOrder } from './work-order-model'
import { communitiesOfOrders, openedRow } from './work-order-plan'

/** Nobody reads more than a year in one file, nor more orders than a table of them brings. */
const MOST_DAYS = 366
const MOST_ROWS = 5000

/** A case with what its line in the table is made of. */
interface Line {
  record: CaseRecord
  kept: KeptOrder
  reporter: CaseReporter | null
  said: ReadonlyMap<string, CaseSaid>
}

/** The steps whose words are the office's answer. */
const ANSWERS: ReadonlySet<string> = new Set(['replied', 'resolved', 'returned'])
const HANDLED: ReadonlySet<string> = new Set(['accepted', 'assigned', 'replied', 'resolved', 'returned', 'closed'])
const STATES: Partial<Record<CaseRecord['state'], string>> = {
  submitted: '待签收',
  returned: '已回退',
  resolved: '已办结待回访',
  closed: '已结案',
}
const SOLVED = { 3: '是', 2: '否', 1: '否' } as const
const SATISFIED = { 3: '满意', 2: '基本满意', 1: '不满意' } as const
type Score = keyof typeof SOLVED

const wordsOf = ({ said }: Line, reason: Types.ObjectId | null) => {
  const one = reason && said.get(String(reason))
  return one ? openedWords(one.text) : ''
}
const eventsOf = ({ record }: Line, kinds: ReadonlySet<string>) =>
  record.events.filter(({ kind, visibleTo }) => visibleTo === 'all' && kinds.has(kind))

/** The reporter's word on what was done: rated, said on the phone (回访办结), or agreed to. */
const CALLED_BACK: ReadonlySet<string> = new Set(['rated', 'closed', 'confirmed'])
const REOPENED: ReadonlySet<string> = new Set(['reopened', 'order_reopened'])
/** The first call-back since the work was last done; undefined where nobody has heard from the reporter. */
function callBackOf({ events }: CaseRecord) {
  const since = events.map(({ kind }) => REOPENED.has(kind)).lastIndexOf(true)
  return events.slice(since + 1).find(({ kind }) => CALLED_BACK.has(kind))
}

/** The cells that the case answers; the others are as the table brought them. */
const FILLED: Partial<Record<OrderColumn, (line: Line) => Cell>> = {
  signedAt: ({ record }) => record.acceptedAt,
  finishedAt: ({ record }) => record.finishedAt ?? record.answeredAt,
  state: ({ record }) => STATES[record.state] ?? '办理中',
  result: (line) => wordsOf(line, eventsOf(line, ANSWERS).at(-1)?.reason ?? null) || null,
  handling: (line) =>
    eventsOf(line, HANDLED)
      .map(({ at, reason }) => ({ day: dateInText(dayOf(at)), words: wordsOf(line, reason) }))
      .filter(({ words }) => words !== '')
      .map(({ day, words }) => `${day}：${words}`)
      .join('\n') || null,
  calledBack: ({ record }) => (callBackOf(record) ? '是' : record.answeredAt || record.finishedAt ? '否' : null),
  calledBackAt: ({ record }) => callBackOf(record)?.at ?? null,
  notCalledWhy: ({ record }) => (record.events.at(-1)?.kind === 'lapsed' ? '请居民补充，没等到回音' : null),
  solved: ({ record }) => (record.rating ? SOLVED[record.rating.score as Score] : record.answeredAt ? '未表态' : null),
  satisfaction: ({ record }) => (record.rating ? SATISFIED[record.rating.score as Score] : null),
}
/** The columns that are added where the table of the office has none of the meaning. */
const ANSWERED = Object.keys(FILLED) as OrderColumn[]

function cellOf(column: OrderColumn | null, heading: string, line: Line): Cell {
  const { kept, record, reporter } = line
  if (column === null) return kept.others.find((one) => one.heading === heading)?.text ?? null
  if (column === 'secret') return record.order!.secret ? '是' : (kept.columns.secret ?? '否')
  if (isAboutCaller(column)) {
    if (record.order!.secret) return null
    if (column === 'caller') return reporter?.name ?? null
    return column === 'phone' ? openedPhone(reporter?.phone) : null
  }
  return FILLED[column]?.(line) ?? kept.columns[column] ?? null
}

/** The columns of the last table of the office, or those that are known; then the answers that it has no column for. */
function columnsOf(headings: OrderHeadings | null): OrderHeadings['columns'] {
  const own = headings?.columns.length
    ? headings.columns
    : (['number', 'upperNumber', 'title', 'secret'] as const).map((column) => columnOf(column))
  const missing = [...ANSWERED, 'secret' as const].filter((one) => !own.some(({ column }) => column === one))
  return [...own, ...missing.map((column) => columnOf(column))]
}
const columnOf = (column: OrderColumn) => ({ heading: ORDER_COLUMNS[column].label, column })

async function communityOf(actor: Actor, communityId: string | undefined) {
  const communities = await communitiesOfOrders(actor)
  if (communityId) return orNotFound(communities.find(({ _id }) => String(_id) === communityId))
  if (communities.length === 1) return communities[0]!
  throw new AppError('INVALID_INPUT', undefined, { fields: { communityId: ['选一个社区，每个社区的表列不一样'] } })
}

async function linesOf(records: readonly CaseRecord[]): Promise<Line[]> {
  const of = { _id: { $in: records.map(({ _id }) => _id) } }
  const reasons = records.flatMap(({ events }) => events.flatMap(({ reason }) => reason ?? []))
  const [rows, reporters, said] = await Promise.all([
    WorkOrderModel.find(of).lean<WorkOrder[]>(),
    CaseReporterModel.find(of).lean<CaseReporter[]>(),
    CaseSaidModel.find({ _id: { $in: reasons } }).lean<CaseSaid[]>(),
  ])
  const byId = <One extends { _id: Types.ObjectId }>(all: readonly One[]) =>
    new Map(all.map((one) => [String(one._id), one]))
  const [rowOf, reporterOf, saidOf] = [byId(rows), byId(reporters), byId(said)]
  return records.map((record) => {
    const row = rowOf.get(String(record._id))
    return {
      ...{ record, kept: row ? openedRow(row) : { columns: {}, others: [] }, said: saidOf },
      reporter: reporterOf.get(String(record._id)) ?? null,
    }
  })
}

/** The orders that became cases on these days, as the table of the office has them, with what became of each. */
export async function exportWorkOrders(
  { actor, now, saw }: Pick<Call, 'actor' | 'now' | 'saw'>,
  { communityId, from, to, format }: z.output<typeof ExportWorkOrders>,
) {
  if (to < from || to > addDays(from, MOST_DAYS - 1))
    throw new AppError('INVALID_INPUT', undefined, { fields: { to: [`一次最多导出 ${MOST_DAYS} 天`] } })
  const community = await communityOf(actor, communityId)
  const [headings, records] = await Promise.all([
    OrderHeadingsModel.findById(community._id).lean<OrderHeadings>(),
    CaseModel.find({
      ...{ communityId: community._id, 'order.number': { $exists: true } },
      ...casePolicy.exportedOrders(actor),
      filedAt: { $gte: instantAt(from, 0), $lt: instantAt(addDays(to, 1), 0) },
    })
      .sort({ filedAt: 1, _id: 1 })
      .limit(MOST_ROWS + 1)
      .lean<CaseRecord[]>(),
  ])
  if (records.length > MOST_ROWS)
    throw new AppError('INVALID_INPUT', undefined, { fields: { to: [`超过 ${MOST_ROWS} 件，少选几天分几次导出`] } })
  saw(namedReporters(records))
  const columns = columnsOf(headings)
  const lines = await linesOf(records)
  const table = {
    widths: columns.map(({ heading }) => Math.max(12, heading.length * 2 + 4)),
    rows: [
      columns.map(({ heading }) => heading),
      ...lines.map((line) => columns.map(({ column, heading }) => cellOf(column, heading, line))),
    ],
  }
  return tableFile(`工单 ${community.name} ${from} 到 ${to}`, format, withExporter(table, actor.name, now))
}
