import * as endpoints from '@yike/shared/cases/endpoints'
import * as s from '@yike/shared/cases/schemas'
import * as handUps from '@yike/shared/cases/hand-up-endpoints'
import { HandUp } from '@yike/shared/cases/hand-up-schemas'
import * as extensions from '@yike/shared/cases/extension-endpoints'
import * as e from '@yike/shared/cases/extension-schemas'
import { listDangerPhones } from '@yike/shared/cases/danger-endpoints'
import { DangerPhones, ListDangerPhones } from '@yike/shared/cases/danger-schemas'
import { exportCases as exportEndpoint } from '@yike/shared/cases/export-endpoints'
import { ExportCases } from '@yike/shared/cases/export-schemas'
import { getRates } from '@yike/shared/cases/rate-endpoints'
import { GetRates, RateTable } from '@yike/shared/cases/rate-schemas'
import { listCaseVersions } from '@yike/shared/cases/version-endpoints'
import { CaseVersions, ListCaseVersions } from '@yike/shared/cases/version-schemas'
import * as whistles from '@yike/shared/cases/whistle-endpoints'
import * as w from '@yike/shared/cases/whistle-schemas'
import { ShownPhone } from '@yike/shared/people/schemas'
import { Routes, handle, stream } from '../http/handle'
import { revealPhone } from '../people/access-log'
import { presentAssignees } from './assignee-presenter'
import { assigneesFor } from './assignees'
import { exportCases } from './case-export'
import { listCategories } from './categories'
import { dangerPhones } from './danger-phones'
import { assigneesOf, describeCases } from './describe'
import { dispatchCase, receiversForCase, releaseReporter, ruleCase } from './dispatch'
import { askExtension, decideExtension } from './extensions'
import { handDownCase, handUpCase } from './hand-up'
import { fileCase, fileCaseForSomebody } from './file'
import { asReported } from './own-words'
import { listForStaff, listMine, versionsOf } from './list'
import { showMine } from './show-mine'
import { namedReporters, showStaff } from './show-staff'
import { blowWhistle, listWhistles, rateParty } from './whistle'
import { presentWhistled } from './whistle-presenter'
import { presentCard, presentCategory, presentStaffCard } from './presenter'
import {
  commentCase,
  commentForCaller,
  loadMine,
  rateCase,
  rateForCaller,
  reopenCase,
  reopenForCaller,
} from './resident-steps'
import { rateTable } from './rates'
import { presentChoices } from './received-presenter'
import * as staff from './staff-steps'
import { starredBy } from './stars'
import { countReport, countSent } from './sent-limit'

export function caseRoutes() {
  const routes = new Routes()

  handle(
    routes,
    endpoints.listCategories,
    { input: s.ListCategories, output: s.CaseCategoryList },
    async ({ kind, retired }) => ({
      items: (await listCategories(kind, { retired })).map((category) => presentCategory(kind, category)),
    }),
  )
  handle(routes, listDangerPhones, { input: ListDangerPhones, output: DangerPhones }, (_, { visitor, now }) =>
    dangerPhones(visitor, now),
  )
  handle(routes, endpoints.fileCase, { input: s.FileCase, output: s.CaseView }, async (input, call) => {
    await countReport(call)
    return showMine(await fileCase(call.actor, call.key, input, call.now), call)
  })
  handle(routes, endpoints.listMyCases, { input: s.ListMyCases, output: s.CasePage }, async (input, { actor, now }) => {
    const { items, nextCursor } = await listMine(actor, input)
    const described = await asReported(await describeCases(items))
    return { items: described.map((one) => presentCard(one, now)), nextCursor }
  })
  handle(routes, endpoints.getCase, { input: s.ById, output: s.CaseView }, async ({ id }, call) =>
    showMine(await loadMine(call.actor, id), call),
  )
  handle(routes, endpoints.commentCase, { input: s.CommentCase, output: s.CaseView }, async (input, call) => {
    await countSent(call, 'comment')
    return showMine(await commentCase(call.actor, call.key, input, call.now), call)
  })
  handle(routes, endpoints.reopenCase, { input: s.ReopenCase, output: s.CaseView }, async (input, call) =>
    showMine(await reopenCase(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.rateCase, { input: s.RateCase, output: s.CaseView }, async (input, call) =>
    showMine(await rateCase(call.actor, input, call.now), call),
  )

  handle(
    routes,
    endpoints.listStaffCases,
    { input: s.ListStaffCases, output: s.StaffCasePage },
    async (input, call) => {
      const { items, nextCursor, counts } = await listForStaff(call.actor, input, call.now)
      call.saw(namedReporters(items))
      const [cases, people, stars] = await Promise.all([
        describeCases(items),
        assigneesOf(items),
        starredBy(call.actor),
      ])
      const shown = cases.map((one) => presentStaffCard(one, people, call.now))
      return { items: shown.map((card) => ({ ...card, starred: stars.has(card.id) })), nextCursor, counts }
    },
  )
  stream(routes, exportEndpoint, { input: ExportCases }, (input, call) => exportCases(call, input))
  handle(routes, listCaseVersions, { input: ListCaseVersions, output: CaseVersions }, async ({ ids }, { actor }) => ({
    items: (await versionsOf(actor, ids.split(','))).map(({ _id, seq }) => ({ id: String(_id), seq })),
  }))
  handle(routes, endpoints.getStaffCase, { input: s.ById, output: s.StaffCase }, async ({ id }, call) =>
    showStaff(await staff.loadVisible(call.actor, id), call),
  )
  handle(routes, endpoints.showReporterPhone, { input: s.ById, output: ShownPhone }, async ({ id }, { actor, now }) =>
    revealPhone(actor, await staff.reporterOf(actor, id), 'case', now),
  )
  handle(
    routes,
    endpoints.fileCaseForSomebody,
    { input: s.FileCaseForSomebody, output: s.StaffCase },
    async (input, call) => showStaff(await fileCaseForSomebody(call.actor, call.key, input, call.now), call),
  )
  handle(routes, endpoints.acceptCase, { input: s.AcceptCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.acceptCase(call, input), call),
  )
  handle(routes, endpoints.returnCase, { input: s.ReturnCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.returnCase(call, input), call),
  )
  handle(routes, endpoints.reclassifyCase, { input: s.ReclassifyCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.reclassifyCase(call, input), call),
  )
  handle(routes, endpoints.assignCase, { input: s.AssignCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.assignCase(call, input), call),
  )
  handle(routes, endpoints.replyToCase, { input: s.ReplyToCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.replyToCase(call, input), call),
  )
  handle(routes, endpoints.resolveCase, { input: s.ResolveCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.resolveCase(call, input), call),
  )
  handle(routes, endpoints.commentForCaller, { input: s.CommentForCaller, output: s.StaffCase }, async (input, call) =>
    showStaff(await commentForCaller(call.actor, call.key, input, call.now), call),
  )
  handle(routes, endpoints.reopenForCaller, { input: s.ReopenForCaller, output: s.StaffCase }, async (input, call) =>
    showStaff(await reopenForCaller(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.rateForCaller, { input: s.RateCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await rateForCaller(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.unassignCase, { input: s.UnassignCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.unassignCase(call, input), call),
  )
  handle(routes, endpoints.listAssignees, { input: s.ById, output: s.Assignees }, async ({ id }, { actor, now }) =>
    presentAssignees(await assigneesFor(actor, id, now)),
  )
  handle(routes, endpoints.closeCase, { input: s.CloseCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await staff.closeCase(call, input), call),
  )
  handle(
    routes,
    endpoints.listReceiversForCase,
    { input: s.ById, output: s.ReceiverChoices },
    async ({ id }, { actor, now }) => presentChoices(await receiversForCase(actor, id, now)),
  )
  handle(routes, endpoints.dispatchCase, { input: s.DispatchCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await dispatchCase(call, input), call),
  )
  handle(routes, endpoints.ruleCase, { input: s.RuleCase, output: s.StaffCase }, async (input, call) =>
    showStaff(await ruleCase(call, input), call),
  )
  handle(routes, endpoints.releaseReporter, { input: s.ReleaseReporter, output: s.StaffCase }, async (input, call) =>
    showStaff(await releaseReporter(call, input), call),
  )
  handle(routes, extensions.askExtension, { input: e.AskExtension, output: s.StaffCase }, async (input, call) =>
    showStaff(await askExtension(call, input), call),
  )
  handle(routes, extensions.decideExtension, { input: e.DecideExtension, output: s.StaffCase }, async (input, call) =>
    showStaff(await decideExtension(call, input), call),
  )
  for (const [endpoint, take] of [
    [handUps.handUpCase, handUpCase],
    [handUps.handDownCase, handDownCase],
  ] as const)
    handle(routes, endpoint, { input: HandUp, output: s.StaffCase }, async (input, call) =>
      showStaff(await take(call, input), call),
    )
  handle(routes, whistles.blowWhistle, { input: w.BlowWhistle, output: s.StaffCase }, async (input, call) =>
    showStaff(await blowWhistle(call, input), call),
  )
  handle(routes, whistles.rateParty, { input: w.RateParty, output: s.StaffCase }, async (input, call) =>
    showStaff(await rateParty(call, input), call),
  )
  handle(routes, getRates, { input: GetRates, output: RateTable }, (input, { actor, now }) =>
    rateTable(actor, input, now),
  )
  handle(
    routes,
    whistles.listWhistles,
    { input: w.ListWhistles, output: w.WhistledCasePage },
    async (input, { actor, now }) => {
      const { items, ...page } = await listWhistles(actor, input)
      return { items: (await describeCases(items)).map((one) => presentWhistled(one, now)), ...page }
    },
  )
  return routes
}
