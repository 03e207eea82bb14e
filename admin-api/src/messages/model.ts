import { Schema, model, type Types } from 'mongoose'
import { aboutField, type OutboxEntry } from './outbox'

const id = Schema.Types.ObjectId

/** A line in somebody's inbox. Its id is source:seq:recipient, so that it exists exactly once however often it is told. */
export interface Message {
  _id: string
  recipientId: Types.ObjectId
  kind: string
  title: string
  body: string
  about: OutboxEntry['about']
  at: Date
  readAt: Date | null
}
const MessageSchema = new Schema<Message>(
  {
    _id: { $type: String, required: true },
    recipientId: { $type: id, required: true },
    kind: { $type: String, required: true },
    title: { $type: String, required: true },
    body: { $type: String, required: true },
    about: aboutField,
    at: { $type: Date, required: true },
    readAt: { $type: Date, default: null },
  },
  { autoIndex: false, versionKey: false, typeKey: '$type' },
)
MessageSchema.index({ recipientId: 1, at: -1, _id: -1 })
MessageSchema.index({ recipientId: 1, readAt: 1 })
export const MessageModel = model<Message>('Message', MessageSchema, 'messages')
