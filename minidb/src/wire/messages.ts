import { Double } from 'bson'
import { DatabaseError } from '../errors'
import { RawDocument, decode, encodeBehind } from '../query/bson'
import { held } from '../query/property-names'
import type { Doc, Value } from '../query/values'

/** Opcodes of the wire protocol that drivers of today send; OP_QUERY only for the first hello. */
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013

export const MAX_MESSAGE_BYTES = 48_000_000

export interface Request {
  id: number
  opcode: number
  /** Reads the command. Throws for a document that minidb does not take, which is then the answer. */
  command(): Doc
  /** The client wants no answer. */
  silent: boolean
}

const HEADER = 16
const CHECKSUM = 1
const MORE_TO_COME = 2

const malformed = (what: string) => new DatabaseError(9, 'FailedToParse', `malformed message: ${what}`)

/** Reads one whole message. Throws when it is not one: the connection is then closed. */
export function readRequest(message: Buffer): Request {
  const id = message.readInt32LE(4)
  const opcode = message.readInt32LE(12)
  if (opcode === OP_MSG) return { id, opcode, ...readMsg(message) }
  if (opcode === OP_QUERY) {
    const end = message.indexOf(0, HEADER + 4)
    if (end < 0) throw malformed('no end of the collection name')
    return { id, opcode, ...commandAt(message, end + 9), silent: false }
  }
  throw malformed(`opcode ${opcode}`)
}

function documentAt(message: Buffer, at: number) {
  if (at + 5 > message.length) throw malformed('a document is cut off')
  const size = message.readInt32LE(at)
  if (size < 5 || at + size > message.length) throw malformed('a document has a wrong size')
  return message.subarray(at, at + size)
}

function commandAt(message: Buffer, at: number) {
  const raw = documentAt(message, at)
  return { command: () => decode(raw) }
}

/** Sections: one document of kind 0, and lists of documents of kind 1 that belong to it under their name. */
function readMsg(message: Buffer) {
  if (message.length < HEADER + 5) throw malformed('no section')
  const flags = message.readUInt32LE(HEADER)
  const end = message.length - (flags & CHECKSUM ? 4 : 0)
  let body: Buffer | undefined
  const lists: { name: string; items: Buffer[] }[] = []
  let at = HEADER + 4
  while (at < end) {
    const kind = message[at++]
    if (kind === 0) {
      if (body) throw malformed('two commands')
      body = documentAt(message, at)
      at += body.length
    } else if (kind === 1) {
      const size = at + 4 > end ? 0 : message.readInt32LE(at)
      const sectionEnd = at + size
      const nameEnd = message.indexOf(0, at + 4)
      if (size < 6 || sectionEnd > end || nameEnd < 0 || nameEnd >= sectionEnd)
        throw malformed('a section has a wrong size')
      const items: Buffer[] = []
      for (let item = nameEnd + 1; item < sectionEnd;) {
        const raw = documentAt(message, item)
        items.push(raw)
        item += raw.length
        if (item > sectionEnd) throw malformed('a section has a wrong size')
      }
      lists.push({ name: message.toString('utf8', at + 4, nameEnd), items })
      at = sectionEnd
    } else throw malformed(`section kind ${kind}`)
  }
  if (!body) throw malformed('no command')
  const raw = body
  return {
    command() {
      const command = decode(raw)
      for (const { name, items } of lists) {
        if (Object.hasOwn(command, held(name))) throw malformed(`${name} comes twice`)
        command[held(name)] = items.map(decode)
      }
      return command
    },
    silent: (flags & MORE_TO_COME) !== 0,
  }
}

let lastId = 0

/** An answer with documents as they are stored: a batch is not decoded and encoded again. */
interface RawBatch {
  cursor: { id: bigint; ns: string; name: 'firstBatch' | 'nextBatch'; raw: Uint8Array[] }
}
export type Reply = Doc | RawBatch
const isBatch = (reply: Reply): reply is RawBatch => {
  const cursor = (reply as RawBatch).cursor as RawBatch['cursor'] | undefined
  return typeof cursor === 'object' && Array.isArray(cursor.raw)
}

function documentOf(reply: Reply): Doc {
  if (!isBatch(reply)) return reply
  const { id, ns, name, raw } = reply.cursor
  const documents = raw.map((bytes) => new RawDocument(bytes)) as unknown as Value[]
  return { cursor: { id, ns, [name]: documents }, ok: new Double(1) }
}

/** The limit that drivers know: a document of 16 MB and its frame in an answer. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024 + 16 * 1024

/** Flags and the kind of the one section of OP_MSG; flags, cursor, first and number of documents of OP_REPLY. */
const MSG_HEAD = 5
const REPLY_HEAD = 20

/** Throws for an answer that no driver would take. */
export function writeReply({ id, opcode }: Pick<Request, 'id' | 'opcode'>, reply: Reply): Buffer {
  const isOld = opcode === OP_QUERY
  const start = HEADER + (isOld ? REPLY_HEAD : MSG_HEAD)
  const bytes = encodeBehind(start, documentOf(reply))
  if (bytes.length - start > MAX_REPLY_BYTES)
    throw new DatabaseError(
      10334,
      'BSONObjectTooLarge',
      `the answer has ${bytes.length - start} bytes, ${MAX_REPLY_BYTES} at most`,
    )
  bytes.fill(0, 0, start)
  bytes.writeInt32LE(bytes.length, 0)
  bytes.writeInt32LE((lastId = (lastId + 1) & 0x7fffffff), 4)
  bytes.writeInt32LE(id, 8)
  bytes.writeInt32LE(isOld ? OP_REPLY : OP_MSG, 12)
  if (isOld) {
    bytes.writeInt32LE(8, HEADER)
    bytes.writeInt32LE(1, HEADER + 16)
  }
  return bytes
}
