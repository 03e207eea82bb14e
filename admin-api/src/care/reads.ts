import type { Types } from 'mongoose'
import { READ_REASONS, SENSITIVE_READS, type ReadReason, type SensitiveRead } from '@yike/shared/care/rules'
import { INSTANT, pagedList, WORDS } from '../http/cursor'
import { authorize, type Actor } from '../http/policy'
import { AccessReadModel, recordAccess, type AccessRead } from '../people/access-log'
import { peopleByIds } from '../people/me'
import { personFor } from './people'
import { carePolicy } from './policy'

/** Records that a member of staff reads a file or changes it. Written before any of it is answered. */
export const recordRead = (
  actor: Actor,
  personId: Types.ObjectId,
  { what, why }: { what: AccessRead['what']; why: ReadReason },
  now: Date,
) => recordAccess(actor, [personId], { what, reason: why, words: READ_REASONS[why] }, now)

/** Records that a member of staff sees sensitive data of these people, before it is answered. */
export const recordSensitiveReads = (
  actor: Actor,
  personIds: readonly Types.ObjectId[],
  why: SensitiveRead,
  now: Date,
) => recordAccess(actor, personIds, { what: 'read', reason: why, words: SENSITIVE_READS[why] }, now)

const LIST = pagedList<AccessRead>('listAccessReads', { at: [-1, INSTANT], _id: [-1, WORDS] })

/** One page of the people who read or changed somebody's file, newest first. */
export async function listReads(actor: Actor, personId: string, cursor: string | undefined, limit: number) {
  const { person, as } = await personFor(actor, personId)
  authorize(carePolicy.seeReads(actor, as, person))
  const rows = await AccessReadModel.find({ $and: [{ personId: person._id }, LIST.from(cursor)] })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<AccessRead[]>()
  const { items, nextCursor } = LIST.page(rows, limit)
  const people = await peopleByIds(items.map(({ readerId }) => readerId))
  return {
    items: items.map((read) => ({ read, reader: people.find(({ _id }) => _id.equals(read.readerId)) })),
    nextCursor,
  }
}
