import * as endpoints from '@yike/shared/audit/endpoints'
import * as s from '@yike/shared/audit/schemas'
import { dayOf } from '@yike/shared/time/china'
import { tableFile, withExporter } from '../files/tables'
import { Routes, handle, stream, type Call } from '../http/handle'
import { auditRows, listAudit } from './list'
import type { AuditEntry } from './model'
import { auditTable, presentEntry } from './presenter'

/** Reading the log about somebody is on record like any other reading. */
const saw = (call: Call, entries: readonly AuditEntry[], about: string | undefined) => {
  if (about !== undefined) call.saw(entries.flatMap(({ people }) => people))
}

export function auditRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.listAudit, { input: s.ListAudit, output: s.AuditPage }, async (input, call) => {
    const { entries, names, nextCursor } = await listAudit(call.actor, input)
    saw(call, entries, input.about)
    return { items: entries.map((entry) => presentEntry(entry, names)), nextCursor }
  })
  stream(routes, endpoints.exportAudit, { input: s.ExportAudit }, async ({ format, limit, ...filters }, call) => {
    const found = await auditRows(call.actor, filters, limit)
    saw(call, found.entries, filters.about)
    return tableFile(`审计记录 ${dayOf(call.now)}`, format, withExporter(auditTable(found), call.actor.name, call.now))
  })
  return routes
}
