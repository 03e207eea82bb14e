import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Schema, model } from 'mongoose'
import { makeIndexes } from '../database'
import { isDuplicate } from '../idempotency'

/** A change of what is stored. Run once under a lock before the server is ready; written so that running it again harms nothing. */
export interface Migration {
  /** `0001-…`: they run in the order of their names. */
  name: string
  run(): Promise<void>
}

interface Done {
  _id: string
  doneAt: Date
}
const MigrationModel = model<Done>(
  'Migration',
  new Schema<Done>({ _id: String, doneAt: Date }, { autoIndex: false, versionKey: false }),
  'migrations',
)

interface Lock {
  _id: string
  owner: string
  until: Date
}
const LockModel = model<Lock>(
  'MigrationLock',
  new Schema<Lock>({ _id: String, owner: String, until: Date }, { autoIndex: false, versionKey: false }),
  'migration_lock',
)

const LOCK = 'schema'
const HELD_MS = 10 * 60_000
const POLL_MS = 200

/** Takes the lock, or waits for whoever holds it; a lock whose holder died is free after ten minutes. */
async function takeLock(owner: string) {
  for (;;) {
    const now = new Date()
    const held = { owner, until: new Date(now.getTime() + HELD_MS) }
    try {
      await LockModel.updateOne({ _id: LOCK, until: { $lt: now } }, { $set: held }, { upsert: true })
      return
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      await wait(POLL_MS)
    }
  }
}

/** Brings the stored shape to what this version expects: migrations in order, then indexes. Safe with several processes. */
export async function migrate(migrations: readonly Migration[]) {
  const owner = randomUUID()
  await takeLock(owner)
  try {
    for (const { name, run } of [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (await MigrationModel.exists({ _id: name })) continue
      await run()
      await MigrationModel.create({ _id: name, doneAt: new Date() })
    }
    await makeIndexes()
  } finally {
    await LockModel.deleteOne({ _id: LOCK, owner })
  }
}
