import { DatabaseError, badValue, failedToParse } from '../errors'
import { isPlainObject, toNumber, type Doc, type Value } from '../query/values'
import type { Reply } from '../wire/messages'
import type { Cursors } from './cursors'
import type { RetryKey } from '../store/retries'
import type { Store } from '../store/store'

export interface Context {
  store: Store
  cursors: Cursors
  database: string
  /** Where this server listens, as drivers are told. */
  address: string
  connectionId: number
  /** Of a write that the driver may send again. */
  retry: RetryKey | null
}

/** What every command of a connection is given alike. */
export type Base = Omit<Context, 'database' | 'retry'>

export type Command = (command: Doc, context: Context) => Reply | Promise<Reply>

/** Fields that any command may carry and that change nothing here: one node, every read sees what was committed. */
const COMMON = [
  '$db',
  '$clusterTime',
  '$readPreference',
  'lsid',
  'txnNumber',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]

/** Refuses an option that is not known: ignoring it could give another answer than MongoDB's. */
export function knows(command: Doc, options: readonly string[]) {
  const unknown = Object.keys(command)
    .slice(1)
    .find((name) => !options.includes(name) && !COMMON.includes(name))
  if (unknown)
    throw new DatabaseError(
      40415,
      'Location40415',
      `BSON field '${Object.keys(command)[0]!}.${unknown}' is not supported by minidb`,
    )
}

export function collectionName(command: Doc) {
  const [name, value] = Object.entries(command)[0]!
  if (typeof value !== 'string' || value === '')
    throw new DatabaseError(73, 'InvalidNamespace', `collection name for ${name} has to be a text`)
  return value
}

export const namespaceOf = (command: Doc, { database }: Context) => `${database}.${collectionName(command)}`

export function docOr(value: Value, otherwise: Doc): Doc {
  if (value === undefined || value === null) return otherwise
  if (!isPlainObject(value)) throw failedToParse('expected an object')
  return value
}

export function list(value: Value, what: string): Doc[] {
  if (!Array.isArray(value) || value.some((item) => !isPlainObject(item)))
    throw badValue(`${what} has to be a list of objects`)
  return value as Doc[]
}

export const numberOr = (value: Value, otherwise: number) =>
  value === undefined || value === null ? otherwise : toNumber(value)

/** Collation changes what is equal and how texts are ordered: only the plain one is known. */
export function plainCollation(value: Value) {
  if (isPlainObject(value) && value.locale !== 'simple') throw badValue('minidb does not support collation')
}
