import { Types } from 'mongoose'
import type { ConfirmWorkOrders, ListWorkOrderImports } from '@yike/shared/cases/work-order-schemas'
import { guessOrderMapping, ORDER_COLUMN_CODES, type KnownHeading } from '@yike/shared/cases/work-order-columns'
import { AppError } from '@yike/shared/errors'
import { plain } from '@yike/shared/files/cells'
import type { z } from '@yike/shared/zod'
import { beginUndo } from '../files/import-run'
import { allRead } from '../http/all-read'
import { OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import type { Upload } from '../http/upload'
import { readInWorker } from '../read-in-worker'
import { areasByIds } from '../territory/areas'
import { casePolicy } from './policy'
import {
  OrderHeadingsModel,
  OrderImportModel,
  type OrderHeadings,
  type OrderImport,
  type OrderStep,
} from './work-order-model'
import { callersOf, caseOfOrder, ORDER_TABLES, planOrders, type OrderPlan } from './work-order-plan'

const DAY_MS = 86_400_000
const DRAFT_DAYS = 3
const KEPT_DAYS = 30

/** Reads a file and keeps its rows, sealed, for the preview; no case is filed. */
export async function uploadWorkOrders(actor: Actor, { name, bytes }: Upload, now: Date): Promise<OrderImport> {
  const { firstRow, ...table } = await readInWorker('workOrders', bytes)
  const mine = await areasByIds(casePolicy.ordersIn(actor))
  const _id = new Types.ObjectId()
  const made = await OrderImportModel.create({
    ...{ _id, firstRow, rowCount: table.rows.length, sealed: ORDER_TABLES.seal(_id, table) },
    areas: mine.flatMap(({ areas }) => areas),
    byId: actor.personId,
    byName: actor.name,
    fileName: name.slice(0, 200),
    state: 'open',
    at: now,
    expiresAt: new Date(now.getTime() + DRAFT_DAYS * DAY_MS),
  })
  return made.toObject<OrderImport>()
}

export const workOrderImport = async (actor: Actor, id: string) =>
  orNotFound(await OrderImportModel.findOne({ _id: id, ...casePolicy.visibleOrders(actor) }).lean<OrderImport>())

const LIST = pagedList<OrderImport>('listWorkOrderImports', { _id: [-1, OBJECT_ID] })

/** The newest first, without their rows. */
export async function listWorkOrderImports(
  actor: Actor,
  { cursor, limit, ...left }: z.output<typeof ListWorkOrderImports>,
) {
  allRead(left)
  const rows = await OrderImportModel.find(
    { $and: [casePolicy.visibleOrders(actor), LIST.from(cursor)] },
    { sealed: 0 },
  )
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<OrderImport[]>()
  return LIST.page(rows, limit)
}

/** The headings that the communities of somebody assigned by hand; of two the first community's holds. */
export async function knownHeadings(communityIds: readonly Types.ObjectId[]): Promise<KnownHeading[]> {
  const rows = await OrderHeadingsModel.find({ _id: { $in: communityIds } }, { known: 1 })
    .sort({ _id: 1 })
    .lean<Pick<OrderHeadings, 'known'>[]>()
  return rows.flatMap(({ known }) => known)
}

const confirmedAlready = () => new AppError('CONFLICT', '这份工单表已经导入了。')

/**
 * Fixes the effect of every row, once; the job writes it. Rows of orders that are there are left out unless they are to
 * change them.
 */
export async function confirmWorkOrders(
  actor: Actor,
  { id, merge, ...settings }: z.output<typeof ConfirmWorkOrders>,
  now: Date,
): Promise<OrderImport> {
  const draft = await workOrderImport(actor, id)
  if (draft.state !== 'open') throw confirmedAlready()
  const plans = await planOrders(actor, draft, settings)
  const callers = await callersOf(plans.filter((plan): plan is Good => 'order' in plan && !plan.known))
  const steps: OrderStep[] = []
  const left: OrderImport['left'] = []
  for (const plan of plans) {
    const { at, number } = plan
    if ('problems' in plan) {
      left.push({ at, number, reason: plan.problems.join('；') })
      continue
    }
    const { standing, known } = plan
    const areas = (standing.grid ?? standing.community).areas
    const caseId = caseOfOrder(number)
    const step = { at, number, caseId, areas, communityId: standing.community._id, state: 'waiting' as const }
    if (!known) steps.push({ ...step, kind: 'create', caller: callers.get(at) ?? null })
    else if (known.changes.length === 0) left.push({ at, number, reason: '已经登记过，没有新的变化' })
    else if (merge.includes(at)) steps.push({ ...step, kind: 'merge', changes: known.changes })
    else left.push({ at, number, reason: '已经登记过，没有选更新' })
  }
  if (steps.length === 0) throw new AppError('INVALID_INPUT', '没有一行能导入，先改好标出来的地方。')
  const communityId = settings.communityId ? new Types.ObjectId(settings.communityId) : null
  const confirmed = await OrderImportModel.findOneAndUpdate(
    { _id: draft._id, state: 'open' },
    {
      $set: {
        ...{ state: 'writing', steps, left, settings: { mapping: settings.mapping, communityId } },
        expiresAt: new Date(now.getTime() + KEPT_DAYS * DAY_MS),
      },
    },
    { returnDocument: 'after' },
  ).lean<OrderImport>()
  if (!confirmed) throw confirmedAlready()
  await rememberHeadings(confirmed)
  return confirmed
}
type Good = Extract<OrderPlan, { standing: unknown }>

/**
 * Keeps the columns of a table for its communities: the export has the same, and a heading that was assigned by hand is
 * known the next time.
 */
async function rememberHeadings(record: OrderImport) {
  const { headings } = ORDER_TABLES.open(record)
  const mapping = record.settings!.mapping
  const columns = headings.map((heading, at) => ({
    heading,
    column: ORDER_COLUMN_CODES.find((column) => mapping[column] === at) ?? null,
  }))
  const guessed = guessOrderMapping(headings)
  const known = columns.flatMap(({ heading, column }, at) =>
    column && heading && guessed[column] !== at ? [{ heading: plain(heading), column }] : [],
  )
  const said = known.map(({ heading }) => heading)
  for (const _id of new Set(record.steps.map(({ communityId }) => String(communityId)))) {
    await OrderHeadingsModel.updateOne({ _id }, { $set: { columns } }, { upsert: true })
    await OrderHeadingsModel.updateOne({ _id }, { $pull: { known: { heading: { $in: said } } } })
    await OrderHeadingsModel.updateOne({ _id }, { $push: { known: { $each: known } } })
  }
}

/** FORBIDDEN when a colleague brought in orders of an area in which the actor does not dispatch. */
export async function undoWorkOrders(actor: Actor, id: string): Promise<OrderImport> {
  const { _id, steps } = await workOrderImport(actor, id)
  authorize(steps.every((step) => casePolicy.handlesOrders(actor, step)))
  return beginUndo<OrderImport>(OrderImportModel, _id)
}

/** A job: rows sealed by an older secret of the installation. Returns how many. */
export const rewrapWorkOrderImports = () => ORDER_TABLES.rewrap(OrderImportModel)
