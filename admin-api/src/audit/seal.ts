import { isDuplicate } from '../idempotency'
import type { Due } from '../jobs'
import { EMPTY_CHAIN, following, isAsSigned, olderAuditKeys, sign, type Head } from './chain'
import { AuditEntryModel, AuditSegmentModel, type AuditEntry, type AuditSegment } from './model'

const AT_ONCE = 500
const SEGMENT_ENTRIES = 1000
const DAY_MS = 86_400_000

const lastSegment = () => AuditSegmentModel.findOne().sort({ _id: -1 }).lean<AuditSegment>()

/** The last sealed entry; that of the last segment where no entry is left. */
export async function headOfChain(): Promise<Head> {
  const last = await AuditEntryModel.findOne({ seq: { $exists: true } }, { seq: 1, hash: 1 })
    .sort({ seq: -1 })
    .lean<Required<Pick<AuditEntry, 'seq' | 'hash'>>>()
  if (last) return { seq: last.seq, hash: last.hash }
  const segment = await lastSegment()
  return segment ? { seq: segment.to, hash: segment.head } : EMPTY_CHAIN
}

/** Gives an entry its place; false where another process was first, with the entry or with the place. */
async function seal({ _id }: AuditEntry, head: Head) {
  try {
    const done = await AuditEntryModel.updateOne({ _id, open: true }, { $set: head, $unset: { open: 1 } })
    return done.modifiedCount === 1
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}

export const entriesToSeal = (): Due[] => [{ model: AuditEntryModel, filter: { open: true } }]

/**
 * Gives open entries their places in the chain, in order of time. Any number of processes may do it, and be killed: a
 * place is unique and an entry has one, so of two processes one is refused, and begins again at the end of the chain.
 * One write at a time, because an entry may only follow one that is written: its hash has that one in it.
 */
export async function sealEntries(): Promise<number> {
  for (let sealed = 0; ;) {
    let head = await headOfChain()
    const open = await AuditEntryModel.find({ open: true }).sort({ at: 1, _id: 1 }).limit(AT_ONCE).lean<AuditEntry[]>()
    if (open.length === 0) return sealed
    for (const entry of open) {
      head = following(head, entry)
      if (!(await seal(entry, head))) return sealed
      sealed++
    }
  }
}

/** Signs the entries after the last segment, as soon as there are a thousand or the first is a day old. */
export async function signSegments(now: Date): Promise<number> {
  for (let made = 0; ; made++) {
    const before = await lastSegment()
    const start: Head = before ? { seq: before.to, hash: before.head } : EMPTY_CHAIN
    const entries = await AuditEntryModel.find({ seq: { $gt: start.seq, $lte: start.seq + SEGMENT_ENTRIES } })
      .sort({ seq: 1 })
      .lean<AuditEntry[]>()
    const [first, last] = [entries[0], entries.at(-1)]
    const isDue = entries.length === SEGMENT_ENTRIES || (first && now.getTime() - first.at.getTime() > DAY_MS)
    if (!first || !last || !isDue) return made
    // Entries that do not follow the chain are not signed: `verify` names them.
    let head = start
    for (const entry of entries) {
      head = following(head, entry)
      if (head.seq !== entry.seq || head.hash !== entry.hash) return made
    }
    const times = entries.map(({ at }) => at.getTime())
    const segment = {
      _id: first.seq!,
      to: head.seq,
      before: start.hash,
      head: head.hash,
      firstAt: new Date(Math.min(...times)),
      lastAt: new Date(Math.max(...times)),
    }
    try {
      await AuditSegmentModel.create({ ...segment, ...sign(segment), prunedAt: null })
    } catch (cause) {
      if (isDuplicate(cause)) return made
      throw cause
    }
  }
}

/** Signs segments of replaced secrets anew, those that are as they were signed. */
export async function signAnew(): Promise<void> {
  for (const segment of await AuditSegmentModel.find({ key: { $in: olderAuditKeys() } }).lean<AuditSegment[]>())
    if (isAsSigned(segment))
      await AuditSegmentModel.updateOne({ _id: segment._id, signature: segment.signature }, { $set: sign(segment) })
}
