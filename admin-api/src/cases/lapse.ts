import { nextOpening } from '@yike/shared/time/work-calendar'
import type { Due } from '../jobs'
import { officeHours } from '../territory/office-hours'
import { append } from './append'
import { CaseModel, type CaseRecord } from './model'
import { NOBODY } from './nobody'
import { toReporter } from './staff-steps'

const BATCH = 100
const dueAt = (now: Date) => ({ closeAt: { $lte: now } })
export const dueLapses = (now: Date): Due[] => [{ model: CaseModel, filter: dueAt(now) }]

/**
 * A job: closes the cases whose resident did not answer a question in the days they had, in office hours, with a message
 * that says so. Each write decides by the case as it was read: an answer that comes in this moment keeps it open.
 */
export async function closeUnanswered(now: Date) {
  const cases = await CaseModel.find(dueAt(now)).sort({ closeAt: 1 }).limit(BATCH).lean<CaseRecord[]>()
  const hours = await officeHours()
  for (const c of cases) {
    const at = nextOpening(now, hours.calendarIn(c.areas))
    if (at > now) await CaseModel.updateOne({ _id: c._id, seq: c.seq }, { $set: { closeAt: at } })
    else
      await append(
        { actor: NOBODY, now, filter: {}, reason: null },
        c,
        [{ kind: 'lapsed' }],
        [...(await toReporter(c, 'case_lapsed', '没等到您的回音，先办结了', '还没好的话，点“没办好”就接着办。'))],
      )
  }
}
