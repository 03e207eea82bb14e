import { DatabaseError, badValue, failedToParse } from '../errors'
import { Kind, isPlainObject, kindOf, toNumber, type Doc, type Value } from '../query/values'
import type { Reply } from '../wire/messages'
import type { Cursors } from './cursors'
import type { SignIn } from './scram'
import type { Pace } from '../store/pace'
import type { RetryKey } from '../store/retries'
import type { Store } from '../store/store'

export interface Context {
  store: Store
  cursors: Cursors
  database: string
  /** The address of this server, as drivers are given it. */
  address: string
  connectionId: number
  signIn: SignIn
  /** The pace of this command: when it has to pause, and when it has to end. */
  pace: Pace
  /** Key of a write that the driver may send again. */
  retry: RetryKey | null
}

/** The part of the context that is the same for every command of a connection. */
export type Base = Omit<Context, 'database' | 'pace' | 'retry'>

export type Command = (command: Doc, context: Context) => Reply | Promise<Reply>

/** Fields that the driver puts on any command. */
export const COMMON = ['$db', '$readPreference', 'lsid', 'txnNumber', 'maxTimeMS', 'readConcern', 'writeConcern']

/** On one node every read sees what was committed, so these levels mean the same. */
export const READ_LEVELS = ['local', 'majority']

/** Refuses an option that is not known: ignoring it could give another answer than MongoDB's. */
export function knows(command: Doc, options: readonly string[]) {
  const [name = '', ...given] = Object.keys(command)
  refuseOthers(name, given, [...options, ...COMMON])
  const { readConcern, writeConcern } = command
  const level = isPlainObject(readConcern) ? readConcern.level : undefined
  if (level !== undefined && !READ_LEVELS.includes(level as string))
    throw new DatabaseError(72, 'InvalidOptions', `minidb does not support the read concern ${String(level)}`)
  const w = isPlainObject(writeConcern) ? writeConcern.w : undefined
  if (w !== undefined && w !== 'majority' && !(kindOf(w) === Kind.Number && [0, 1].includes(toNumber(w))))
    throw new DatabaseError(100, 'UnsatisfiableWriteConcern', 'Not enough data-bearing nodes: minidb is one')
}

/** The same of a part of a command. */
export const knowsPart = (part: Doc, where: string, options: readonly string[]) =>
  refuseOthers(where, Object.keys(part), options)

function refuseOthers(where: string, given: readonly string[], options: readonly string[]) {
  const unknown = given.find((name) => !options.includes(name))
  if (unknown)
    throw new DatabaseError(40415, 'Location40415', `BSON field '${where}.${unknown}' is not supported by minidb`)
}

function collectionName(command: Doc) {
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
