import { Schema, model, type Types } from 'mongoose'
import { BOOKING_KEPT_YEARS } from '@yike/shared/people/retention'
import { aboutField, type OutboxEntry } from './outbox'
import { sealedText, withSealedText } from '../sealed-text'

const id = Schema.Types.ObjectId
/** A message is removed with its subject: after a year. */
const KEPT_SECONDS = BOOKING_KEPT_YEARS * 366 * 86_400

/**
 * A line in somebody's inbox. Its id is source:seq:recipient, so that it exists exactly once however often it is
 * relayed.
 */
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
    title: sealedText({ required: true }, '$type'),
    body: sealedText({ required: true }, '$type'),
    about: aboutField,
    at: { $type: Date, required: true },
    readAt: { $type: Date, default: null },
  },
  { autoIndex: false, versionKey: false, typeKey: '$type' },
)
MessageSchema.index({ recipientId: 1, at: -1, _id: -1 })
MessageSchema.index({ recipientId: 1, readAt: 1 })
MessageSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
withSealedText(MessageSchema)
export const MessageModel = model<Message>('Message', MessageSchema, 'messages')

/**
 * A message on its way out by WeChat or SMS, which take no message back: it leaves at most once. `sending` is written
 * before the call; after a crash or a call without an answer it becomes `unknown` and is not tried again.
 */
export interface Delivery {
  /** The id of the inbox line; with `:sms` for the way by SMS, with `:phone` for a call by the office. */
  _id: string
  way: 'wechat' | 'sms' | 'phone'
  recipientId: Types.ObjectId
  /** Null for an SMS, whose number is looked up when it leaves, and for the phone. */
  openId: string | null
  kind: string
  title: string
  body: string
  about: OutboxEntry['about']
  at: Date
  urgent: boolean
  /** The begin of its subject: it does not wait for the morning where that would be too late. */
  startsAt: Date | null
  /** `dropped`: a reminder that would have come too late. */
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped'
  sendingSince: Date | null
  /**
   * The reason of the failure, in the words of WeChat or the SMS gateway (43101: the person did not agree to messages).
   */
  reason: string | null
  /** Somebody has phoned instead. */
  followedUp: { byId: Types.ObjectId; byName: string; at: Date } | null
}
const DeliverySchema = new Schema<Delivery>(
  {
    _id: { $type: String, required: true },
    way: { $type: String, enum: ['wechat', 'sms', 'phone'], default: 'wechat' },
    recipientId: { $type: id },
    openId: { $type: String, default: null },
    kind: { $type: String, required: true },
    title: sealedText({ required: true }, '$type'),
    body: sealedText({ required: true }, '$type'),
    about: aboutField,
    at: { $type: Date, required: true },
    urgent: { $type: Boolean, default: false },
    startsAt: { $type: Date, default: null },
    state: { $type: String, enum: ['queued', 'sending', 'sent', 'failed', 'unknown', 'dropped'], default: 'queued' },
    sendingSince: { $type: Date, default: null },
    reason: { $type: String, default: null },
    followedUp: {
      $type: new Schema({ byId: id, byName: { $type: String }, at: { $type: Date } }, { _id: false, typeKey: '$type' }),
      default: null,
    },
  },
  { autoIndex: false, versionKey: false, typeKey: '$type' },
)
DeliverySchema.index({ state: 1, at: 1 })
DeliverySchema.index({ state: 1, urgent: 1, at: 1 })
DeliverySchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
withSealedText(DeliverySchema)
export const DeliveryModel = model<Delivery>('Delivery', DeliverySchema, 'deliveries')

/** The number of further messages of one template that somebody agreed to: each yes is one message. */
export interface Consent {
  /** `person:template`. */
  _id: string
  personId: Types.ObjectId
  templateId: string
  left: number
  /** A lasting consent, where the office's template allows it. */
  lasting: boolean
  /** Queued deliveries that took one: each takes one and gives it back at most once. */
  taken: string[]
  /** Keys of the last answers that were counted, so that none counts twice. */
  keys: string[]
}
const ConsentSchema = new Schema<Consent>(
  {
    _id: { $type: String, required: true },
    personId: { $type: id, required: true },
    templateId: { $type: String, required: true },
    left: { $type: Number, default: 0 },
    lasting: { $type: Boolean, default: false },
    taken: { $type: [String], default: [] },
    keys: { $type: [String], default: [] },
  },
  { autoIndex: false, versionKey: false, typeKey: '$type' },
)
ConsentSchema.index({ personId: 1 })
export const ConsentModel = model<Consent>('Consent', ConsentSchema, 'message_consents')

/** The last try of the ways out, with the settings it was made with. */
export interface ChannelTry {
  _id: 'last'
  at: Date
  /** A keyed digest of the settings: it tells nobody what they were. */
  digest: string
  problems: number
  items: { what: string; isOk: boolean; says: string; mend: string | null }[]
}
const ChannelTrySchema = new Schema<ChannelTry>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    digest: { type: String, required: true },
    problems: { type: Number, required: true },
    items: [
      new Schema({ what: String, isOk: Boolean, says: String, mend: { type: String, default: null } }, { _id: false }),
    ],
  },
  { autoIndex: false, versionKey: false },
)
export const ChannelTryModel = model<ChannelTry>('ChannelTry', ChannelTrySchema, 'channel_tries')
