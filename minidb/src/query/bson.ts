// Over 300 lines: one reader and one writer of one format; each type is in both.
import { isUtf8 } from 'node:buffer'
import { BSONRegExp, Binary, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { DatabaseError } from '../errors'
import { held, nameOf } from './property-names'
import type { Doc, Value } from './values'

/**
 * BSON to and from values that lose nothing: what was sent comes back byte for byte. The `bson` package cannot promise
 * that: JavaScript sorts fields named by whole numbers first, `{ $ref, $id }` becomes a class, a field `_bsontype` is
 * obeyed. In memory
 *
 * - a plain number is an int32 where it can be one, else a double; a double with an int32's value is a `Double`, an int64
 *   always a `Long`;
 * - a field whose name JavaScript would sort first or give a meaning (`7`, `__proto__`) has a NUL before its name, which
 *   no name in BSON can hold (`property-names.ts`).
 *
 * The deprecated types (undefined, symbol, DBPointer, code with scope), dates that JavaScript cannot hold, texts that are
 * not UTF-8 and documents with two fields of one name are refused.
 */

const MOST_LEVELS = 200
const INT32_MIN = -2_147_483_648
const INT32_MAX = 2_147_483_647
const LONGEST_DATE_MS = 8.64e15

/** Whether a plain number is written as an int32. */
export const isInt32 = (value: number) =>
  Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX && !Object.is(value, -0)

/** A double, distinguished from an int32 of the same value. */
export const doubleOf = (value: number): number | Double => (isInt32(value) ? new Double(value) : value)

const invalid = (what: string) => new DatabaseError(22, 'InvalidBSON', `invalid BSON: ${what}`)
const refused = (what: string) => new DatabaseError(2, 'BadValue', `minidb does not keep ${what}`)

/** The same names occur again and again: making a text of bytes costs more than finding one that was made before. */
const KNOWN = 1024
const known: ({ bytes: Buffer; property: string } | undefined)[] = Array.from({ length: KNOWN })

/** A call out of JavaScript costs more than reading a short text byte by byte. */
const SHORT = 24

class Reader {
  at = 0
  constructor(readonly bytes: Buffer) {}

  take(length: number) {
    const start = this.at
    if (length < 0 || start + length > this.bytes.length) throw invalid('a value is cut off')
    this.at += length
    return start
  }

  text(from: number, to: number): string {
    if (to - from <= SHORT) {
      const codes: number[] = []
      while (from + codes.length < to && this.bytes[from + codes.length]! < 0x80)
        codes.push(this.bytes[from + codes.length]!)
      if (from + codes.length === to) return String.fromCharCode(...codes)
    }
    const text = this.bytes.toString('utf8', from, to)
    if (text.includes('\uFFFD') && !isUtf8(this.bytes.subarray(from, to))) throw refused('texts that are not UTF-8')
    return text
  }

  /** Reads a text that ends with a NUL and says where the NUL was. */
  skip(): number {
    let end = this.at
    while (end < this.bytes.length && this.bytes[end] !== 0) end++
    if (end === this.bytes.length) throw invalid('a name has no end')
    this.at = end + 1
    return end
  }

  cstring(): string {
    const start = this.at
    return this.text(start, this.skip())
  }

  /** The property of the field whose name is read. */
  property(): string {
    const start = this.at
    const end = this.skip()
    let hash = end - start
    for (let at = start; at < end; at++) hash = (hash * 31 + this.bytes[at]!) & (KNOWN - 1)
    const one = known[hash]
    if (one?.bytes.length === end - start) {
      let same = 0
      while (same < one.bytes.length && one.bytes[same] === this.bytes[start + same]) same++
      if (same === one.bytes.length) return one.property
    }
    const property = held(this.text(start, end))
    if (end - start <= 64) known[hash] = { bytes: Buffer.from(this.bytes.subarray(start, end)), property }
    return property
  }

  string(): string {
    const length = this.bytes.readInt32LE(this.take(4))
    const start = this.take(length)
    if (length < 1 || this.bytes[this.at - 1] !== 0) throw invalid('a text has no end')
    return this.text(start, this.at - 1)
  }

  long() {
    const at = this.take(8)
    return new Long(this.bytes.readInt32LE(at), this.bytes.readInt32LE(at + 4))
  }

  binary() {
    const length = this.bytes.readInt32LE(this.take(4))
    const subtype = this.bytes[this.take(1)]!
    const at = this.take(length)
    return new Binary(Buffer.from(this.bytes.subarray(at, at + length)), subtype)
  }

  regExp() {
    const [pattern, options] = [this.cstring(), this.cstring()]
    if (/[^ilmsux]/.test(options)) throw refused(`the regular expression options ${options}`)
    return new BSONRegExp(pattern, options)
  }

  /** Reads past the length of a document and says where it ends. */
  begin(level: number) {
    if (level > MOST_LEVELS)
      throw new DatabaseError(15, 'Overflow', `a document may not have more than ${MOST_LEVELS} levels`)
    const start = this.at
    const length = this.bytes.readInt32LE(this.take(4))
    const end = start + length
    if (length < 5 || end > this.bytes.length || this.bytes[end - 1] !== 0) throw invalid('a document has a wrong size')
    return end - 1
  }

  document(level: number): Doc {
    const end = this.begin(level)
    const made: Doc = {}
    while (this.at < end) {
      const type = this.bytes[this.at++]!
      const property = this.property()
      if (made[property] !== undefined && Object.hasOwn(made, property)) throw refused('two fields of one name')
      made[property] = this.value(type, level)
    }
    return this.end(end, made)
  }

  array(level: number): Value[] {
    const end = this.begin(level)
    const made: Value[] = []
    while (this.at < end) {
      const type = this.bytes[this.at++]!
      this.skip()
      made.push(this.value(type, level))
    }
    return this.end(end, made)
  }

  end<Of>(end: number, made: Of): Of {
    if (this.at !== end) throw invalid('a document has a wrong size')
    this.at++
    return made
  }

  value(type: number, level: number): Value {
    switch (type) {
      case 0x01:
        return doubleOf(this.bytes.readDoubleLE(this.take(8)))
      case 0x02:
        return this.string()
      case 0x03:
        return this.document(level + 1)
      case 0x04:
        return this.array(level + 1)
      case 0x05:
        return this.binary()
      case 0x07: {
        const at = this.take(12)
        return new ObjectId(this.bytes.subarray(at, at + 12))
      }
      case 0x08:
        return this.bytes[this.take(1)] === 1
      case 0x09: {
        const ms = Number(this.bytes.readBigInt64LE(this.take(8)))
        if (Math.abs(ms) > LONGEST_DATE_MS) throw refused('dates beyond the year 275760')
        return new Date(ms)
      }
      case 0x0a:
        return null
      case 0x0b:
        return this.regExp()
      case 0x0d:
        return new Code(this.string())
      case 0x10:
        return this.bytes.readInt32LE(this.take(4))
      case 0x11:
        return new Timestamp(this.long().toUnsigned())
      case 0x12:
        return this.long()
      case 0x13: {
        const at = this.take(16)
        return new Decimal128(Buffer.from(this.bytes.subarray(at, at + 16)))
      }
      case 0x7f:
        return new MaxKey()
      case 0xff:
        return new MinKey()
      case 0x06:
        throw refused('the deprecated type undefined')
      case 0x0c:
        throw refused('the deprecated type DBPointer')
      case 0x0e:
        throw refused('the deprecated type symbol')
      case 0x0f:
        throw refused('the deprecated type code with scope')
      default:
        throw invalid(`type ${type}`)
    }
  }

  /** The end of a value whose type is read; 0 for one that only reading finds. */
  past(type: number) {
    switch (type) {
      case 0x0a:
      case 0x7f:
      case 0xff:
        return this.at
      case 0x08:
        return this.at + 1
      case 0x10:
        return this.at + 4
      case 0x01:
      case 0x09:
      case 0x11:
      case 0x12:
        return this.at + 8
      case 0x07:
        return this.at + 12
      case 0x13:
        return this.at + 16
      case 0x02:
      case 0x0d:
        return this.at + 4 + this.bytes.readInt32LE(this.at)
      case 0x03:
      case 0x04:
        return this.at + this.bytes.readInt32LE(this.at)
      case 0x05:
        return this.at + 5 + this.bytes.readInt32LE(this.at)
      default:
        return 0
    }
  }

  fields(wanted: ReadonlySet<string>): Doc {
    const end = this.begin(0)
    const made: Doc = {}
    for (let left = wanted.size; left > 0 && this.at < end;) {
      const type = this.bytes[this.at++]!
      const property = this.property()
      if (wanted.has(property)) {
        made[property] = this.value(type, 0)
        left--
      } else {
        const past = this.past(type)
        if (past >= this.at && past <= end) this.at = past
        else this.value(type, 0)
      }
    }
    return made
  }
}

/** A document from its bytes. */
export function decode(raw: Uint8Array): Doc {
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return new Reader(bytes).document(0)
}

/** Only some fields of a document, named by their properties (`held`): the other bytes are skipped. */
export function decodeFields(raw: Uint8Array, wanted: ReadonlySet<string>): Doc {
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return new Reader(bytes).fields(wanted)
}

class Writer {
  bytes = Buffer.allocUnsafe(64 * 1024)
  at = 0

  room(length: number) {
    const start = this.at
    this.at += length
    if (this.at > this.bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.at, this.bytes.length * 2))
      this.bytes.copy(wider, 0, 0, start)
      this.bytes = wider
    }
    return start
  }

  /** Ends with a NUL. */
  cstring(text: string) {
    const start = this.room(text.length * 3 + 1)
    if (text.length <= SHORT) {
      let at = 0
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code >= 0x80) break
        this.bytes[start + at] = code
      }
      if (at === text.length) {
        this.bytes[start + at] = 0
        this.at = start + at + 1
        return at + 1
      }
    }
    const length = this.bytes.write(text, start, 'utf8')
    this.bytes[start + length] = 0
    this.at = start + length + 1
    return length + 1
  }

  string(text: string) {
    const head = this.room(4)
    const length = this.cstring(text)
    this.bytes.writeInt32LE(length, head)
  }

  head(type: number, name: string) {
    const at = this.room(1)
    this.bytes[at] = type
    this.cstring(name)
  }

  document(doc: Doc, level: number) {
    const start = this.begin(level)
    for (const property in doc) this.element(nameOf(property), doc[property], level)
    this.end(start)
  }

  array(list: readonly Value[], level: number) {
    const start = this.begin(level)
    for (let at = 0; at < list.length; at++) this.element(String(at), list[at] ?? null, level)
    this.end(start)
  }

  begin(level: number) {
    if (level > MOST_LEVELS)
      throw new DatabaseError(15, 'Overflow', `a document may not have more than ${MOST_LEVELS} levels`)
    return this.room(4)
  }

  end(start: number) {
    const last = this.room(1)
    this.bytes[last] = 0
    this.bytes.writeInt32LE(this.at - start, start)
  }

  int64(type: number, name: string, value: bigint) {
    this.head(type, name)
    const at = this.room(8)
    this.bytes.writeBigInt64LE(value, at)
  }

  double(name: string, value: number) {
    this.head(0x01, name)
    const at = this.room(8)
    this.bytes.writeDoubleLE(value, at)
  }

  int32(name: string, value: number) {
    this.head(0x10, name)
    const at = this.room(4)
    this.bytes.writeInt32LE(value, at)
  }

  raw(type: number, name: string, bytes: Uint8Array) {
    this.head(type, name)
    const at = this.room(bytes.length)
    this.bytes.set(bytes, at)
  }

  binary(name: string, bytes: Uint8Array, subtype: number) {
    this.head(0x05, name)
    const at = this.room(5 + bytes.length)
    this.bytes.writeInt32LE(bytes.length, at)
    this.bytes[at + 4] = subtype
    this.bytes.set(bytes, at + 5)
  }

  element(name: string, value: Value, level: number) {
    switch (typeof value) {
      case 'undefined':
      case 'function':
      case 'symbol':
        return
      case 'number':
        return isInt32(value) ? this.int32(name, value) : this.double(name, value)
      case 'string':
        this.head(0x02, name)
        return this.string(value)
      case 'boolean': {
        this.head(0x08, name)
        const at = this.room(1)
        this.bytes[at] = value ? 1 : 0
        return
      }
      case 'bigint':
        return this.int64(0x12, name, value)
      default:
        return value === null ? this.head(0x0a, name) : this.object(name, value as object, level)
    }
  }

  object(name: string, value: object, level: number) {
    if (Array.isArray(value)) {
      this.head(0x04, name)
      return this.array(value, level + 1)
    }
    if (Object.getPrototypeOf(value) === Object.prototype) {
      this.head(0x03, name)
      return this.document(value as Doc, level + 1)
    }
    if (value instanceof RawDocument) return this.raw(0x03, name, value.bytes)
    if (value instanceof ObjectId) return this.raw(0x07, name, value.id)
    if (value instanceof Date) return this.int64(0x09, name, BigInt(value.getTime()))
    if (value instanceof Timestamp) return this.int64(0x11, name, BigInt.asIntN(64, value.toBigInt()))
    if (value instanceof Long) return this.int64(0x12, name, BigInt.asIntN(64, value.toBigInt()))
    if (value instanceof Double) return this.double(name, value.value)
    if (value instanceof Int32) return this.int32(name, value.valueOf())
    if (value instanceof Decimal128) return this.raw(0x13, name, value.bytes)
    if (value instanceof Binary) return this.binary(name, value.buffer.subarray(0, value.position), value.sub_type)
    if (value instanceof Uint8Array) return this.binary(name, value, 0)
    if (value instanceof BSONRegExp || value instanceof RegExp) {
      this.head(0x0b, name)
      this.cstring(value instanceof RegExp ? value.source : value.pattern)
      this.cstring(value instanceof RegExp ? value.flags.replace(/[^imsx]/g, '') : value.options)
      return
    }
    if (value instanceof Code) {
      this.head(0x0d, name)
      return this.string(String(value.code))
    }
    if (value instanceof MinKey) return this.head(0xff, name)
    if (value instanceof MaxKey) return this.head(0x7f, name)
    throw refused(`values of the class ${value.constructor.name}`)
  }
}

/** Kept between calls: making a buffer costs more than filling it. */
const writer = new Writer()
const KEPT_BYTES = 1024 * 1024

/** A document as it is stored, to be written into another one without decoding it. */
export class RawDocument {
  constructor(readonly bytes: Uint8Array) {}
}

/** The bytes of a document. Fields that are `undefined` are left out. */
export const encode = (doc: Doc): Buffer => encodeBehind(0, doc)

/** The same behind some bytes that are not written yet. */
export function encodeBehind(room: number, doc: Doc): Buffer {
  writer.at = room
  writer.document(doc, 0)
  const made = Buffer.from(writer.bytes.subarray(0, writer.at))
  if (writer.bytes.length > KEPT_BYTES) writer.bytes = Buffer.allocUnsafe(64 * 1024)
  return made
}
