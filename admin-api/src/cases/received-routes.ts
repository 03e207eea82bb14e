import * as endpoints from '@yike/shared/cases/received-endpoints'
import * as whistles from '@yike/shared/cases/whistle-endpoints'
import * as w from '@yike/shared/cases/whistle-schemas'
import * as r from '@yike/shared/cases/received-schemas'
import { ById } from '@yike/shared/cases/schemas'
import { ShownPhone } from '@yike/shared/people/schemas'
import { Done } from '@yike/shared/zod'
import { Routes, handle, type Call } from '../http/handle'
import { revealPhone } from '../people/access-log'
import { describeCases, describeReceived, describeTalk } from './describe'
import type { CaseRecord } from './model'
import { presentReceivedCard, presentReceivedCase, releasedReporters } from './received-presenter'
import * as steps from './received-steps'
import * as partySteps from './party-steps'

/** Cases as the organisations see them that they were given to. */
export function receivedCaseRoutes() {
  const routes = new Routes()
  const show = async (record: CaseRecord, { actor, now, saw }: Call) => {
    const [described] = await describeReceived([await describeTalk(record)])
    const mine = await steps.organisationsOf(actor)
    saw(releasedReporters([record], mine))
    return presentReceivedCase({ ...described!, mine }, now)
  }

  handle(
    routes,
    endpoints.listReceivedCases,
    { input: r.ListReceivedCases, output: r.ReceivedCasePage },
    async (input, { actor, now, saw }) => {
      const { items, ...page } = await steps.listReceived(actor, input)
      const rows = await describeReceived(await describeCases(items))
      const mine = await steps.organisationsOf(actor)
      saw(releasedReporters(items, mine))
      return { items: rows.map((row) => presentReceivedCard({ ...row, mine }, now)), ...page }
    },
  )
  handle(routes, endpoints.getReceivedCase, { input: ById, output: r.ReceivedCase }, async ({ id }, call) =>
    show(await steps.loadReceived(call.actor, id), call),
  )
  handle(routes, endpoints.showReceivedPhone, { input: ById, output: ShownPhone }, async ({ id }, { actor, now }) =>
    revealPhone(actor, await steps.releasedReporter(actor, id), 'case', now),
  )
  handle(routes, endpoints.signCase, { input: r.SignCase, output: r.ReceivedCase }, async (input, call) =>
    show(await steps.signCase(call, input), call),
  )
  handle(routes, endpoints.handBackCase, { input: r.HandBackCase, output: Done }, async (input, call) => {
    await steps.handBackCase(call, input)
    return { done: true } as const
  })
  handle(routes, endpoints.noteToOffice, { input: r.NoteToOffice, output: r.ReceivedCase }, async (input, call) =>
    show(await steps.noteToOffice(call, input), call),
  )
  handle(routes, endpoints.reportDone, { input: r.ReportDone, output: r.ReceivedCase }, async (input, call) =>
    show(await steps.reportDone(call, input), call),
  )
  handle(routes, whistles.answerWhistle, { input: w.AnswerWhistle, output: r.ReceivedCase }, async (input, call) =>
    show(await partySteps.answerWhistle(call, input), call),
  )
  handle(
    routes,
    whistles.contactForWhistle,
    { input: w.ContactForWhistle, output: r.ReceivedCase },
    async (input, call) => show(await partySteps.contactForWhistle(call, input), call),
  )
  handle(routes, whistles.reportIn, { input: w.ReportIn, output: r.ReceivedCase }, async (input, call) =>
    show(await partySteps.reportIn(call, input), call),
  )
  return routes
}
