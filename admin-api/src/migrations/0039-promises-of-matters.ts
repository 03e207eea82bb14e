import { isDeepStrictEqual } from 'node:util'
import { promisesFrom } from '@yike/shared/cases/promises'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { append } from '../cases/append'
import { CaseModel, type CaseRecord } from '../cases/model'
import { NOBODY } from '../cases/nobody'
import { officeHours } from '../territory/office-hours'
import type { Migration } from './run'

const OPEN_MATTER = { matterId: { $exists: true }, state: { $in: [...OPEN_CASE_STATES] }, fromAbove: { $ne: true } }

/**
 * A matter is done within its working days from now on. An open one of before had them as its promise to answer, and the
 * time to solve of the table: it is done by that answer's limit, which the resident was told, in an event of its own.
 */
export const promisesOfMatters: Migration = {
  name: '0039-promises-of-matters',
  run: async () => {
    for await (const { _id } of CaseModel.find(OPEN_MATTER, { _id: 1 }).lean().cursor()) await giveSolve(_id)
  },
}

/** Once for each case, however often a step of somebody comes in between. */
async function giveSolve(_id: CaseRecord['_id']): Promise<void> {
  const c = await CaseModel.findOne({ ...OPEN_MATTER, _id }).lean<CaseRecord>()
  if (!c) return
  const table = promisesFrom(c.promisedAt, c.promise, (await officeHours()).calendarIn(c.areas)).solve.promise
  if (!isDeepStrictEqual(c.solve?.promise, table) || c.solve?.dueAt.getTime() === c.dueAt.getTime()) return
  const call = { actor: NOBODY, now: new Date(), filter: {}, reason: null }
  const solve = { promise: c.promise, dueAt: c.dueAt }
  if (!(await append(call, c, [{ kind: 'promised', visibleTo: 'staff', solve }], []))) return giveSolve(_id)
}
