import type { Call } from '../http/handle'
import { describeTalk } from './describe'
import type { CaseRecord } from './model'
import { presentStaffCase } from './presenter'
import { relatedTo } from './related'
import { starredBy } from './stars'

/** The reporters of these cases, without those whom only some of the staff may know: nor does the log name them. */
export const namedReporters = (records: readonly CaseRecord[]) =>
  records.flatMap(({ reporterId, anonymous }) => (reporterId && !anonymous ? [reporterId] : []))

/** A case as its page at the office shows it; the log names its reporter. */
export async function showStaff(record: CaseRecord, { actor, now, saw }: Call) {
  saw(namedReporters([record]))
  const [talked, related, stars] = await Promise.all([describeTalk(record), relatedTo(actor, record), starredBy(actor)])
  return { ...presentStaffCase({ ...talked, related }, actor, now), starred: stars.has(String(record._id)) }
}
