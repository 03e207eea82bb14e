import * as endpoints from '@yike/shared/moderation/endpoints'
import * as s from '@yike/shared/moderation/schemas'
import { Done } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { presentReport } from './presenter'
import type { Reportable } from './reportable'
import { decideReport, listReports, sendReport } from './reports'

const done = { done: true } as const

export function moderationRoutes(reportables: readonly Reportable[]) {
  const routes = new Routes()
  handle(routes, endpoints.sendReport, { input: s.SendReport, output: Done }, async (input, call) => {
    await sendReport(reportables, call, input)
    return done
  })
  handle(routes, endpoints.listReports, { input: s.ListReports, output: s.ReportPage }, async (input, { actor }) => {
    const { items, ...page } = await listReports(actor, input)
    return { ...page, items: items.map((report) => presentReport(report, reportables)) }
  })
  handle(routes, endpoints.decideReport, { input: s.DecideReport, output: Done }, async (input, call) => {
    await decideReport(reportables, call, input)
    return done
  })
  return routes
}
