import * as endpoints from '@yike/shared/people/import-endpoints'
import * as s from '@yike/shared/people/import-schemas'
import { RESIDENT_COLUMNS } from '@yike/shared/people/resident-import'
import { z } from '@yike/shared/zod'
import { TABLE_UPLOAD } from '../files/table-upload'
import { blankTableFile } from '../files/tables'
import { Routes, handle, receive, stream, type Call } from '../http/handle'
import { readUpload } from '../http/upload'
import { recordAccess } from './access-log'
import * as imports from './resident-import'
import { communitiesOf } from './resident-import-ground'
import type { ResidentImport } from './resident-import-model'
import { presentResidentImport, presentResidentImportCard, presentResidentPreview } from './resident-import-presenter'

export function residentImportRoutes() {
  const routes = new Routes()
  const show = async (record: ResidentImport, { actor }: Call) =>
    presentResidentImport(record, await communitiesOf(actor))

  receive(
    routes,
    endpoints.uploadResidentImport,
    { input: z.strictObject({}), output: s.ResidentImport },
    async (call) =>
      show(await imports.uploadResidentImport(call.actor, await readUpload(call.body, TABLE_UPLOAD), call.now), call),
  )
  handle(
    routes,
    endpoints.listResidentImports,
    { input: s.ListResidentImports, output: s.ResidentImportPage },
    async (input, { actor }) => {
      const { items, nextCursor } = await imports.listResidentImports(actor, input)
      return { items: items.map(presentResidentImportCard), nextCursor }
    },
  )
  stream(routes, endpoints.blankResidentTable, { input: z.strictObject({}) }, () =>
    blankTableFile('居民空白表', Object.values(RESIDENT_COLUMNS)),
  )
  handle(
    routes,
    endpoints.getResidentImport,
    { input: s.ResidentImportId, output: s.ResidentImport },
    async ({ id }, call) => show(await imports.residentImport(call.actor, id), call),
  )
  handle(
    routes,
    endpoints.previewResidentImport,
    { input: s.PreviewResidentImport, output: s.ResidentImportPreview },
    async ({ id, ...settings }, call) => {
      const record = await imports.residentImport(call.actor, id)
      const plans = await imports.planResidents(call.actor, record, settings)
      const seen = plans.flatMap((plan) => ('like' in plan && plan.like?.person ? plan.like.person._id : []))
      await recordAccess(call.actor, seen, { what: 'read', reason: 'person', words: '对着名单看了登记' }, call.now)
      return presentResidentPreview(plans, record)
    },
  )
  handle(
    routes,
    endpoints.confirmResidentImport,
    { input: s.ConfirmResidentImport, output: s.ResidentImport },
    async (input, call) => show(await imports.confirmResidentImport(call.actor, input, call.now), call),
  )
  handle(
    routes,
    endpoints.undoResidentImport,
    { input: s.ResidentImportId, output: s.ResidentImport },
    async ({ id }, call) => show(await imports.undoResidentImport(call.actor, id), call),
  )
  return routes
}
