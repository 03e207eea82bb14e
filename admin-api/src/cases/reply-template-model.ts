import { Schema, model, type Types } from 'mongoose'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

/** A sentence that the office says often, with variables. It is about no case and nobody. */
export interface ReplyTemplate {
  _id: Types.ObjectId
  /** The area that it is kept in, then those above. */
  areas: Types.ObjectId[]
  name: string
  text: string
  /** Counts the changes: a change is written only over the revision that its author read. */
  revision: number
  changedBy: Types.ObjectId
  changedAt: Date
  idem: Idem
}
const ReplyTemplateSchema = new Schema<ReplyTemplate>(
  {
    areas: { type: [id], required: true },
    name: { type: String, required: true },
    text: { type: String, required: true },
    revision: { type: Number, default: 0 },
    changedBy: { type: id, required: true },
    changedAt: { type: Date, required: true },
    idem: { type: IdemSchema, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ReplyTemplateSchema.index({ areas: 1, name: 1 })
withIdem(ReplyTemplateSchema)
export const ReplyTemplateModel = model<ReplyTemplate>('ReplyTemplate', ReplyTemplateSchema, 'reply_templates')
