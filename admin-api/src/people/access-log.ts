import { Schema, Types, model } from 'mongoose'
import { PHONE_READS, type PhoneRead } from '@yike/shared/people/phone-reads'
import { AppError } from '@yike/shared/errors'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import type { Person } from './model'

/** A reading or change of a person's sensitive data by somebody other than the person or the family. */
export interface AccessRead {
  /** For a reading: made of person, reader, reason and half hour; for an edit: random. */
  _id: string
  personId: Types.ObjectId
  readerId: Types.ObjectId
  what: 'read' | 'edit'
  why: string
  at: Date
}

/** Three years (PIPL article 56). */
const KEPT_SECONDS = 3 * 366 * 86_400
const id = { type: Schema.Types.ObjectId, required: true }
const text = { type: String, required: true }
const AccessReadSchema = new Schema<AccessRead>(
  { _id: text, personId: id, readerId: id, what: text, why: text, at: { type: Date, required: true } },
  { autoIndex: false, versionKey: false },
)
AccessReadSchema.index({ personId: 1, at: -1, _id: -1 })
AccessReadSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
export const AccessReadModel = model<AccessRead>('CareRead', AccessReadSchema, 'care_reads')

/** Pages reload by themselves: a reading within the same half hour, for the same reason, is the same reading. */
const LOOK_MS = 30 * 60_000

/** `reason`: its code, by which readings for one reason are the same; `words`: as the person reads it. */
export interface Access {
  what: AccessRead['what']
  reason: string
  words: string
}

/** Records that a member of staff sees or changes sensitive data of these people, before it is answered. */
export async function recordAccess(
  actor: Actor,
  personIds: readonly Types.ObjectId[],
  { what, reason, words }: Access,
  now: Date,
): Promise<void> {
  if (personIds.length === 0) return
  const look = Math.floor(now.getTime() / LOOK_MS)
  const entries = personIds.map((personId) => ({
    updateOne: {
      filter: {
        _id:
          what === 'edit'
            ? String(new Types.ObjectId())
            : [personId, actor.personId, reason, look].map(String).join(':'),
      },
      update: { $setOnInsert: { personId, readerId: actor.personId, what, why: words, at: now } },
      upsert: true,
    },
  }))
  try {
    await AccessReadModel.bulkWrite(entries, { ordered: false })
  } catch (cause) {
    // Two readings at the same moment: the other one is on record, and the rest is written all the same.
    if (!isDuplicate(cause)) throw cause
  }
}

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
  return { name, phone }
}
