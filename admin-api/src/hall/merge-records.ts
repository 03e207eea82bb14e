import type { Types } from 'mongoose'
import type { PersonRecords } from '../people/person-records'
import { TicketModel } from './model'

export const ticketRecords: PersonRecords = { model: TicketModel, fields: ['personId', 'takenById'] }

/** A number in line is held under the id of its holder. */
export const isInLine = async (fromId: Types.ObjectId): Promise<string | null> =>
  (await TicketModel.exists({ personId: fromId, holds: { $exists: true } })) ? '他正在大厅排队，叫完号再合并。' : null
