import { Schema, model, type Types } from 'mongoose'

/** An uploaded photo: two sizes in GridFS. `claimedBy` is `collection:id` of the record it belongs to. */
export interface FileRecord {
  _id: Types.ObjectId
  uploadedBy: Types.ObjectId
  full: Types.ObjectId
  thumb: Types.ObjectId
  claimedBy: string | null
  uploadedAt: Date
  /** The picture that is shown instead of it: the same with something covered. */
  redacted?: Types.ObjectId | null
}
const id = Schema.Types.ObjectId
const FileSchema = new Schema<FileRecord>(
  {
    uploadedBy: { type: id, required: true },
    full: { type: id, required: true },
    thumb: { type: id, required: true },
    claimedBy: { type: String, default: null },
    uploadedAt: { type: Date, required: true },
    redacted: { type: id },
  },
  { autoIndex: false, versionKey: false },
)
FileSchema.index({ claimedBy: 1, uploadedAt: 1 })
export const FileModel = model<FileRecord>('File', FileSchema, 'files')
