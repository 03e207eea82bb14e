import { isOwed, limitAlerts } from '@yike/shared/cases/alerts'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { Types } from 'mongoose'
import { append } from '../cases/append'
import { CaseModel, type CaseRecord } from '../cases/model'
import { NOBODY } from '../cases/nobody'
import { officeHours } from '../territory/office-hours'
import type { Migration } from './run'

/**
 * The office is notified of its own limits from now on. An open case of before gets the alerts of those that have not
 * passed, in an event of its own; what is late already stays in the lists alone.
 */
export const alertsOfLimits: Migration = {
  name: '0019-alerts-of-limits',
  run: async () => {
    const open = CaseModel.find({ state: { $in: [...OPEN_CASE_STATES] } }, { _id: 1 }).lean()
    for await (const { _id } of open.cursor()) await planAlerts(_id)
  },
}

/** Once for each case, however often a step of somebody comes in between. */
async function planAlerts(_id: CaseRecord['_id']): Promise<void> {
  const c = await CaseModel.findOne({ _id, state: { $in: [...OPEN_CASE_STATES] } }).lean<CaseRecord>()
  if (!c) return
  const now = new Date()
  const { acceptDueAt, dueAt, solve } = c
  const limits = { dueAt, ...(acceptDueAt ? { acceptDueAt } : {}), ...(solve ? { solve } : {}) }
  const alerts = limitAlerts<Types.ObjectId>(limits, now, (await officeHours()).calendarIn(c.areas)).filter(
    (one) => isOwed(one, c) && !c.alerts.some(({ code }) => code === one.code),
  )
  if (alerts.length === 0) return
  const call = { actor: NOBODY, now, filter: {}, reason: null }
  if (!(await append(call, c, [{ kind: 'promised', visibleTo: 'staff', alerts }], []))) return planAlerts(_id)
}
