import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as c from './channel-schemas'
import type * as s from './schemas'

export const listMessages = endpoint<z.input<typeof s.ListMessages>, z.output<typeof s.MessagePage>>({
  method: 'GET',
  path: '/me/messages',
  access: 'resident',
  errors: [],
})
export const readMessages = endpoint<z.input<typeof s.ReadMessages>, z.output<typeof s.Unread>>({
  method: 'POST',
  path: '/me/messages/read',
  access: 'resident',
  errors: [],
})
/** The subscribe templates, and how many messages of each may still be sent to the caller. */
export const listConsents = endpoint<Record<string, never>, s.Consents>({
  method: 'GET',
  path: '/me/messages/consents',
  access: 'resident',
  errors: [],
})
/** Keeps WeChat's answer after asking for consent. A lost answer sent again counts once. */
export const keepConsents = endpoint<z.input<typeof s.KeepConsents>, s.Consents>({
  method: 'POST',
  path: '/me/messages/consents',
  access: 'resident',
  errors: [],
  idempotent: true,
})
/** Messages that did not reach somebody in the caller's areas, newest first, so that staff can phone. */
export const listUndelivered = endpoint<z.input<typeof s.ListUndelivered>, z.output<typeof s.UndeliveredPage>>({
  method: 'GET',
  path: '/staff/messages/undelivered',
  access: { staff: 'message.follow_up' },
  errors: [],
})
/** Somebody has phoned: the message leaves the list. */
export const followUpDelivery = endpoint<z.input<typeof s.UndeliveredId>, s.Undelivered>({
  method: 'POST',
  path: '/staff/messages/undelivered/:id/followed-up',
  access: { staff: 'message.follow_up' },
  errors: ['NOT_FOUND'],
})
/** The ways by which messages leave, without any secret, and how the last try of them ended. */
export const getChannels = endpoint<Record<string, never>, c.Channels>({
  method: 'GET',
  path: '/staff/channels',
  access: { staff: 'staff.manage' },
  errors: [],
})
/** Calls WeChat and the SMS gateway with the settings of this installation; sends nobody a message. */
export const tryChannels = endpoint<Record<string, never>, c.Channels>({
  method: 'POST',
  path: '/staff/channels/try',
  access: { staff: 'staff.manage' },
  errors: ['TOO_MANY_REQUESTS'],
})
