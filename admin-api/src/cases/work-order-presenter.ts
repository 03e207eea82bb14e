import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { shownNumber } from '@yike/shared/cases/number'
import { CASE_STATES } from '@yike/shared/cases/states'
import type { WorkOrderImport as View, WorkOrderPreview } from '@yike/shared/cases/work-order-schemas'
import {
  guessOrderMapping,
  ORDER_COLUMNS,
  type KnownHeading,
  type OrderColumn,
} from '@yike/shared/cases/work-order-columns'
import { ORDER_URGENCIES, type OrderLimits } from '@yike/shared/cases/work-orders'
import { IMPORT_STATES } from '@yike/shared/files/import-states'
import { toApiTime } from '@yike/shared/time/china'
import { importCounts } from '../files/import-run'
import type { Area } from '../territory/areas'
import type { OrderImport, OrderStep } from './work-order-model'
import { ORDER_TABLES, type OrderPlan } from './work-order-plan'

type Card = Omit<View, 'left' | 'written' | 'headings' | 'communities' | 'mapping'>
export const presentOrderImportCard = (record: Omit<OrderImport, 'sealed'>): Card => ({
  id: String(record._id),
  fileName: record.fileName,
  by: record.byName,
  at: toApiTime(record.at),
  expiresAt: toApiTime(record.expiresAt),
  state: { code: record.state, label: IMPORT_STATES[record.state] },
  rowCount: record.rowCount,
  communityId: record.settings?.communityId ? String(record.settings.communityId) : null,
  counts: importCounts(record.steps),
})

export const presentCommunities = (communities: readonly Area[]) =>
  communities.map(({ _id, name }) => ({ id: String(_id), name }))

const STEP_STATES: Record<OrderStep['state'], string> = {
  waiting: '等着写',
  written: '写好了',
  refused: '没写成',
  undone: '撤回了',
  kept: '有人办过，留着',
}
const REFUSED = '刚刚有另一份表登记了这件工单，或者它的社区撤销了，再传一次看看'
const namesOf = (columns: readonly OrderColumn[]) => columns.map((column) => ORDER_COLUMNS[column].label)

export function presentOrderImport(
  record: OrderImport,
  communities: readonly Area[],
  known: readonly KnownHeading[],
): View {
  const { headings } = ORDER_TABLES.open(record)
  const refused = record.steps
    .filter(({ state }) => state === 'refused')
    .map(({ at, number }) => ({ at, number, reason: REFUSED }))
  return {
    ...presentOrderImportCard(record),
    headings,
    mapping: record.settings?.mapping ?? guessOrderMapping(headings, known),
    communities: presentCommunities(communities),
    written: record.steps
      .filter(({ state }) => state !== 'refused')
      .map(({ at, number, caseId, state, kind, changes = [] }) => ({
        ...{ row: at + record.firstRow, number, caseId: String(caseId), isNew: kind === 'create' },
        ...{ state: { code: state, label: STEP_STATES[state] }, changes: namesOf(changes) },
      })),
    left: [...record.left, ...refused]
      .sort((a, b) => a.at - b.at)
      .map(({ at, number, reason }) => ({ row: at + record.firstRow, number, reason })),
  }
}

const LIMIT_LABELS = { sign: '签收', return: '回退', answer: '回复', solve: '处置' } as const
const presentLimits = (limits: OrderLimits) =>
  (Object.keys(LIMIT_LABELS) as (keyof OrderLimits)[]).flatMap((code) =>
    limits[code] ? [{ label: LIMIT_LABELS[code], dueAt: toApiTime(limits[code]) }] : [],
  )

export const presentOrderPreview = (plans: readonly OrderPlan[], { firstRow }: OrderImport): WorkOrderPreview => ({
  rows: plans.map((plan) => {
    const row = { at: plan.at, row: plan.at + firstRow, number: plan.number }
    if ('problems' in plan)
      return {
        ...row,
        ...{ name: plan.name, kind: '', urgency: null, area: '', secret: false, hasCaller: false, limits: [] },
        ...{ problems: plan.problems, doubts: [], like: null },
      }
    const { order, standing, doubts, known } = plan
    return {
      ...row,
      name: order.title ?? order.description?.slice(0, 40) ?? '',
      kind: CASE_KINDS[order.kind].label,
      urgency: order.urgency && ORDER_URGENCIES[order.urgency],
      area: known ? '' : [standing.community.name, standing.grid?.name].filter(Boolean).join(' '),
      secret: order.secret || known?.record.order?.secret === true,
      hasCaller: order.callerPhone !== null,
      limits: presentLimits(order.limits),
      problems: [],
      doubts,
      like: known && {
        id: String(known.record._id),
        number: `${shownNumber(known.record.number)}，${CASE_STATES[known.record.state].label}`,
        changes: namesOf(known.changes),
      },
    }
  }),
})
