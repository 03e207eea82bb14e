import type { Types } from 'mongoose'
import { NEAR_AHEAD } from '@yike/shared/hall/rules'
import { dayOf } from '@yike/shared/time/china'
import { TicketModel, type Ticket } from './model'
import { queueAt } from './queue'

const HELD = { personId: { $exists: true } }
const toldOf = ({ personId, takenById }: Ticket) =>
  [personId, takenById].filter(
    (id, at, all): id is Types.ObjectId => !!id && all.findIndex((one) => one?.equals(id)) === at,
  )

async function tell(ticket: Ticket, told: 'near' | 'called', title: string, body: string, now: Date) {
  const message = {
    seq: ticket.outboxSeq + 1,
    kind: `ticket_${told}`,
    recipients: toldOf(ticket),
    title,
    body,
    about: { type: 'ticket' as const, id: ticket._id },
    at: now,
  }
  const { modifiedCount } = await TicketModel.updateOne(
    { _id: ticket._id, told: ticket.told, state: ticket.state, outboxSeq: ticket.outboxSeq },
    { $set: { told }, $inc: { outboxSeq: 1 }, $push: { outbox: message } },
  )
  return modifiedCount
}

/**
 * A job: tells who holds a number once when two are ahead, and once when it is called. What was told is written with the
 * message, so several processes tell it once. The number told.
 */
export async function tellHolders(now: Date): Promise<number> {
  const day = dayOf(now)
  let told = 0
  const called = await TicketModel.find({ ...HELD, day, state: 'called', told: { $ne: 'called' } })
    .limit(200)
    .lean<Ticket[]>()
  for (const ticket of called)
    told += await tell(
      ticket,
      'called',
      `叫到您了，请到 ${ticket.window} 号窗口`,
      `${ticket.code}，${ticket.placeName}，${ticket.lineName}`,
      now,
    )
  const waiting = await TicketModel.find({ ...HELD, day, state: 'waiting', told: 'nothing' })
    .limit(500)
    .lean<Ticket[]>()
  const places = [...new Map(waiting.map(({ placeId }) => [String(placeId), placeId])).values()]
  for (const placeId of places) {
    const queue = await queueAt(placeId, now)
    for (const ticket of waiting.filter((one) => one.placeId.equals(placeId))) {
      const ahead = queue.aheadOf(ticket)
      if (ahead === null || ahead > NEAR_AHEAD) continue
      const body = `${ticket.code}，${ticket.placeName}，${ticket.lineName}。请到大厅等着。`
      told += await tell(ticket, 'near', ahead === 0 ? '下一位就是您' : `前面还有 ${ahead} 位`, body, now)
    }
  }
  return told
}

/** A job: what nobody called before midnight is closed; the next day begins at 1. */
export async function closeOldDays(now: Date): Promise<number> {
  const { modifiedCount } = await TicketModel.updateMany(
    { state: { $in: ['waiting', 'called'] }, day: { $lt: dayOf(now) } },
    { $set: { state: 'closed', lastStep: null }, $unset: { at: 1, holds: 1 }, $inc: { seq: 1 } },
  )
  return modifiedCount
}
