import { DatabaseError } from '../errors'
import { compile } from '../query/match'
import { isPosition, split } from '../query/paths'
import { Kind, equals, isPlainObject, kindOf, toNumber, type Doc, type Value } from '../query/values'
import type { Declared } from '../store/index-entries'
import { OPTIONS } from './options'

/** An index as a client declares it, checked. */
export type Declaration = Declared

const LONGEST_SECONDS = 2_147_483_647

function refuse(message: string): never {
  throw new DatabaseError(67, 'CannotCreateIndex', message)
}

export function readDeclaration(given: Doc): Declaration {
  const unknown = Object.keys(given).find((name) => !(OPTIONS.ofIndex as readonly string[]).includes(name))
  if (unknown) refuse(`minidb does not support the index option ${unknown}`)
  const { key, name, partialFilterExpression: partial, expireAfterSeconds } = given
  if (!isPlainObject(key) || Object.keys(key).length === 0 || typeof name !== 'string' || name === '')
    refuse('an index needs a key and a name')
  for (const [path, kind] of Object.entries(key)) refuseField(path, kind)
  const sphere = Object.values(key).includes('2dsphere')
  if (sphere && Object.keys(key).length > 1) refuse('minidb supports a 2dsphere index on one field alone')
  if (sphere && given.unique === true) refuse('a 2dsphere index cannot be unique')
  if (partial !== undefined) refusePartial(partial)
  if (partial !== undefined && given.sparse === true) refuse('an index cannot be both sparse and partial')
  return {
    name,
    key,
    unique: given.unique === true,
    sparse: given.sparse === true || sphere,
    ...(isPlainObject(partial) ? { partialFilterExpression: partial } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds: readSeconds(expireAfterSeconds, key) }),
  }
}

function refuseField(path: string, kind: Value) {
  const steps = split(path)
  if (steps.some((step) => step === '' || step.startsWith('$'))) refuse(`minidb does not index the path ${path}`)
  if (steps.some(isPosition)) refuse(`minidb does not index a position: ${path}`)
  if (kind === '2dsphere') return
  if (kindOf(kind) !== Kind.Number || ![1, -1].includes(toNumber(kind)))
    refuse(`minidb does not support the index ${JSON.stringify(kind)} of ${path}`)
}

/** The operators that MongoDB allows in a partial filter too. `$exists: false` is refused, as in MongoDB. */
const PARTIAL = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$in']

function refusePartial(partial: Value) {
  if (!isPlainObject(partial)) refuse('partialFilterExpression has to be an object')
  for (const [path, condition] of Object.entries(partial)) {
    const operators = isPlainObject(condition) ? Object.keys(condition).filter((name) => name.startsWith('$')) : []
    const wrong = [path, ...operators].find((name) => name.startsWith('$') && !PARTIAL.includes(name))
    if (wrong || (isPlainObject(condition) && condition.$exists === false))
      refuse(`unsupported expression in partial index: ${wrong ?? '$exists: false'}`)
  }
  compile(partial)
}

/** Seconds that a document of a TTL index lives. */
function readSeconds(value: Value, key: Doc): number {
  const seconds = kindOf(value) === Kind.Number ? toNumber(value) : NaN
  if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) refuse('expireAfterSeconds has to lie between 0 and 2147483647')
  if (Object.keys(key).length > 1 || '_id' in key) refuse('a TTL index is on one field that is not _id')
  return Math.trunc(seconds)
}

/** Whether an index equals a declaration, whatever its name. */
export const isSame = (a: Declaration, b: Declaration) =>
  equals(a.key, b.key) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  equals(a.partialFilterExpression ?? null, b.partialFilterExpression ?? null)
