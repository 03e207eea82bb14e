import { Schema, type Types } from 'mongoose'
import type { MessageSubject } from '@yike/shared/messages/schemas'
import { sealedText, withSealedText } from '../sealed-text'

/** A notification to be sent, pushed to a document in the write that makes it true. */
export interface OutboxEntry {
  /** Unique within its document: with the document's id it makes the message's own. */
  seq: number
  kind: string
  recipients: Types.ObjectId[]
  title: string
  body: string
  about: { type: MessageSubject; id: Types.ObjectId } | null
  at: Date
  /** Rings at night too, and goes before others: somebody may need help. */
  urgent?: boolean
  /** The begin of its subject, where it has a time. */
  startsAt?: Date
}

const id = Schema.Types.ObjectId
// `type` is a field of ours here, so these schemas name types by `$type`.
export const aboutField = {
  $type: new Schema({ type: { $type: String }, id: { $type: id } }, { _id: false, typeKey: '$type' }),
  default: null,
}

export const OutboxSchema = new Schema<OutboxEntry>(
  {
    seq: { $type: Number, required: true },
    kind: { $type: String, required: true },
    recipients: { $type: [id], required: true },
    title: sealedText({ required: true }, '$type'),
    body: sealedText({ required: true }, '$type'),
    about: aboutField,
    at: { $type: Date, required: true },
    urgent: { $type: Boolean },
    startsAt: { $type: Date },
  },
  { _id: false, typeKey: '$type' },
)

/** For a schema whose documents carry an `outbox`: the relay finds the few with entries, whose words are sealed. */
export function withOutbox(schema: Schema) {
  withSealedText(schema)
  schema.index({ 'outbox.at': 1 }, { name: 'outbox', partialFilterExpression: { 'outbox.at': { $exists: true } } })
}
