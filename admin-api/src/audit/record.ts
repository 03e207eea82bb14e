import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import type { AuditKind } from '@yike/shared/audit/kinds'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { digestOf } from './chain'
import { AuditEntryModel, type AuditEntry } from './model'

/** One thing to put on record. */
export interface Recorded {
  kind: AuditKind
  act: string
  why?: string
  /** Null where nobody is signed in. */
  actor: Pick<Actor, 'personId' | 'areas' | 'roles'> | null
  people?: readonly Types.ObjectId[]
  /** Ids and codes stay readable; anything else is kept as a digest. */
  facts?: Readonly<Record<string, string>>
  /** The network address, which is kept as a digest. */
  ip?: string
}

/** Pages reload by themselves: a reading within the same half hour is the same reading. */
const READING_MS = 30 * 60_000
/** Ids, numbers, codes, and lists of permissions. */
const PLAIN = /^(?:[0-9a-f]{24}|\d{1,10}|[a-z][a-z_.]{0,40}|[a-z]+\.[a-z_]+(?: [a-z]+\.[a-z_]+)*)$/
/** Of these facts only a digest is kept, however they look. */
const NEVER_PLAIN = new Set(['username'])

const factsOf = (facts: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      PLAIN.test(value) && !NEVER_PLAIN.has(name) ? value : `#${digestOf(value)}`,
    ]),
  )

function idOf({ kind, act, actor, people = [], facts = {} }: Recorded, now: Date) {
  if (kind !== 'read') return String(new Types.ObjectId())
  const reading = [act, String(actor?.personId), people.map(String), facts, Math.floor(now.getTime() / READING_MS)]
  return createHash('sha256').update(JSON.stringify(reading)).digest('base64url')
}

function entryOf(recorded: Recorded, now: Date): AuditEntry {
  const { kind, act, why = null, actor, people = [], facts = {}, ip } = recorded
  const areas = actor ? [...actor.areas, ...actor.roles.map(({ areaId }) => areaId)] : []
  return {
    _id: idOf(recorded, now),
    at: now,
    kind,
    act,
    why,
    actorId: actor?.personId ?? null,
    people: [...people],
    facts: factsOf(facts),
    areas: [...new Set(areas.map(String))].map((id) => new Types.ObjectId(id)),
    from: ip ? digestOf(ip) : '',
    open: true,
  }
}

/** Puts these on record, before the answer leaves. A reading that is on record already is not recorded again. */
export async function record(all: readonly Recorded[], now: Date): Promise<void> {
  if (all.length === 0) return
  const writes = all.map((one) => {
    const { _id, ...fields } = entryOf(one, now)
    return { updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true } }
  })
  try {
    await AuditEntryModel.bulkWrite(writes, { ordered: false })
  } catch (cause) {
    // Two readings at the same moment: the other one is on record, and the rest is written all the same.
    if (!isDuplicate(cause)) throw cause
  }
}
