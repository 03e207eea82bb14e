import { Types } from 'mongoose'
import type { PreviewWorkOrders } from '@yike/shared/cases/work-order-schemas'
import { type OrderColumn } from '@yike/shared/cases/work-order-columns'
import {
  keptOrder,
  orderChanges,
  readWorkOrder,
  type KeptOrder,
  type WorkOrder as ReadOrder,
} from '@yike/shared/cases/work-orders'
import { plain } from '@yike/shared/files/cells'
import type { z } from '@yike/shared/zod'
import { sealedTables } from '../files/sealed-table'
import type { Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { Grounds, type Standing } from '../people/resident-import-ground'
import { openValue } from '../sealing'
import { communitiesIn } from '../territory/areas'
import { findCallers, UNNAMED } from './callers'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { WorkOrderModel, type OrderImport, type WorkOrder } from './work-order-model'

export const ORDER_TABLES = sealedTables('work-order-import')

/** The case of an order, whichever table brings it first: its id follows from the number. */
export const caseOfOrder = (number: string) => stableId('work order', number)

export const openedRow = ({ row }: Pick<WorkOrder, 'row'>): KeptOrder =>
  row ? (JSON.parse(openValue('words', row)) as KeptOrder) : { columns: {}, others: [] }

/** The communities in which somebody brings orders in: those where they dispatch. */
export const communitiesOfOrders = (actor: Actor) => communitiesIn(casePolicy.ordersIn(actor))

/** The case that an order is already. */
interface Known {
  record: Pick<CaseRecord, '_id' | 'number' | 'order' | 'areas' | 'state'>
  changes: OrderColumn[]
}
/** The effect of one row. */
export type OrderPlan = { at: number; number: string } & (
  | { problems: string[]; name: string }
  | { order: ReadOrder; kept: KeptOrder; standing: Standing; doubts: string[]; known: Known | null }
)

type Settings = Omit<z.output<typeof PreviewWorkOrders>, 'id'>
const KNOWN_AT_ONCE = 500

/** The cases of these orders, with the rows that are kept of them. */
async function knownOrders(numbers: readonly string[]) {
  const known = new Map<string, { record: Known['record']; kept: KeptOrder }>()
  for (let at = 0; at < numbers.length; at += KNOWN_AT_ONCE) {
    const ids = numbers.slice(at, at + KNOWN_AT_ONCE).map(caseOfOrder)
    const [records, rows] = await Promise.all([
      CaseModel.find({ _id: { $in: ids }, order: { $ne: null } }, { number: 1, order: 1, areas: 1, state: 1 }).lean<
        CaseRecord[]
      >(),
      WorkOrderModel.find({ _id: { $in: ids } }).lean<WorkOrder[]>(),
    ])
    const rowOf = new Map(rows.map((row) => [String(row._id), row]))
    for (const record of records) {
      const row = rowOf.get(String(record._id))
      known.set(String(record._id), { record, kept: row ? openedRow(row) : { columns: {}, others: [] } })
    }
  }
  return known
}

/** Compares every row with the orders that are cases already and with the rows before it. Empty rows are left out. */
export async function planOrders(
  actor: Actor,
  record: OrderImport,
  { mapping, communityId }: Settings,
): Promise<OrderPlan[]> {
  const { headings, rows } = ORDER_TABLES.open(record)
  const read = rows
    .map((cells, at) => ({ at, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ at, cells }) => ({ at, cells, ...readWorkOrder(cells, mapping) }))
  const known = await knownOrders(read.flatMap((row) => ('order' in row ? row.order.number : [])))
  const grounds = await Grounds.over(
    await communitiesOfOrders(actor),
    (areas) => casePolicy.handlesOrders(actor, { areas }),
    communityId ? new Types.ObjectId(communityId) : null,
  )
  const rowOf = new Map<string, number>()
  const rowLike = new Map<string, number>()
  const plans: OrderPlan[] = []
  for (const row of read) {
    const { at, cells } = row
    const said = cells[mapping.number ?? mapping.upperNumber ?? -1] ?? ''
    const refuse = (...problems: string[]) =>
      plans.push({ at, number: said.slice(0, 64), problems, name: cells[mapping.title ?? -1]?.slice(0, 40) ?? '' })
    if ('problems' in row) {
      refuse(...row.problems)
      continue
    }
    const { order } = row
    const earlier = rowOf.get(order.number)
    if (earlier !== undefined) {
      refuse(`和第 ${earlier} 行是同一个工单编号`)
      continue
    }
    rowOf.set(order.number, at + record.firstRow)
    const there = known.get(String(caseOfOrder(order.number)))
    if (there && !casePolicy.handlesOrders(actor, there.record)) {
      refuse('这个工单编号已经在别的社区登记了')
      continue
    }
    const standing = there
      ? standingOfKnown(grounds, there.record)
      : await grounds.standingOf({ community: order.community, grid: order.grid, home: order.address })
    if (typeof standing === 'string') refuse(standing)
    else if (!there && order.description === null) refuse('没有工单内容')
    else {
      const kept = keptOrder(cells, headings, mapping)
      const changes = there ? orderChanges(there.kept, kept) : []
      const like = likeOf(order)
      const earlierLike = like === null ? undefined : rowLike.get(like)
      if (like !== null && earlierLike === undefined) rowLike.set(like, at + record.firstRow)
      const doubts = [
        ...standing.doubts,
        ...(there ? [] : [...doubtsOf(order), ...doubtsOfState(kept)]),
        ...(earlierLike === undefined ? [] : [`和第 ${earlierLike} 行的事和地址都一样，可能是同一件`]),
      ]
      plans.push({
        ...{ at, number: order.number, order, kept, standing, doubts },
        known: there ? { record: there.record, changes } : null,
      })
    }
  }
  return plans
}

/** An order that is there stays where it is. */
const standingOfKnown = (grounds: Grounds, { areas }: Known['record']): Standing | string => {
  const community = grounds.among(areas)
  return community ? { community, grid: { ...community, areas: [...areas] }, doubts: [] } : '这件工单的社区已经撤销了'
}

const doubtsOf = ({ isUrged, isRedone, callerPhone, callerName, secret }: ReadOrder) => [
  ...(isUrged || isRedone ? ['上级在催办或要求重办，这件还没登记过，当新的登记'] : []),
  ...(callerName && !callerPhone ? ['有来电人没有电话，回访不了'] : []),
  ...(secret ? ['保密：只有本社区看得到，谁打的电话只有社区管理员知道'] : []),
]

/** The matter and the place of an order in one text: two orders of the same one are likely one case. */
const likeOf = ({ title, description, address }: ReadOrder) =>
  address && (title ?? description) ? plain(`${title ?? description} ${address}`) : null

/** Words about the standing that the upper level gives to an order: it is filed all the same, and begins anew here. */
function doubtsOfState({ columns }: KeptOrder) {
  const { state = '', finishedAt = '' } = columns
  return [
    ...(/重复|duplicate/i.test(state) ? ['上级标了重复'] : []),
    ...(/转办|transferred/i.test(state) ? ['上级标了已转办'] : []),
    ...(finishedAt || /结案|办结|closed/i.test(state) ? ['上级写着已经办结，登记进来还要自己办结'] : []),
  ]
}

/** The callers of these rows, by the index of the row. */
export const callersOf = (plans: readonly Extract<OrderPlan, { order: ReadOrder }>[]) =>
  findCallers(
    plans.flatMap(({ at, order: { callerName, callerPhone }, standing }) =>
      callerName || callerPhone
        ? [{ at, name: callerName ?? UNNAMED, phone: callerPhone, communityId: standing.community._id }]
        : [],
    ),
  )
