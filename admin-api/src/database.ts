import mongoose, { type ConnectOptions } from 'mongoose'

mongoose.set('strictQuery', 'throw')
mongoose.set('autoCreate', false)

/** Connects the models of this process to a database: the one named, the one in the address, or `yike`. */
export async function connect(uri: string, dbName?: string, more: ConnectOptions = {}) {
  dbName ??= new URL(uri).pathname.length > 1 ? undefined : 'yike'
  await mongoose.connect(uri, { dbName, autoIndex: false, maxPoolSize: 50, serverSelectionTimeoutMS: 10_000, ...more })
}

export const disconnect = () => mongoose.disconnect()

/** Makes every index that a model declares and does not have yet. Indexes are declared in one place: the model. */
export async function makeIndexes() {
  for (const model of Object.values(mongoose.models)) {
    await model.createCollection()
    await model.createIndexes()
  }
}

/** Whether the database answers. */
export async function databaseAnswers() {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false
  return mongoose.connection
    .db!.command({ ping: 1 })
    .then(() => true)
    .catch(() => false)
}
