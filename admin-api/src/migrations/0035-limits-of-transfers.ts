import { returnDueAt } from '@yike/shared/cases/returns'
import { append } from '../cases/append'
import { CaseModel, type CaseRecord } from '../cases/model'
import { NOBODY } from '../cases/nobody'
import { officeHours } from '../territory/office-hours'
import type { Migration } from './run'

const WITHOUT_LIMIT = { 'transfer.areas': { $exists: true }, 'transfer.dueAt': { $exists: false } }

/**
 * Another community answers a transfer in a limited time from now on. A case that waits for one already gets the limit,
 * counted from now because nobody was told of it, in an event of its own.
 */
export const limitsOfTransfers: Migration = {
  name: '0035-limits-of-transfers',
  run: async () => {
    for await (const { _id } of CaseModel.find(WITHOUT_LIMIT, { _id: 1 }).lean().cursor()) await giveLimit(_id)
  },
}

/** Once for each case, however often a step of somebody comes in between. */
async function giveLimit(_id: CaseRecord['_id']): Promise<void> {
  const c = await CaseModel.findOne({ ...WITHOUT_LIMIT, _id }).lean<CaseRecord>()
  if (!c) return
  const now = new Date()
  const transferDueAt = returnDueAt(now, c.promise, (await officeHours()).calendarIn(c.transfer!.areas))
  const call = { actor: NOBODY, now, filter: {}, reason: null }
  if (!(await append(call, c, [{ kind: 'promised', visibleTo: 'staff', transferDueAt }], []))) return giveLimit(_id)
}
