import { promisesFrom } from '@yike/shared/cases/promises'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { append } from '../cases/append'
import { CaseModel, type CaseRecord } from '../cases/model'
import { NOBODY } from '../cases/nobody'
import { officeHours } from '../territory/office-hours'
import type { Migration } from './run'

/**
 * Cases have a promise to solve from now on. An open one of before gets it from the table, in an event of its own,
 * counted from the promise to answer; a finished one has none. Cases with a receiver keep no limit to return them.
 */
export const promisesToSolve: Migration = {
  name: '0018-promises-to-solve',
  run: async () => {
    const none = {
      solve: null,
      acceptDueAt: null,
      acceptedAt: null,
      waitUntil: null,
      extension: null,
      supervisedAt: null,
    }
    await CaseModel.updateMany({ solve: { $exists: false } }, { $set: none })
    const open = CaseModel.find({ state: { $in: [...OPEN_CASE_STATES] }, solve: null }, { _id: 1 }).lean()
    for await (const { _id } of open.cursor()) await giveSolve(_id)
  },
}

/** Once for each case, however often a step of somebody comes in between. */
async function giveSolve(_id: CaseRecord['_id']): Promise<void> {
  const c = await CaseModel.findOne({ _id, state: { $in: [...OPEN_CASE_STATES] }, solve: null }).lean<CaseRecord>()
  if (!c) return
  const { solve } = promisesFrom(c.promisedAt, c.promise, (await officeHours()).calendarIn(c.areas))
  const call = { actor: NOBODY, now: new Date(), filter: { solve: null }, reason: null }
  if (!(await append(call, c, [{ kind: 'promised', visibleTo: 'staff', solve }], []))) return giveSolve(_id)
}
