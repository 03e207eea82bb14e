import mongoose, { type ConnectOptions } from 'mongoose'
import { databaseNameIn } from './database-address'
import { setDatabaseClock } from './cache/database-clock'
import { beginAnew } from './cache/rounds'

mongoose.set('strictQuery', 'throw')
mongoose.set('autoCreate', false)
// Without a connection a command fails within SELECTION_MS; Mongoose would keep it back for ten seconds.
mongoose.set('bufferCommands', false)

/**
 * A request waits no longer for a missing database; an election of a replica set takes longer, and the caller tries
 * again.
 */
const SELECTION_MS = 2000
/** The time that a database has to start beside this process. */
const CONNECT_WITHIN_MS = 10_000

/** Connects the models of this process to a database: the one named, the one in the address, or `yike`. */
export async function connect(uri: string, dbName?: string, more: ConnectOptions = {}) {
  dbName ??= databaseNameIn(uri)
  const options = { dbName, autoIndex: false, maxPoolSize: 50, serverSelectionTimeoutMS: SELECTION_MS, ...more }
  const end = Date.now() + CONNECT_WITHIN_MS
  for (;;)
    try {
      await mongoose.connect(uri, options)
      break
    } catch (cause) {
      if (Date.now() > end || !isUnreachable(cause)) throw cause
    }
  const asked = performance.now()
  const { localTime } = (await mongoose.connection.db!.command({ hello: 1 })) as { localTime?: Date }
  setDatabaseClock(localTime, performance.now() - asked)
  beginAnew()
}

/** Whether an error means only that no database is reachable. */
export const isUnreachable = (cause: unknown) =>
  cause instanceof Error &&
  /^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|PoolCleared|PoolClosed|ClientClosed|TopologyClosed|NotConnected|ConnectionClosed)Error$/.test(
    cause.name,
  )

const isOfSocket = ({ code, syscall }: NodeJS.ErrnoException) =>
  (syscall === 'write' || syscall === 'read') && (code === 'ECONNRESET' || code === 'EPIPE')

/**
 * Whether an error says that the connection is gone, whatever the driver calls it. A command that is under way when the
 * driver is closed finds its session, its server or its pool ended, each with an error of its own; one that is written
 * to a socket whose other side just died fails as the socket does, without a name of the driver.
 */
export const isDisconnected = (cause: unknown) =>
  isUnreachable(cause) ||
  (cause instanceof mongoose.mongo.MongoError && !isDatabaseUp()) ||
  (cause instanceof Error && isOfSocket(cause))

export const disconnect = () => mongoose.disconnect()

/** Makes every index that a model declares and does not have yet. Indexes are declared in one place: the model. */
export async function makeIndexes() {
  for (const model of Object.values(mongoose.models)) {
    await model.createCollection()
    await model.createIndexes()
  }
}

/** Whether the driver sees a database: known without asking it. */
export const isDatabaseUp = () => mongoose.connection.readyState === mongoose.ConnectionStates.connected

/** Why the database does not answer, or that it has found its data damaged; null when all is well. */
export async function databaseFailure(): Promise<Error | null> {
  if (!isDatabaseUp()) return new Error('the database is not reached')
  return mongoose.connection
    .db!.command({ ping: 1 })
    .then(() => null)
    .catch((cause: Error) => cause)
}
