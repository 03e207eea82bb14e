import { LEAST_DAYS } from '@yike/shared/audit/kinds'
import { EMPTY_CHAIN, following, isAsSigned, type Head } from './chain'
import { AuditEntryModel, AuditSegmentModel, type AuditEntry, type AuditSegment } from './model'

/** A whole log: from the database, or from a file that was written of it. Entries in the order of their places. */
export interface Log {
  segments: readonly AuditSegment[]
  entries: AsyncIterable<AuditEntry>
}

export interface Verdict {
  head: Head
  segments: number
  /** Segments whose entries have reached the end of their time. */
  pruned: number
  /** The place at which the log is not as it was written, in a Chinese sentence; null where it is whole. */
  fault: string | null
}

const DAY_MS = 86_400_000
const isSame = (a: Head, b: Head) => a.seq === b.seq && a.hash === b.hash

function faultOfSegment(segment: AuditSegment, head: Head, now: Date): string | null {
  const at = `第 ${segment._id} 到 ${segment.to} 条`
  if (segment._id !== head.seq + 1 || segment.before !== head.hash) return `${at}的封存和它前面的接不上`
  const signed = isAsSigned(segment)
  if (signed === null) return `${at}是用别的密钥封存的：把旧的密钥写进 SECRETS_BEFORE 再查`
  if (!signed) return `${at}的封存被改过`
  if (segment.prunedAt && now.getTime() - new Date(segment.lastAt).getTime() < LEAST_DAYS * DAY_MS)
    return `${at}不到 ${LEAST_DAYS} 天就被删了`
  return null
}

/** Reads the whole log and computes its chain again. `noted`: a head that was noted before has to be in it. */
export async function verify({ segments, entries }: Log, now: Date, noted?: Head): Promise<Verdict> {
  const reading = entries[Symbol.asyncIterator]()
  let next = await reading.next()
  let head = EMPTY_CHAIN
  let found = !noted
  let pruned = 0
  const verdict = (fault: string | null): Verdict => ({ head, segments: segments.length, pruned, fault })
  const step = (entry: AuditEntry) => {
    const after = following(head, entry)
    if (!isSame(after, { seq: entry.seq!, hash: entry.hash! })) return false
    head = after
    found ||= isSame(head, noted!)
    return true
  }
  for (const segment of segments) {
    const fault = faultOfSegment(segment, head, now)
    if (fault) return verdict(fault)
    if (segment.prunedAt) {
      while (!next.done && next.value.seq! <= segment.to) next = await reading.next()
      head = { seq: segment.to, hash: segment.head }
      found ||= noted!.seq >= segment._id && (noted!.seq < segment.to || isSame(head, noted!))
      pruned++
      continue
    }
    while (!next.done && next.value.seq! <= segment.to) {
      if (!step(next.value)) return verdict(`第 ${head.seq + 1} 条被改过、删过或者插过`)
      next = await reading.next()
    }
    if (!isSame(head, { seq: segment.to, hash: segment.head })) return verdict(`第 ${head.seq + 1} 条不见了`)
  }
  for (; !next.done; next = await reading.next())
    if (!step(next.value)) return verdict(`第 ${head.seq + 1} 条被改过、删过或者插过`)
  return verdict(found ? null : `记下来的第 ${noted!.seq} 条不在这份记录里，或者不是原来的`)
}

/** The log of the database this process is connected to. */
export const logOfDatabase = async (): Promise<Log> => ({
  segments: await AuditSegmentModel.find().sort({ _id: 1 }).lean<AuditSegment[]>(),
  entries: AuditEntryModel.find({ seq: { $exists: true } })
    .sort({ seq: 1 })
    .lean<AuditEntry[]>()
    .cursor() as AsyncIterable<AuditEntry>,
})

/** Entries that have no place in the chain yet. */
export const countOpenEntries = () => AuditEntryModel.countDocuments({ open: true })
