import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { AuditEntry, AuditSegment } from './model'

/** The hash before the first entry. */
const GENESIS = createHash('sha256').update('yike.audit:1').digest('base64url')

export interface Head {
  seq: number
  hash: string
}
export const EMPTY_CHAIN: Head = { seq: 0, hash: GENESIS }

/** The content of an entry as one text: ids and dates as text, in a fixed order. */
const textOf = ({ _id, at, kind, act, why, actorId, people, facts, areas, from }: AuditEntry) =>
  JSON.stringify([
    _id,
    new Date(at).toISOString(),
    kind,
    act,
    why,
    actorId && String(actorId),
    people.map(String),
    Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)),
    areas.map(String),
    from,
  ])

/** The entry's place and hash after the head of the chain. */
export const following = ({ seq, hash }: Head, entry: AuditEntry): Head => ({
  seq: seq + 1,
  hash: createHash('sha256')
    .update(JSON.stringify([hash, seq + 1, textOf(entry)]))
    .digest('base64url'),
})

interface Key {
  name: string
  bytes: Buffer
}
let ring: { current: Key; all: Map<string, Buffer>; digests: Buffer } | null = null

const derive = (secret: string, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, 'yike.audit', info, length))

/** The secret of the installation first, then those it replaced. */
export function useAuditSecrets([first, ...before]: readonly [string, ...string[]]) {
  const keyOf = (secret: string): Key => ({
    name: derive(secret, 'name', 6).toString('base64url'),
    bytes: derive(secret, 'sign', 32),
  })
  ring = {
    current: keyOf(first),
    all: new Map([first, ...before].map(keyOf).map(({ name, bytes }) => [name, bytes])),
    digests: derive(first, 'digest', 32),
  }
}

function keys() {
  if (!ring) throw new Error('useAuditSecrets has to be called before entries are recorded or sealed.')
  return ring
}

/** The same for the same value under one secret, and tells nobody the value: for addresses and user names. */
export const digestOf = (value: string) =>
  createHmac('sha256', keys().digests).update(value).digest('base64url').slice(0, 22)

type Unsigned = Omit<AuditSegment, 'key' | 'signature' | 'prunedAt'>
const signed = ({ _id, to, before, head, firstAt, lastAt }: Unsigned, key: Buffer) =>
  createHmac('sha256', key)
    .update(JSON.stringify([_id, to, before, head, new Date(firstAt).toISOString(), new Date(lastAt).toISOString()]))
    .digest('base64url')

export function sign(segment: Unsigned): Pick<AuditSegment, 'key' | 'signature'> {
  const { name, bytes } = keys().current
  return { key: name, signature: signed(segment, bytes) }
}

/** Keys other than the one in force, whose signatures can still be checked. */
export const olderAuditKeys = () => [...keys().all.keys()].filter((name) => name !== keys().current.name)

/** Whether the segment is as it was signed; null when this installation does not have the secret. */
export function isAsSigned(segment: AuditSegment): boolean | null {
  const key = keys().all.get(segment.key)
  if (!key) return null
  const [right, given] = [Buffer.from(signed(segment, key)), Buffer.from(segment.signature)]
  return right.length === given.length && timingSafeEqual(right, given)
}
