import { LEAST_DAYS } from '@yike/shared/audit/kinds'
import { AuditEntryModel, AuditSegmentModel, type AuditSegment } from './model'

const DAY_MS = 86_400_000

/**
 * Removes the entries of whole segments whose last entry is older than this many days; the signed segment stays, so
 * that the chain goes on. It is marked before its entries go: a process that ends in between is finished by the next.
 */
export async function pruneSegments(days: number, now: Date): Promise<number> {
  const end = new Date(now.getTime() - Math.max(days, LEAST_DAYS) * DAY_MS)
  const due = await AuditSegmentModel.find({ lastAt: { $lt: end } })
    .sort({ _id: 1 })
    .lean<AuditSegment[]>()
  let removed = 0
  for (const { _id, to, prunedAt } of due) {
    if (!prunedAt) await AuditSegmentModel.updateOne({ _id }, { $set: { prunedAt: now } })
    removed += (await AuditEntryModel.deleteMany({ seq: { $gte: _id, $lte: to } })).deletedCount
  }
  return removed
}
