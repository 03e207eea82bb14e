import { Long } from 'bson'
import { DatabaseError, badValue } from '../errors'
import { isPlainObject, type Doc } from '../query/values'
import { query, type Effort } from '../store/query'
import type { Plan } from '../store/plan'
import { docOr, numberOr, type Command } from './context'

/** MongoDB 7.0 as drivers count it. `topologyVersion` is left out: with it they would ask for a streaming hello. */
const WIRE_VERSION = 21
const VERSION = '7.0.0'
const started = new Date()

export const hello: Command = (_, { address, connectionId }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  secondary: false,
  setName: 'yike',
  setVersion: 1,
  hosts: [address],
  me: address,
  primary: address,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
  ok: 1,
})

export const ok: Command = () => ({ ok: 1 })

/**
 * Refuses once a damaged row was found: a monitor of the server learns of it, and requests for other rows are answered.
 */
export const ping: Command = (_, { store }) => {
  if (store.damage) throw store.damage
  return { ok: 1 }
}

export const buildInfo: Command = () => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0],
  gitVersion: 'minidb',
  modules: [],
  bits: 64,
  maxBsonObjectSize: 16 * 1024 * 1024,
  ok: 1,
})

export const serverStatus: Command = () => ({
  host: 'minidb',
  version: VERSION,
  process: 'minidb',
  pid: Long.fromNumber(process.pid),
  uptime: (Date.now() - started.getTime()) / 1000,
  localTime: new Date(),
  ok: 1,
})

export const connectionStatus: Command = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: 1,
})

export const getParameter: Command = () => ({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 })
export const getLog: Command = () => ({ totalLinesWritten: 0, log: [], ok: 1 })
export const replSetGetStatus: Command = (_, { address }) => ({
  set: 'yike',
  myState: 1,
  members: [{ _id: 0, name: address, state: 1, stateStr: 'PRIMARY', self: true }],
  ok: 1,
})

/** Counters of a collection; sizes are not kept. */
export const collStats: Command = (command, { store, database }) => {
  const namespace = `${database}.${String(command.collStats)}`
  const collection = store.collection(namespace)
  return {
    ns: namespace,
    count: collection ? store.countDocuments(collection) : 0,
    nindexes: (collection?.indexes.length ?? 0) + 1,
    ok: 1,
  }
}

export const dbStats: Command = (_, { store, database }) => {
  const collections = store.collectionsOf(database)
  return {
    db: database,
    collections: collections.length,
    objects: collections.reduce((sum, collection) => sum + store.countDocuments(collection), 0),
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length + 1, 0),
    ok: 1,
  }
}

const stageOf = (plan: Plan): Doc => {
  switch (plan.kind) {
    case 'scan':
      return { stage: 'COLLSCAN' }
    case 'ids':
    case 'points':
      return { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: '_id_' } }
    case 'index':
      return { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: plan.index.name } }
    case 'any':
      return { stage: 'OR', inputStages: plan.plans.map(stageOf) }
  }
}

/** The way a find would be answered, measured by answering it: the index used, keys and documents read. */
export const explain: Command = (command, { store, database }) => {
  const asked = command.explain
  if (!isPlainObject(asked) || typeof asked.find !== 'string') throw badValue('minidb explains find only')
  const effort: Effort = {
    plan: { kind: 'scan', ranges: [{ from: Buffer.alloc(0), to: null }], sorted: true },
    keys: 0,
    documents: 0,
  }
  const hits = query(
    store,
    store.collection(`${database}.${asked.find}`),
    {
      filter: docOr(asked.filter, {}),
      sort: asked.sort,
      skip: numberOr(asked.skip, 0),
      limit: Math.abs(numberOr(asked.limit, 0)),
    },
    { effort },
  )
  const winning = stageOf(effort.plan)
  return {
    queryPlanner: { winningPlan: effort.plan.sorted ? winning : { stage: 'SORT', inputStage: winning } },
    executionStats: { nReturned: hits.length, totalKeysExamined: effort.keys, totalDocsExamined: effort.documents },
    ok: 1,
  }
}

export const noTransactions: Command = () => {
  throw new DatabaseError(
    263,
    'OperationNotSupportedInTransaction',
    'minidb does not support multi-document transactions',
  )
}
