import type { Types } from 'mongoose'
import { cursorOf, readCursor } from '../http/cursor'
import type { Actor } from '../http/policy'
import { MessageModel, type Message } from './model'

export type { Message } from './model'

/** One page of somebody's inbox, newest first. */
export async function listMessages(actor: Actor, cursor: string | undefined, limit: number) {
  const after = readCursor(cursor)
  const rows = await MessageModel.find({
    recipientId: actor.personId,
    ...(after
      ? { $or: [{ at: { $lt: new Date(after[0]!) } }, { at: new Date(after[0]!), _id: { $lt: after[1]! } }] }
      : {}),
  })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean<Message[]>()
  const items = rows.slice(0, limit)
  const last = items[items.length - 1]
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last.at.toISOString(), last._id) : null }
}

/** Everything up to and including this message has been read. */
export async function readUpTo(actor: Actor, id: string, now: Date) {
  const message = await MessageModel.findOne({ _id: id, recipientId: actor.personId }).lean<Message>()
  if (message)
    await MessageModel.updateMany(
      { recipientId: actor.personId, readAt: null, at: { $lte: message.at } },
      { $set: { readAt: now } },
    )
  return unreadOf(actor.personId)
}

export const unreadOf = (personId: Types.ObjectId) =>
  MessageModel.countDocuments({ recipientId: personId, readAt: null })
