import type { Types } from 'mongoose'
import { READ_REASONS, SENSITIVE_READS, type ReadReason, type SensitiveRead } from '@yike/shared/care/rules'
import { readingsOf } from '../audit/list'
import { authorize, type Actor } from '../http/policy'
import { recordAccess, type Access } from '../people/access-log'
import { peopleByIds } from '../people/me'
import { personFor } from './people'
import { carePolicy } from './policy'

/** Records that a member of staff reads a file or changes it. Written before any of it is answered. */
export const recordRead = (
  actor: Actor,
  personId: Types.ObjectId,
  { what, why }: { what: Access['what']; why: ReadReason },
  now: Date,
) => recordAccess(actor, [personId], { what, reason: why, words: READ_REASONS[why] }, now)

/** Records that a member of staff sees sensitive data of these people, before it is answered. */
export const recordSensitiveReads = (
  actor: Actor,
  personIds: readonly Types.ObjectId[],
  why: SensitiveRead,
  now: Date,
) => recordAccess(actor, personIds, { what: 'read', reason: why, words: SENSITIVE_READS[why] }, now)

/** One page of the people who read or changed somebody's sensitive data, and why, newest first. */
export async function listReads(actor: Actor, personId: string, cursor: string | undefined, limit: number) {
  const { person, as } = await personFor(actor, personId)
  authorize(carePolicy.seeReads(actor, as, person))
  const { items, nextCursor } = await readingsOf(person._id, cursor, limit)
  const readers = items.flatMap(({ actorId }) => (actorId ? [actorId] : []))
  const people = await peopleByIds(readers)
  return {
    items: items.map((read) => ({ read, reader: people.find(({ _id }) => read.actorId?.equals(_id)) })),
    nextCursor,
  }
}
