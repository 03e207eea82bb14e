import type { Types } from 'mongoose'
import { INSTANT, pagedList, WORDS } from '../http/cursor'
import type { Actor } from '../http/policy'
import { countPart } from '../read-together'
import { MessageModel, type Message } from './model'

export type { Message } from './model'

const INBOX = pagedList<Message>('listMessages', { at: [-1, INSTANT], _id: [-1, WORDS] })

/** One page of somebody's inbox, newest first. */
export async function listMessages(actor: Actor, cursor: string | undefined, limit: number) {
  const rows = await MessageModel.find({ $and: [{ recipientId: actor.personId }, INBOX.from(cursor)] })
    .sort(INBOX.sort)
    .limit(limit + 1)
    .lean<Message[]>()
  return INBOX.page(rows, limit)
}

/** Marks everything up to and including this message as read. */
export async function readUpTo(actor: Actor, id: string, now: Date) {
  const message = await MessageModel.findOne({ _id: id, recipientId: actor.personId }).lean<Message>()
  if (message)
    await MessageModel.updateMany(
      { recipientId: actor.personId, readAt: null, at: { $lte: message.at } },
      { $set: { readAt: now } },
    )
  return unreadOf(actor.personId)
}

/** The same as a part of a question. */
export const unreadPart = (recipientId: Types.ObjectId) => countPart(MessageModel, { recipientId, readAt: null })

export const unreadOf = (personId: Types.ObjectId) =>
  MessageModel.countDocuments({ recipientId: personId, readAt: null })
