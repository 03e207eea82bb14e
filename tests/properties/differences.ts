import { BSON, type Document } from 'mongodb'

/** The answer of a server: documents as hexadecimal BSON, or its refusal. */
export interface Answer {
  refused?: string
  documents: string[]
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('_bsontype' in value)

const holdsEmptyArray = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length === 0 || value.some(holdsEmptyArray)
    : isDocument(value) && Object.values(value).some(holdsEmptyArray)

/** The same with the fields of every document in the order of their names. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isDocument(value)) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name])]))
}
const ordered = (documents: readonly string[]) =>
  documents
    .map((hex) => BSON.deserialize(Buffer.from(hex, 'hex'), { promoteValues: false, bsonRegExp: true }))
    .map((doc) => Buffer.from(BSON.serialize(inOrder(doc) as Document)).toString('hex'))
    .join()

/** Whether the present document equals the inserted one, except for its `_id`. */
const isUnchanged = ([hex = '']: readonly string[], before: unknown) => {
  const { _id, ...after } = BSON.deserialize(Buffer.from(hex, 'hex'), { promoteValues: false, bsonRegExp: true })
  return _id !== undefined && BSON.EJSON.stringify(after) === BSON.EJSON.stringify(before as Document)
}

/** Groups with the numbers of their ids as plain ones: of equal numbers either may name the group. */
const groups = (documents: readonly string[]) =>
  documents
    .map((hex) => BSON.deserialize(Buffer.from(hex, 'hex'), { promoteValues: false, bsonRegExp: true }))
    .map((doc) => BSON.EJSON.stringify({ ...doc, _id: plain(doc._id) }, { relaxed: false }))
    .sort()
    .join()
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (isDocument(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
  const { _bsontype: type } = (value ?? {}) as { _bsontype?: string }
  return ['Int32', 'Double', 'Long', 'Decimal128'].includes(type ?? '') ? Number(String(value)) : value
}

/**
 * Whether a difference is known: the second server deviates from MongoDB's documentation there. Listed in
 * minidb/README.md, each with its reason.
 */
export function isKnown(kind: string, question: Document, docs: unknown, own: Answer, other: Answer): boolean {
  // An empty array sorts before null and missing.
  if (kind === 'sorts') return holdsEmptyArray(docs)
  if (kind === 'groups') return !other.refused && groups(own.documents) === groups(other.documents)
  if (kind !== 'updates') return false
  // $unset of an impossible path does nothing.
  if (other.refused) return '$unset' in question && other.refused.startsWith('28 ')
  // New fields are made in the order of their names.
  if (ordered(own.documents) === ordered(other.documents)) return true
  // A $pull at an element that an array does not have fills the array up with nulls; MongoDB leaves it alone.
  const pulls = Object.keys((question.$pull ?? {}) as Document)
  if (pulls.some((path) => /\.\d+(\.|$)/.test(path)) && isUnchanged(own.documents, docs)) return true
  // A $push that leaves nothing makes the array.
  const pushed = Object.values((question.$push ?? {}) as Document)[0] as Document | undefined
  return isDocument(pushed) && '$each' in pushed && (pushed.$slice === 0 || (pushed.$each as unknown[]).length === 0)
}
