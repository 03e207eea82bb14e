import type { Types } from 'mongoose'
import { PHONE_READS, type PhoneRead } from '@yike/shared/people/phone-reads'
import { AppError } from '@yike/shared/errors'
import { record } from '../audit/record'
import type { Actor } from '../http/policy'
import { openedPhone } from '../sealed-values'
import type { Person } from './model'

/** `reason`: its code, by which readings for one reason are the same; `words`: as the person reads it. */
export interface Access {
  what: 'read' | 'edit'
  reason: string
  words: string
}

/** Records that a member of staff sees or changes sensitive data of these people, before it is answered. */
export const recordAccess = (
  actor: Actor,
  personIds: readonly Types.ObjectId[],
  { what, reason, words }: Access,
  now: Date,
) =>
  record(
    personIds.map((personId) => ({
      ...{ kind: what === 'edit' ? ('change' as const) : what, act: reason, why: words },
      ...{ actor, people: [personId] },
    })),
    now,
  )

/**
 * The whole number of somebody, for a member of staff who phones them: recorded first. Throws NOT_FOUND without one.
 */
export async function revealPhone(
  actor: Actor,
  { _id, name, phone }: Pick<Person, '_id' | 'name' | 'phone'>,
  why: PhoneRead,
  now: Date,
) {
  if (!phone) throw new AppError('NOT_FOUND', `${name}没有登记电话。`)
  await recordAccess(actor, [_id], { what: 'read', reason: `phone_${why}`, words: PHONE_READS[why] }, now)
  return { name, phone: openedPhone(phone)! }
}
