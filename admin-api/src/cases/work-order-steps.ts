import type { Types } from 'mongoose'
import { isStep } from '@yike/shared/cases/events'
import { limitsFromAbove } from '@yike/shared/cases/order-limits'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { ORDER_COLUMNS } from '@yike/shared/cases/work-order-columns'
import {
  keptOrder,
  limitsOfKept,
  readWorkOrder,
  updatedOrder,
  type KeptOrder,
  type WorkOrder as ReadOrder,
} from '@yike/shared/cases/work-orders'
import type { AnyModel } from '../any-model'
import { UNDER_WAY, runImportsOf } from '../files/import-run'
import { stableId } from '../idempotency'
import type { Due } from '../jobs'
import { removeListed } from '../people/resident-import-steps'
import { officeHours } from '../territory/office-hours'
import { append, keepSaid, type CaseNotification, type NewEvent } from './append'
import { titleOf } from './extensions'
import { HiddenWordsModel } from './hidden-words-model'
import { CaseLinkModel, CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { presentStaff } from './present-staff'
import { noticeToReceivers } from './receiver-notices'
import { tallyDays } from './tallies'
import { OrderImportModel, WorkOrderModel, type OrderImport, type OrderStep, type WorkOrder } from './work-order-model'
import { fileOrders, isFiledBy, listedCaller, sealedRow, type OrderRow } from './work-order-filing'
import { openedRow, ORDER_TABLES } from './work-order-plan'

type State = OrderStep['state']

export const orderImportsUnderWay = (): Due[] => [{ model: OrderImportModel, filter: UNDER_WAY }]

/** Each row waits for the disk more than it works. */
const ROWS_AT_ONCE = 10

/** A job: files the orders of confirmed imports as cases, changes those that are there, and takes undone ones back. */
export const runWorkOrderImports = (now: Date) =>
  runImportsOf<OrderStep, OrderImport>({
    model: OrderImportModel,
    atOnce: ROWS_AT_ONCE,
    prepare: noteBefore,
    write(record) {
      const read = readerOf(record)
      return async (step) => {
        const row = read(step)
        return row ? change(record, step, row, now) : 'refused'
      }
    },
    createMany(record) {
      const read = readerOf(record)
      return (steps) =>
        fileOrders(
          record,
          steps.map((step) => ({ step, row: read(step) })),
          now,
        )
    },
    takeBackMany(record) {
      const read = readerOf(record)
      return (steps) =>
        removeMany(
          record,
          steps.map((step) => ({ step, row: read(step) })),
          now,
        )
    },
    takeBack(record) {
      const read = readerOf(record)
      return async (step) => {
        const row = read(step)
        if (!row) return 'kept'
        return restore(record, step, now)
      }
    },
  })

/** The row of a step. The file is opened once for all of them. */
function readerOf(record: OrderImport) {
  const { headings, rows } = ORDER_TABLES.open(record)
  const { mapping } = record.settings!
  return ({ at }: OrderStep): OrderRow | null => {
    const read = readWorkOrder(rows[at]!, mapping)
    return 'order' in read ? { order: read.order, kept: keptOrder(rows[at]!, headings, mapping) } : null
  }
}

const byId = (id: Types.ObjectId) => CaseModel.findById(id).lean<CaseRecord>()
/** Notes the rows that changes are about to replace, before they do: for the undo. */
async function noteBefore({ _id }: OrderImport, chunk: readonly { step: OrderStep; index: number }[]) {
  const notes: Record<string, unknown> = {}
  for (const { step, index } of chunk.filter(({ step: one }) => one.kind === 'merge' && !one.before)) {
    const row = await WorkOrderModel.findById(step.caseId).lean<WorkOrder>()
    if (!row?.row) continue
    step.before = row.row
    notes[`steps.${index}.before`] = row.row
  }
  if (Object.keys(notes).length > 0) await OrderImportModel.updateOne({ _id }, { $set: notes })
}

/** The words of a change: its columns with what the row says now. */
const changeInWords = ({ changes = [] }: OrderStep, { columns }: KeptOrder) =>
  changes.map((column) => `${ORDER_COLUMNS[column].label}：${columns[column] ?? ''}`).join('；')

/** The events of a change. New limits replace the old; what is asked for again, or once more, is its own event. */
async function movesOf(c: CaseRecord, step: OrderStep, { order, kept }: OrderRow, now: Date): Promise<NewEvent[]> {
  const changes = step.changes ?? []
  const office = (await officeHours()).calendarIn(c.areas)
  const ours = {
    ...{ promise: c.promise, dueAt: c.dueAt, fromAbove: c.fromAbove ?? false },
    ...(c.solve ? { solve: c.solve } : {}),
  }
  const given = { promisedAt: c.promisedAt, ...limitsFromAbove(limitsOfKept(kept), ours, c.promisedAt, office) }
  const limits = changes.some((column) => /Due$/.test(column)) ? given : {}
  const isAgain = order.isRedone && changes.includes('redo')
  const isDone = c.state === 'resolved' || c.state === 'closed'
  if (isAgain && isDone) return [{ kind: 'order_reopened', ...given, promisedAt: now }]
  const isUrged = isAgain || (order.isUrged && (changes.includes('urged') || changes.includes('kind')))
  return [
    {
      ...{ kind: isUrged ? 'order_urged' : 'order_changed', visibleTo: 'staff' },
      ...limits,
      ...(isAgain ? { supervised: true } : {}),
    },
  ]
}

/** The notice that an order is asked for again: to the one who has the case, or else to those who assign. */
async function noticesOf(c: CaseRecord, [move]: NewEvent[], body: string, now: Date): Promise<CaseNotification[]> {
  if (move?.kind === 'order_changed') return []
  const recipients = c.assigneeId
    ? [c.assigneeId]
    : await presentStaff(c, (person) => casePolicy.dispatches(person, c), now)
  if (recipients.length === 0) return []
  return [{ kind: 'case_urged', to: 'office', recipients, title: `上级催办：${await titleOf(c)}`, body }]
}

/** The notice to the receivers of an order that becomes secret: it is out of their sight from then on. */
const withdrawn = async (c: CaseRecord, { changes = [] }: OrderStep, { order }: OrderRow, now: Date) =>
  order.secret && (changes.includes('secret') || changes.includes('disclosed'))
    ? noticeToReceivers(
        c,
        {
          kind: 'received_case_withdrawn',
          what: '社区收回了，请不要再办',
          text: '上级把这件定为保密件，由社区直接办。手上的材料请交还社区。',
        },
        now,
      )
    : []

/** The id of the words of a step, by which its event is found again. */
const wordsOf = (record: OrderImport, step: OrderStep, what: 'change' | 'undo') =>
  stableId('work order', what, record._id, String(step.at))

/** Appends the change to the case as often as it takes: each write decides by the case as it was read. */
async function change(record: OrderImport, step: OrderStep, row: OrderRow, now: Date): Promise<State> {
  const reason = wordsOf(record, step, 'change')
  const text = changeInWords(step, row.kept)
  for (;;) {
    const c = await byId(step.caseId)
    if (!c?.order || !step.before) return 'refused'
    const after = updatedOrder(openedRow({ row: step.before }), row.kept)
    if (!c.events.some((event) => event.reason?.equals(reason))) {
      await keepMarks(c, step, row.order)
      const moves = await movesOf(c, step, { ...row, kept: after }, now)
      const actor = { personId: record.byId }
      await keepSaid({ actor, now }, c._id, { text, photoIds: [] }, reason)
      const told = [...(await noticesOf(c, moves, text, now)), ...(await withdrawn(c, step, row, now))]
      if (!(await append({ actor, now, filter: {}, reason }, c, moves, told))) continue
    }
    await WorkOrderModel.updateOne({ _id: c._id }, { $set: { row: sealedRow(after), at: now } })
    return 'written'
  }
}

/** An order that is marked secret later is from then on; none becomes open again by a table. */
async function keepMarks(c: CaseRecord, { changes = [] }: OrderStep, { secret, mayReturn }: ReadOrder) {
  const set = {
    ...(secret ? { 'order.secret': true, anonymous: true } : {}),
    ...(changes.includes('mayReturn') ? { 'order.mayReturn': mayReturn } : {}),
  }
  if (Object.keys(set).length > 0) await CaseModel.updateOne({ _id: c._id }, { $set: set })
  if (secret) await CaseReporterModel.updateOne({ _id: c._id }, { $set: { anonymous: true } })
}

/** Whether somebody did something with a case since an event; what came by itself does not count. */
const isWorkedOn = ({ events }: CaseRecord, since: number) =>
  events.some(({ seq, kind }) => seq > since && isStep(kind))

/** Which of these cases nobody has worked on, follows or linked since this import filed them. */
async function unused(record: OrderImport, steps: readonly OrderStep[]) {
  const ids = steps.map(({ caseId }) => caseId)
  const [cases, links] = await Promise.all([
    CaseModel.find({ _id: { $in: ids } }).lean<CaseRecord[]>(),
    CaseLinkModel.find({ caseIds: { $in: ids } }, { caseIds: 1 }).lean(),
  ])
  const linked = new Set(links.flatMap(({ caseIds }) => caseIds.map(String)))
  const stepOf = new Map(steps.map((step) => [String(step.caseId), step]))
  return cases.filter(
    (c) =>
      isFiledBy(record, stepOf.get(String(c._id))!, c) &&
      !isWorkedOn(c, 1) &&
      c.follows === 0 &&
      !linked.has(String(c._id)),
  )
}

/**
 * Removes the cases that nobody has worked on, and their callers where nothing else is on record of them. Each goes only as
 * it was read; what hangs on it goes after it, so that a round after a crash finds it.
 */
async function removeMany(
  record: OrderImport,
  all: readonly { step: OrderStep; row: OrderRow | null }[],
  now: Date,
): Promise<State[]> {
  const ids = all.map(({ step }) => step.caseId)
  for (;;) {
    const some = await unused(
      record,
      all.map(({ step }) => step),
    )
    if (some.length === 0) break
    await CaseModel.bulkWrite(
      some.map(({ _id, seq }) => ({ deleteOne: { filter: { _id, seq, follows: 0 } } })),
      { ordered: false },
    )
  }
  const left = await CaseModel.find({ _id: { $in: ids } }, { _id: 1 }).lean()
  const kept = new Set(left.map(({ _id }) => String(_id)))
  const gone = all.filter(({ step }) => !kept.has(String(step.caseId)))
  const goneIds = gone.map(({ step }) => step.caseId)
  // The words know the day of a case that a round before this one removed.
  const words = await CaseWordsModel.find({ _id: { $in: goneIds } }, { at: 1 }).lean()
  const filedAt = new Map(words.map(({ _id, at }) => [String(_id), at]))
  await tallyDays(
    gone.flatMap(({ step: { caseId, communityId } }) => {
      const at = filedAt.get(String(caseId))
      return at ? [{ communityId, filedAt: at }] : []
    }),
  )
  const theirs = { _id: { $in: goneIds } }
  for (const model of [CaseReporterModel, WorkOrderModel] as AnyModel[]) await model.deleteMany(theirs)
  for (const { step, row } of gone) {
    const { caller, communityId, areas } = step
    if (caller?.toRegister && row)
      await removeListed(record, { ...caller, communityId, areas }, listedCaller(row.order), now)
  }
  await CaseWordsModel.deleteMany(theirs)
  await HiddenWordsModel.deleteMany({ caseId: { $in: goneIds } })
  return all.map(({ step }) => (kept.has(String(step.caseId)) ? 'kept' : 'undone'))
}

/** Gives a changed order its limits and its row back, in an event of its own, unless somebody went on since. */
async function restore(record: OrderImport, step: OrderStep, now: Date): Promise<State> {
  const reason = wordsOf(record, step, 'undo')
  const changed = wordsOf(record, step, 'change')
  for (;;) {
    const c = await byId(step.caseId)
    const at = c?.events.findIndex((event) => event.reason?.equals(changed)) ?? -1
    if (!c || at < 0 || !step.before) return 'kept'
    if (!c.events.some((event) => event.reason?.equals(reason))) {
      const event = c.events[at]!
      if (event.kind === 'order_reopened' || isWorkedOn(c, event.seq)) return 'kept'
      const { promise, promisedAt, dueAt, solve, acceptDueAt, fromAbove, returnUntil } = reduceCase(
        c.events.slice(0, at),
        flowOf(c.kind),
      )
      const actor = { personId: record.byId }
      await keepSaid({ actor, now }, c._id, { text: '撤回了这次更新，时限回到以前的。', photoIds: [] }, reason)
      const move: NewEvent = {
        ...{ kind: 'order_changed', visibleTo: 'staff', promise, promisedAt, dueAt, fromAbove: fromAbove ?? false },
        ...{
          ...(solve ? { solve } : {}),
          ...(acceptDueAt ? { acceptDueAt } : {}),
          ...(returnUntil ? { returnUntil } : {}),
        },
      }
      if (!(await append({ actor, now, filter: {}, reason }, c, [move], []))) continue
    }
    await WorkOrderModel.updateOne({ _id: c._id }, { $set: { row: step.before, at: now } })
    return 'undone'
  }
}
