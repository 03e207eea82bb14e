import * as endpoints from '@yike/shared/messages/endpoints'
import { Channels } from '@yike/shared/messages/channel-schemas'
import * as s from '@yike/shared/messages/schemas'
import { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { describeChannels, tryChannels, type ChannelSettings } from './channels'
import { consentsOf, keepConsents } from './consents'
import { listMessages, readUpTo } from './inbox'
import { presentConsents, presentMessage, presentUndelivered } from './presenter'
import { followUp, listUndelivered } from './undelivered'

/** `channels`: the ways out of this installation; without templates nothing leaves by WeChat. */
export function messageRoutes(channels: ChannelSettings) {
  const routes = new Routes()
  const { templates } = channels
  handle(routes, endpoints.listMessages, { input: s.ListMessages, output: s.MessagePage }, async (input, { actor }) => {
    const { items, nextCursor } = await listMessages(actor, input.cursor, input.limit)
    return { items: items.map(presentMessage), nextCursor }
  })
  handle(
    routes,
    endpoints.readMessages,
    { input: s.ReadMessages, output: s.Unread },
    async ({ upTo }, { actor, now }) => ({ unread: await readUpTo(actor, upTo, now) }),
  )
  handle(routes, endpoints.listConsents, { input: z.strictObject({}), output: s.Consents }, async (_, { actor }) =>
    presentConsents(await consentsOf(actor, templates)),
  )
  handle(
    routes,
    endpoints.keepConsents,
    { input: s.KeepConsents, output: s.Consents },
    async (input, { actor, key }) => {
      await keepConsents(actor, key, input, templates)
      return presentConsents(await consentsOf(actor, templates))
    },
  )
  handle(
    routes,
    endpoints.listUndelivered,
    { input: s.ListUndelivered, output: s.UndeliveredPage },
    async (input, { actor, saw }) => {
      const { items, nextCursor } = await listUndelivered(actor, input)
      saw(items.flatMap(({ person }) => (person ? [person._id] : [])))
      return { items: items.map(presentUndelivered), nextCursor }
    },
  )
  handle(
    routes,
    endpoints.followUpDelivery,
    { input: s.UndeliveredId, output: s.Undelivered },
    async ({ id }, { actor, now }) => presentUndelivered(await followUp(actor, id, now)),
  )
  handle(routes, endpoints.getChannels, { input: z.strictObject({}), output: Channels }, () =>
    describeChannels(channels),
  )
  handle(routes, endpoints.tryChannels, { input: z.strictObject({}), output: Channels }, (_, { actor, now }) =>
    tryChannels(channels, actor, now),
  )
  return routes
}
