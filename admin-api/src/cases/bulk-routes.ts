import { shownNumber } from '@yike/shared/cases/number'
import * as endpoints from '@yike/shared/cases/bulk-endpoints'
import * as b from '@yike/shared/cases/bulk-schemas'
import { Assignees, StaffCase } from '@yike/shared/cases/schemas'
import { CASE_STATES } from '@yike/shared/cases/states'
import { ListCaseVersions } from '@yike/shared/cases/version-schemas'
import { Routes, handle } from '../http/handle'
import { presentAssignees } from './assignee-presenter'
import { assigneesForMany } from './assignees'
import { previewBulk, takeBackAssignment, type BulkRowFound } from './bulk-steps'
import { showStaff } from './show-staff'

const presentRow = ({ record, title, text, fault }: BulkRowFound): b.BulkRow => ({
  id: String(record._id),
  number: shownNumber(record.number),
  title: title ?? '',
  state: { code: record.state, label: CASE_STATES[record.state].label },
  seq: record.seq,
  text,
  fault,
})

/** One step for many cases: looked at together, taken one by one through the endpoints of the step, and taken back. */
export function bulkRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.previewBulkStep,
    { input: b.PreviewBulkStep, output: b.BulkPreview },
    async (input, { actor, now }) => {
      const { rows, unseen } = await previewBulk(actor, input, now)
      return { items: rows.map(presentRow), unseen }
    },
  )
  handle(
    routes,
    endpoints.listBulkAssignees,
    { input: ListCaseVersions, output: Assignees },
    async ({ ids }, { actor, now }) => presentAssignees(await assigneesForMany(actor, ids.split(','), now)),
  )
  handle(routes, endpoints.takeBackAssignment, { input: b.TakeBack, output: StaffCase }, async (input, call) =>
    showStaff(await takeBackAssignment(call, input), call),
  )
  return routes
}
