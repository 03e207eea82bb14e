import type { KeptOrder, WorkOrder as ReadOrder } from '@yike/shared/cases/work-orders'
import { peopleByIds, personById, type Person } from '../people/me'
import { registerAllListed } from '../people/resident-import-steps'
import { sealValue } from '../sealing'
import { areasByIds } from '../territory/areas'
import { asListed, UNNAMED } from './callers'
import { fileMany, upsertAll } from './file-many'
import { CaseModel, type CaseRecord } from './model'
import { WorkOrderModel, type OrderImport, type OrderStep } from './work-order-model'

/** A row of a table: the order that it says, and what is kept of it. */
export interface OrderRow {
  order: ReadOrder
  kept: KeptOrder
}
interface Filing {
  step: OrderStep
  row: OrderRow
}

export const sealedRow = (kept: KeptOrder) => sealValue('words', JSON.stringify(kept))
/** The key under which a step files its case. */
const keyOf = ({ _id }: OrderImport, { at }: OrderStep) => `work order ${String(_id)} ${at}`
export const isFiledBy = (record: OrderImport, step: OrderStep, { idem }: Pick<CaseRecord, 'idem'>) =>
  idem.key === keyOf(record, step)
/** The caller's name in the row counts for the case, whatever name is on record of the person. */
export const listedCaller = ({ callerName, callerPhone }: ReadOrder) =>
  asListed({ name: callerName ?? UNNAMED, phone: callerPhone })

/**
 * Files the orders of some rows, all in a dozen commands. One case for each number: whichever of two imports is second
 * finds it there and leaves it. The results are in the order of the rows.
 */
export async function fileOrders(
  record: OrderImport,
  all: readonly { step: OrderStep; row: OrderRow | null }[],
  now: Date,
): Promise<OrderStep['state'][]> {
  const rows = all.flatMap(({ step, row }) => (row ? [{ step, row }] : []))
  const ids = rows.map(({ step }) => step.caseId)
  const there = new Map(
    (await CaseModel.find({ _id: { $in: ids } }, { idem: 1 }).lean<Pick<CaseRecord, '_id' | 'idem'>[]>()).map(
      (one) => [String(one._id), one] as const,
    ),
  )
  const resumed = rows.filter(({ step }) => {
    const before = there.get(String(step.caseId))
    return before && isFiledBy(record, step, before)
  })
  const standing = new Set((await areasByIds(rows.map(({ step }) => step.communityId))).map(({ _id }) => String(_id)))
  const open = rows.filter(({ step }) => !there.has(String(step.caseId)) && standing.has(String(step.communityId)))
  const callers = await callersOf(record, open, now)
  // A caller whose account was deleted since: their order is refused.
  const named = open.filter(({ step }) => !step.caller || callers.has(String(step.caller.personId)))
  const filed = await fileMany(
    record.byId,
    named.map(({ step, row: { order } }) => ({
      key: keyOf(record, step),
      filing: {
        ...{ kind: order.kind, title: order.title ?? undefined, description: order.description ?? '' },
        ...{ address: order.address ?? undefined, photoIds: [] },
      },
      origin: originOf(step, order, callers),
    })),
    now,
  )
  const written = [...resumed, ...named.filter(({ step }) => filed.has(String(step.caseId)))]
  await upsertAll(
    WorkOrderModel,
    written.map(({ step, row }) => ({
      _id: step.caseId,
      set: { areas: step.areas, row: sealedRow(row.kept), at: now },
    })),
  )
  const done = new Set(written.map(({ step }) => step.at))
  return all.map(({ step }) => (done.has(step.at) ? 'written' : 'refused'))
}

function originOf(step: OrderStep, order: ReadOrder, callers: ReadonlyMap<string, Person>) {
  const { caseId: id, communityId, areas, caller } = step
  const { number, upperNumber, secret, mayReturn, limits, callerName } = order
  const person = caller ? callers.get(String(caller.personId))! : null
  const reporter = person && { ...person, ...(callerName ? { name: callerName } : {}) }
  const channel = 'hotline' as const
  return {
    ...{ id, communityId, areas, channel, reporter, anonymous: secret, limits },
    order: { number, upperNumber, secret, mayReturn },
  }
}

/** The callers of these rows by the id of the row, registered where they were on no record; merged ones by the other. */
async function callersOf(record: OrderImport, rows: readonly Filing[], now: Date): Promise<Map<string, Person>> {
  const named = rows.flatMap(({ step, row }) => (step.caller ? [{ step, caller: step.caller, order: row.order }] : []))
  const fresh = new Map(
    named.filter(({ caller }) => caller.toRegister).map((one) => [String(one.caller.personId), one]),
  )
  await registerAllListed(
    record,
    [...fresh.values()].map(({ step: { communityId, areas }, caller, order }) => ({
      step: { personId: caller.personId, communityId, areas },
      resident: listedCaller(order),
    })),
    now,
  )
  const people = (await peopleByIds(named.map(({ caller }) => caller.personId))) as Person[]
  const current = await Promise.all(people.map(async (one) => (one.mergedInto ? personById(one.mergedInto) : one)))
  return new Map(people.map(({ _id }, at) => [String(_id), current[at]!]))
}
