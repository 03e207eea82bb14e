import type { Due } from '../jobs'
import type { Types } from 'mongoose'
import { NEAR_AHEAD } from '@yike/shared/hall/rules'
import { dayOf } from '@yike/shared/time/china'
import { notify } from '../messages/notify'
import { TicketModel, type Ticket } from './model'
import { queueAt } from './queue'

const HELD = { personId: { $exists: true } }
const recipientsOf = ({ personId, takenById }: Ticket) =>
  [personId, takenById].filter(
    (id, at, all): id is Types.ObjectId => !!id && all.findIndex((one) => one?.equals(id)) === at,
  )

interface Words {
  title: string
  body: string
}

async function notifyOnce(ticket: Ticket, told: 'near' | 'called', words: Words, now: Date) {
  const about = { type: 'ticket' as const, id: ticket._id }
  const message = { kind: `ticket_${told}` as const, recipients: recipientsOf(ticket), ...words, about }
  const { modifiedCount } = await TicketModel.updateOne(
    { _id: ticket._id, told: ticket.told, state: ticket.state, outboxSeq: ticket.outboxSeq },
    { $set: { told }, $inc: { outboxSeq: 1 }, ...notify(message, now) },
  )
  return modifiedCount
}

const justCalled = (day: string) => ({ ...HELD, day, state: 'called' as const, told: { $ne: 'called' as const } })
const stillWaiting = (day: string) => ({ ...HELD, day, state: 'waiting' as const, told: 'nothing' as const })
export const holdersToNotify = (now: Date): Due[] =>
  [justCalled(dayOf(now)), stillWaiting(dayOf(now))].map((filter) => ({ model: TicketModel, filter }))

/**
 * A job: notifies the holder of a number once when two are ahead, and once when it is called. `told` is written with
 * the message, so several processes notify once. Returns how many.
 */
export async function notifyHolders(now: Date): Promise<number> {
  const day = dayOf(now)
  let told = 0
  const called = await TicketModel.find(justCalled(day)).limit(200).lean<Ticket[]>()
  for (const ticket of called)
    told += await notifyOnce(
      ticket,
      'called',
      {
        title: `叫到您了，请到 ${ticket.window} 号窗口`,
        body: `${ticket.code}，${ticket.placeName}，${ticket.lineName}`,
      },
      now,
    )
  const waiting = await TicketModel.find(stillWaiting(day)).limit(500).lean<Ticket[]>()
  const places = [...new Map(waiting.map(({ placeId }) => [String(placeId), placeId])).values()]
  for (const placeId of places) {
    const queue = await queueAt(placeId, now)
    if (queue.isResting) continue
    for (const ticket of waiting.filter((one) => one.placeId.equals(placeId))) {
      const ahead = queue.aheadOf(ticket)
      if (ahead === null || ahead > NEAR_AHEAD) continue
      const body = `${ticket.code}，${ticket.placeName}，${ticket.lineName}。请到大厅等着。`
      const title = ahead === 0 ? '下一位就是您' : `前面还有 ${ahead} 位`
      told += await notifyOnce(ticket, 'near', { title, body }, now)
    }
  }
  return told
}

/** A job: closes numbers that nobody called before midnight; the next day begins at 1. */
export async function closeOldDays(now: Date): Promise<number> {
  const { modifiedCount } = await TicketModel.updateMany(
    { state: { $in: ['waiting', 'called'] }, day: { $lt: dayOf(now) } },
    { $set: { state: 'closed', lastStep: null }, $unset: { at: 1, holds: 1 }, $inc: { seq: 1 } },
  )
  return modifiedCount
}
