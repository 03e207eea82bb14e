import { Types } from 'mongoose'
import { READ_REASONS, SENSITIVE_READS, type ReadReason, type SensitiveRead } from '@yike/shared/care/rules'
import { INSTANT, pagedList, WORDS } from '../http/cursor'
import { authorize, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { peopleByIds } from '../people/me'
import { CareReadModel, type CareRead } from './model'
import { personFor } from './people'
import { carePolicy } from './policy'

/** Pages reload by themselves: a reading within the same half hour, for the same reason, is the same reading. */
const LOOK_MS = 30 * 60_000

/** Records that a member of staff reads a file or changes it. Written before any of it is answered. */
export async function recordRead(
  actor: Actor,
  personId: Types.ObjectId,
  { what, why }: { what: CareRead['what']; why: ReadReason },
  now: Date,
) {
  const _id = what === 'edit' ? String(new Types.ObjectId()) : lookId(actor, personId, why, now)
  const read = { personId, readerId: actor.personId, what, why: READ_REASONS[why], at: now }
  try {
    await CareReadModel.updateOne({ _id }, { $setOnInsert: read }, { upsert: true })
  } catch (cause) {
    // Two readings at the same moment: the other one is on record.
    if (!isDuplicate(cause)) throw cause
  }
}

const lookId = (actor: Actor, personId: Types.ObjectId, why: ReadReason | SensitiveRead, now: Date) =>
  [personId, actor.personId, why, Math.floor(now.getTime() / LOOK_MS)].map(String).join(':')

/** Records that a member of staff sees sensitive data of these people, before it is answered. */
export async function recordSensitiveReads(
  actor: Actor,
  personIds: readonly Types.ObjectId[],
  why: SensitiveRead,
  now: Date,
) {
  const reads = personIds.map((personId) => ({
    updateOne: {
      filter: { _id: lookId(actor, personId, why, now) },
      update: {
        $setOnInsert: { personId, readerId: actor.personId, what: 'read' as const, why: SENSITIVE_READS[why], at: now },
      },
      upsert: true,
    },
  }))
  if (reads.length === 0) return
  try {
    await CareReadModel.bulkWrite(reads, { ordered: false })
  } catch (cause) {
    // Two readings at the same moment: the other one is on record, and the rest is written all the same.
    if (!isDuplicate(cause)) throw cause
  }
}

const LIST = pagedList<CareRead>('listCareReads', { at: [-1, INSTANT], _id: [-1, WORDS] })

/** One page of the people who read or changed somebody's file, newest first. */
export async function listReads(actor: Actor, personId: string, cursor: string | undefined, limit: number) {
  const { person, as } = await personFor(actor, personId)
  authorize(carePolicy.seeReads(actor, as, person))
  const rows = await CareReadModel.find({ $and: [{ personId: person._id }, LIST.from(cursor)] })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<CareRead[]>()
  const { items, nextCursor } = LIST.page(rows, limit)
  const people = await peopleByIds(items.map(({ readerId }) => readerId))
  return {
    items: items.map((read) => ({ read, reader: people.find(({ _id }) => _id.equals(read.readerId)) })),
    nextCursor,
  }
}
