import * as endpoints from '@yike/shared/cases/work-order-endpoints'
import * as s from '@yike/shared/cases/work-order-schemas'
import { ORDER_COLUMNS, type OrderColumn } from '@yike/shared/cases/work-order-columns'
import { z } from '@yike/shared/zod'
import { TABLE_UPLOAD } from '../files/table-upload'
import { blankTableFile } from '../files/tables'
import { Routes, handle, receive, stream, type Call } from '../http/handle'
import { readUpload } from '../http/upload'
import { exportWorkOrders } from './work-order-export'
import * as imports from './work-order-import'
import type { OrderImport } from './work-order-model'
import { communitiesOfOrders, planOrders } from './work-order-plan'
import {
  presentCommunities,
  presentOrderImport,
  presentOrderImportCard,
  presentOrderPreview,
} from './work-order-presenter'

/** Columns that nobody needs to fill in are not in the blank table. */
const BLANK = (Object.keys(ORDER_COLUMNS) as OrderColumn[]).flatMap((column) => {
  const { example, ...heading } = ORDER_COLUMNS[column]
  return example === null ? [] : [{ ...heading, example }]
})

/** Work orders of the upper level: in from a table, and out again with what became of them. */
export function workOrderRoutes() {
  const routes = new Routes()
  const show = async (record: OrderImport, { actor }: Call) => {
    const communities = await communitiesOfOrders(actor)
    return presentOrderImport(record, communities, await imports.knownHeadings(communities.map(({ _id }) => _id)))
  }

  receive(routes, endpoints.uploadWorkOrders, { input: z.strictObject({}), output: s.WorkOrderImport }, async (call) =>
    show(await imports.uploadWorkOrders(call.actor, await readUpload(call.body, TABLE_UPLOAD), call.now), call),
  )
  handle(
    routes,
    endpoints.listWorkOrderImports,
    { input: s.ListWorkOrderImports, output: s.WorkOrderImportPage },
    async (input, { actor }) => {
      const [{ items, nextCursor }, communities] = await Promise.all([
        imports.listWorkOrderImports(actor, input),
        communitiesOfOrders(actor),
      ])
      return { items: items.map(presentOrderImportCard), nextCursor, communities: presentCommunities(communities) }
    },
  )
  stream(routes, endpoints.blankWorkOrders, { input: z.strictObject({}) }, () => blankTableFile('工单空白表', BLANK))
  handle(
    routes,
    endpoints.getWorkOrderImport,
    { input: s.WorkOrderImportId, output: s.WorkOrderImport },
    async ({ id }, call) => show(await imports.workOrderImport(call.actor, id), call),
  )
  handle(
    routes,
    endpoints.previewWorkOrders,
    { input: s.PreviewWorkOrders, output: s.WorkOrderPreview },
    async ({ id, ...settings }, { actor }) => {
      const record = await imports.workOrderImport(actor, id)
      return presentOrderPreview(await planOrders(actor, record, settings), record)
    },
  )
  handle(
    routes,
    endpoints.confirmWorkOrders,
    { input: s.ConfirmWorkOrders, output: s.WorkOrderImport },
    async (input, call) => show(await imports.confirmWorkOrders(call.actor, input, call.now), call),
  )
  handle(
    routes,
    endpoints.undoWorkOrders,
    { input: s.WorkOrderImportId, output: s.WorkOrderImport },
    async ({ id }, call) => show(await imports.undoWorkOrders(call.actor, id), call),
  )
  stream(routes, endpoints.exportWorkOrders, { input: s.ExportWorkOrders }, (input, call) =>
    exportWorkOrders(call, input),
  )
  return routes
}
