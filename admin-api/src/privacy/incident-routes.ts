import * as endpoints from '@yike/shared/privacy/endpoints'
import * as i from '@yike/shared/privacy/incident-schemas'
import { MinorsReport, OfYear } from '@yike/shared/privacy/minors-schemas'
import { Nothing } from '@yike/shared/privacy/schemas'
import { dayOf } from '@yike/shared/time/china'
import { sheetsFile, tableFile, withExporter } from '../files/tables'
import { handle, Routes, stream } from '../http/handle'
import { changeIncident, incidentById, listIncidents, recordIncident, takeIncidentStep } from './incidents'
import { incidentTable, presentIncident } from './incident-presenter'
import { auditMinors, minorsFileName, minorsSheets, presentMinorsReport } from './minors-report'

/** For the offices that look after security: incidents with data, and the yearly report on the data of minors. */
export function incidentRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.listIncidents, { input: Nothing, output: i.IncidentList }, async (_, { actor, now }) => ({
    items: (await listIncidents(actor)).map((incident) => presentIncident(incident, now)),
  }))
  handle(routes, endpoints.recordIncident, { input: i.RecordIncident, output: i.IncidentView }, async (input, call) =>
    presentIncident(await recordIncident(call, input), call.now),
  )
  handle(routes, endpoints.getIncident, { input: i.IncidentId, output: i.IncidentView }, async ({ id }, call) =>
    presentIncident(await incidentById(call.actor, id), call.now),
  )
  handle(routes, endpoints.changeIncident, { input: i.ChangeIncident, output: i.IncidentView }, async (input, call) =>
    presentIncident(await changeIncident(call.actor, input, call.now), call.now),
  )
  handle(
    routes,
    endpoints.takeIncidentStep,
    { input: i.TakeIncidentStep, output: i.IncidentView },
    async (input, call) => presentIncident(await takeIncidentStep(call, input), call.now),
  )
  stream(routes, endpoints.exportIncident, { input: i.ExportIncident }, async ({ id, format }, { actor, now }) => {
    const view = presentIncident(await incidentById(actor, id), now)
    const day = dayOf(new Date(view.noticedAt))
    return tableFile(`个人信息安全事件 ${day}`, format, withExporter(incidentTable(view), actor.name, now))
  })
  handle(routes, endpoints.getMinorsReport, { input: OfYear, output: MinorsReport }, async ({ year }, call) =>
    presentMinorsReport(await auditMinors(call.actor, year, call.now)),
  )
  stream(routes, endpoints.exportMinorsReport, { input: OfYear }, async ({ year }, { actor, now, saw }) => {
    const audit = await auditMinors(actor, year, now)
    saw(audit.minors.map(({ _id }) => _id))
    return sheetsFile(minorsFileName(year), minorsSheets(audit, actor.name, now))
  })
  return routes
}
