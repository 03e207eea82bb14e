import { createHash } from 'node:crypto'
import { Binary, type Code, type ObjectId, type Timestamp } from 'bson'
import { DatabaseError } from '../errors'
import { nameOf } from '../query/property-names'
import {
  Kind,
  bytesOf,
  isBetween,
  kindOf,
  regExpFlags,
  regExpSource,
  residue,
  toNumber,
  type Doc,
  type Value,
} from '../query/values'

/**
 * Values as bytes whose order is MongoDB's order, so that an LMDB range is an index range. Each value is one byte of its
 * kind and then its bytes; texts end with 00 (a 00 inside is 00 ff), so that no value is the beginning of another.
 */
const LONGEST_TEXT = 256
const HASH_BYTES = 16

const doubleBytes = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(Object.is(value, -0) ? 0 : value)
  // Positive: flip the sign; negative: flip everything. Then bytes compare as the numbers do.
  if (bytes[0]! & 0x80) for (let i = 0; i < 8; i++) bytes[i] = bytes[i]! ^ 0xff
  else bytes[0] = bytes[0]! ^ 0x80
  return bytes
}

/** Distinguishes longs that round to the same double. */
function residueBytes(value: Value) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(0x8000 + residue(value))
  return bytes
}

/** A text longer than 256 bytes is cut and ends with its hash: equal stays equal, order is only that of the beginning. */
function textBytes(raw: Uint8Array): Buffer {
  const cut = raw.length > LONGEST_TEXT
  const kept = cut ? raw.subarray(0, LONGEST_TEXT) : raw
  const parts: number[] = []
  for (const byte of kept) {
    parts.push(byte)
    if (byte === 0) parts.push(0xff)
  }
  if (!cut) return Buffer.from([...parts, 0, 0])
  const hash = createHash('sha256').update(raw).digest().subarray(0, HASH_BYTES)
  return Buffer.concat([Buffer.from([...parts, 0, 1]), hash])
}

/** Whether a value's bytes do not give its whole order. */
export const isCut = (value: Value): boolean =>
  (typeof value === 'string' && Buffer.byteLength(value) > LONGEST_TEXT) ||
  (kindOf(value) === Kind.Binary && bytesOf(value).length > LONGEST_TEXT) ||
  (kindOf(value) === Kind.Array && (value as Value[]).some(isCut)) ||
  (kindOf(value) === Kind.Object && Object.values(value as Doc).some(isCut))

/** Whether a value holds a decimal that no key can distinguish from the double next to it. */
export const hasNoKey = (value: Value): boolean => {
  if (Array.isArray(value)) return (value as Value[]).some(hasNoKey)
  return kindOf(value) === Kind.Object ? Object.values(value as Doc).some(hasNoKey) : isBetween(value)
}

/**
 * Bytes of subtype 0 follow their length as they are. Those of another subtype follow more FF than bytes of this length
 * can begin with, and the subtype: among all of one length they come last, by subtype.
 */
function binaryBytes(value: Value): Buffer {
  const raw = bytesOf(value)
  const subtype = value instanceof Binary ? value.sub_type : 0
  const length = Buffer.alloc(4)
  length.writeUInt32BE(raw.length)
  if (subtype === 0) return Buffer.concat([length, textBytes(raw)])
  const most = Math.min(raw.length, LONGEST_TEXT)
  return Buffer.concat([length, Buffer.alloc(most + 1, 0xff), Buffer.from([subtype]), textBytes(raw)])
}

/** Missing is indexed as null. */
export function encodeValue(value: Value): Buffer {
  const kind = kindOf(value)
  const tag = Buffer.from([kind === Kind.Missing ? Kind.Null : kind])
  switch (kind) {
    case Kind.Number: {
      if (isBetween(value))
        throw new DatabaseError(2, 'BadValue', 'minidb does not index a decimal that no double and no long equals')
      const number = toNumber(value)
      const double = Number.isNaN(number) ? Buffer.alloc(8) : doubleBytes(number)
      return Buffer.concat([tag, double, residueBytes(value)])
    }
    case Kind.String:
      return Buffer.concat([tag, textBytes(Buffer.from(value as string))])
    case Kind.Boolean:
      return Buffer.concat([tag, Buffer.from([value ? 1 : 0])])
    case Kind.Date:
      return Buffer.concat([tag, doubleBytes((value as Date).getTime())])
    case Kind.ObjectId:
      return Buffer.concat([tag, (value as ObjectId).id])
    case Kind.Timestamp: {
      const bytes = Buffer.alloc(8)
      bytes.writeBigUInt64BE((value as Timestamp).toBigInt())
      return Buffer.concat([tag, bytes])
    }
    case Kind.Binary:
      return Buffer.concat([tag, binaryBytes(value)])
    case Kind.Code:
      return Buffer.concat([tag, textBytes(Buffer.from((value as Code).code as string))])
    case Kind.RegExp:
      return Buffer.concat([
        tag,
        textBytes(Buffer.from(regExpSource(value))),
        textBytes(Buffer.from(regExpFlags(value))),
      ])
    case Kind.Array:
      return Buffer.concat([tag, ...(value as Value[]).map((item) => encodeValue(item)), Buffer.from([0])])
    case Kind.Object:
      return Buffer.concat([
        tag,
        ...Object.entries(value as Doc).flatMap(([name, field]) => [
          Buffer.from([kindOf(field)]),
          textBytes(Buffer.from(nameOf(name))),
          encodeValue(field),
        ]),
        Buffer.from([0]),
      ])
    default:
      return tag
  }
}

/** The text whose bytes these are; null for another kind, and for a text that they do not hold as it is. */
export function textOf(bytes: Buffer): string | null {
  const end = bytes.length - 2
  if (bytes[0] !== Kind.String || end < 1 || bytes.indexOf(0, 1) !== end || bytes[end + 1] !== 0) return null
  return bytes.toString('utf8', 1, end)
}

/** A key for a person to read: an ObjectId in hex, a short text as it is, any other by its bytes. */
export function shownKey(bytes: Buffer): string {
  if (bytes[0] === Kind.ObjectId) return bytes.toString('hex', 1)
  return textOf(bytes) ?? `(key ${bytes.toString('hex')})`
}

/** The bytes in descending order. */
export const inverted = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff))

export function uint32(value: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** The first key after all that begin with these bytes; null when there is none. */
export function after(prefix: Buffer): Buffer | null {
  for (let end = prefix.length; end > 0; end--)
    if (prefix[end - 1] !== 0xff) {
      const next = Buffer.from(prefix.subarray(0, end))
      next[end - 1] = next[end - 1]! + 1
      return next
    }
  return null
}
