import { listMessages as listMessagesEndpoint, readMessages } from '@yike/shared/messages/endpoints'
import * as s from '@yike/shared/messages/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Routes, handle } from '../http/handle'
import { listMessages, readUpTo, type Message } from './inbox'
import { MESSAGE_KINDS } from './kinds'

const presentMessage = (message: Message): s.Message => ({
  id: message._id,
  kind: { code: message.kind, label: MESSAGE_KINDS[message.kind] ?? '消息' },
  title: message.title,
  body: message.body,
  at: toApiTime(message.at),
  about: message.about && { type: message.about.type, id: String(message.about.id) },
  read: message.readAt !== null,
})

export function messageRoutes() {
  const routes = new Routes()
  handle(routes, listMessagesEndpoint, { input: s.ListMessages, output: s.MessagePage }, async (input, { actor }) => {
    const { items, nextCursor } = await listMessages(actor, input.cursor, input.limit)
    return { items: items.map(presentMessage), nextCursor }
  })
  handle(routes, readMessages, { input: s.ReadMessages, output: s.Unread }, async ({ upTo }, { actor, now }) => ({
    unread: await readUpTo(actor, upTo, now),
  }))
  return routes
}
