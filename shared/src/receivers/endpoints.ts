import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>

/** The receivers that work in the areas of the caller: of these areas, above them and below them. */
export const listReceivers = endpoint<Record<string, never>, z.output<typeof s.ReceiverList>>({
  method: 'GET',
  path: '/staff/receivers',
  access: { staff: 'case.assign' },
  errors: [],
})
export const createReceiver = endpoint<In<typeof s.CreateReceiver>, s.Receiver>({
  method: 'POST',
  path: '/staff/receivers',
  access: { staff: 'receiver.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const updateReceiver = endpoint<In<typeof s.UpdateReceiver>, s.Receiver>({
  method: 'PATCH',
  path: '/staff/receivers/:id',
  access: { staff: 'receiver.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN'],
})
/** A line of the dispatch catalogue: who answers for a category in an area, from a day. */
export const addCatalogueEntry = endpoint<In<typeof s.AddCatalogueEntry>, s.Receiver>({
  method: 'POST',
  path: '/staff/receivers/:receiverId/catalogue',
  access: { staff: 'receiver.edit' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
export const endCatalogueEntry = endpoint<In<typeof s.EndCatalogueEntry>, s.Receiver>({
  method: 'POST',
  path: '/staff/catalogue-entries/:id/end',
  access: { staff: 'receiver.edit' },
  errors: ['NOT_FOUND'],
})
