import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import mongoose, { type ConnectOptions } from 'mongoose'
import { API_BASE_PATH, IDEMPOTENCY_HEADER, fillPath, readsQuery, toQuery, type Endpoint } from '@yike/shared/endpoint'
import type { ErrorBody } from '@yike/shared/errors'
import { makeApp, type AppSettings } from '../app'
import { readConfig } from '../config'
import { connect, disconnect, makeIndexes } from '../database'
import { DOMAINS } from '../domains'
import { listen } from '../http/listen'
import { makeLog } from '../http/log'
import { joinDomains } from '../join-domains'
import { useSealingSecrets } from '../sealing'
import { MessageModel, type Message } from '../messages/model'

/** A refusal as a client gets it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: unknown,
  ) {
    super(`${status} ${code}: ${message}`)
  }
}

export interface CallAs {
  /** An access token, as the mini-program sends it. */
  as?: string
  /** The same over all tries of one tap; a new one each time when left out. */
  key?: string
  headers?: Record<string, string>
}

export interface TestServer {
  origin: string
  call<In, Out>(endpoint: Endpoint<In, Out>, input: In, as?: CallAs): Promise<Out>
  stop(): Promise<void>
}

export const newKey = () => randomBytes(12).toString('hex')

/** Calls an endpoint over HTTP, as the mini-program does. Throws Refused. */
export async function callAt<In, Out>(
  origin: string,
  endpoint: Endpoint<In, Out>,
  input: In,
  { as, key, headers }: CallAs = {},
) {
  const { path, rest } = fillPath(endpoint as Endpoint<never, unknown>, input as Record<string, unknown>)
  const inQuery = readsQuery(endpoint as Endpoint<never, unknown>)
  const query = inQuery ? toQuery(rest) : ''
  const response = await fetch(`${origin}${API_BASE_PATH}${path}${query && `?${query}`}`, {
    method: endpoint.method,
    headers: {
      'X-Client': 'weapp',
      ...(as ? { Authorization: `Bearer ${as}` } : {}),
      ...(endpoint.idempotent ? { [IDEMPOTENCY_HEADER]: key ?? newKey() } : {}),
      ...(inQuery ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: inQuery ? undefined : JSON.stringify(rest),
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer as Out
  const { error } = answer as ErrorBody
  throw new Refused(response.status, error.code, error.message, error.details)
}

/** Connects this test file to a database of its own on the server under test, with all indexes. */
export const openDatabase = () => openDatabaseWith({})

async function openDatabaseWith(more: ConnectOptions) {
  const uri = process.env.MONGODB_TEST_URI
  if (!uri) throw new Error('MONGODB_TEST_URI is not set: run the tests through vitest.config.ts.')
  useSealingSecrets(['the secret of tests without a server'])
  joinDomains(DOMAINS)
  await connect(uri, `yike_test_${randomBytes(6).toString('hex')}`, more)
  await makeIndexes()
}

/**
 * Checks that messages of a test file name dates: they are read on another day than they are written, when 明天 is
 * wrong. Reads every inbox and outbox of the file, so that each kind of message is checked by the tests that produce
 * it.
 */
async function expectDatedWords() {
  const models = Object.values(mongoose.models) as mongoose.Model<{ outbox?: Words[] }>[]
  const waiting = await Promise.all(
    models
      .filter(({ schema }) => schema.path('outbox'))
      .map((one) => one.find({ 'outbox.0': { $exists: true } }, { outbox: 1 }).lean()),
  )
  const told = [...waiting.flat().flatMap(({ outbox = [] }) => outbox), ...(await MessageModel.find().lean<Words[]>())]
  const stale = told.find(({ title, body }) => /今天|明天|后天|昨天/.test(title + body))
  if (stale) throw new Error(`A message of kind ${stale.kind} says a relative day: ${stale.title} / ${stale.body}`)
}
type Words = Pick<Message, 'kind' | 'title' | 'body'>

/** Drops the database of this test file. */
export async function closeDatabase() {
  try {
    await expectDatedWords()
  } finally {
    // The next file of this process connects to a database of its own.
    await mongoose.connection.dropDatabase()
    await disconnect()
  }
}

/** The running application on a port of its own and a database of its own; dropped when it stops. */
export async function startServer(
  settings: Partial<AppSettings> & { env?: Record<string, string>; connection?: ConnectOptions } = {},
): Promise<TestServer> {
  await openDatabaseWith(settings.connection ?? {})
  const app = makeApp({
    config: readConfig({ NODE_ENV: 'test', ...settings.env }),
    secret: randomBytes(24).toString('hex'),
    log: makeLog('error'),
    ...settings,
  })
  const server = await listen(app, 0, '127.0.0.1')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    call: (endpoint, input, as) => callAt(origin, endpoint, input, as),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await closeDatabase()
    },
  }
}
