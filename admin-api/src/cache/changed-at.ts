import { Schema, model, type Query, type Types } from 'mongoose'
import { databaseNow } from './database-clock'

/** A record whose changes other processes look for. */
export interface Stamped {
  _id: Types.ObjectId
  /** When it was written last, by the clock of the database. Missing in records that nobody wrote since the field exists. */
  changedAt?: Date
}

/** A stamped record that was deleted: nothing of it is left that could say so. Id: model and record. */
export interface Deleted {
  _id: string
  model: string
  recordId: Types.ObjectId
  changedAt: Date
}
const HOUR_SECONDS = 3600
const DeletedSchema = new Schema<Deleted>(
  {
    _id: { type: String, required: true },
    model: { type: String, required: true },
    recordId: { type: Schema.Types.ObjectId, required: true },
    changedAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
DeletedSchema.index({ changedAt: 1 }, { expireAfterSeconds: HOUR_SECONDS })
export const DeletedModel = model<Deleted>('DeletedRecord', DeletedSchema, 'deleted_records')

/** When this process wrote records of a model last, in milliseconds of `performance.now()`. */
const written = new Map<string, number>()
export const writtenAt = (modelName: string) => written.get(modelName) ?? -Infinity
/** Tells the caches of this process that it has written records of a model: their next reader sees it. */
export const markWritten = (modelName: string) => void written.set(modelName, performance.now())

/** An update with the stamp, for writes that pass Mongoose by; `markWritten` comes after them. */
export const stamped = (update: { $set?: object; $inc?: object; $push?: object }) => ({
  ...update,
  $set: { ...update.$set, changedAt: new Date(databaseNow()) },
})

const WRITES = ['updateOne', 'updateMany', 'replaceOne', 'findOneAndUpdate', 'findOneAndReplace'] as const
const DELETIONS = ['deleteOne', 'deleteMany', 'findOneAndDelete'] as const

/**
 * Makes every write to a model set `changedAt` in the same update, and every deletion leave a note before it. So no write
 * goes unseen, whichever process does it and wherever that process ends.
 */
export function withChangedAt<Record extends Stamped>(schema: Schema<Record>, modelName: string) {
  schema.set('timestamps', { createdAt: false, updatedAt: 'changedAt', currentTime: databaseNow })
  schema.index({ changedAt: 1 })
  const wrote = () => markWritten(modelName)
  schema.post('save', wrote)
  schema.post('insertMany', wrote)
  schema.post('bulkWrite', wrote)
  schema.post([...WRITES, ...DELETIONS], wrote)
  schema.pre([...DELETIONS], async function (this: Query<unknown, Record>) {
    const rows = await this.model.find(this.getFilter(), { _id: 1 }).lean<Stamped[]>()
    const changedAt = new Date(databaseNow())
    const notes = rows.map(({ _id: recordId }) => ({
      updateOne: {
        filter: { _id: `${modelName}:${String(recordId)}` },
        update: { $set: { model: modelName, recordId, changedAt } },
        upsert: true,
      },
    }))
    if (notes.length > 0) await DeletedModel.bulkWrite(notes)
  })
}
