import { endpoint } from '../endpoint'
import type { z } from 'zod'
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
