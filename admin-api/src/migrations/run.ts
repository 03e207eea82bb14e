import { Schema, model } from 'mongoose'
import { makeIndexes } from '../database'
import { underLock } from '../lock'

/**
 * A change of the stored shape. Run once under a lock before the server is ready; written so that running it again
 * harms nothing.
 */
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

/**
 * Migrates the stored shape to the one this version expects: migrations in order, then indexes. Safe with several
 * processes.
 */
export const migrate = (migrations: readonly Migration[]) =>
  underLock('schema', async () => {
    for (const { name, run } of [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (await MigrationModel.exists({ _id: name })) continue
      await run()
      await MigrationModel.create({ _id: name, doneAt: new Date() })
    }
    await makeIndexes()
  })
