import type { UpdateQuery } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { MAX_PUT_BACKS, UNDO_MS, orderOfPutBack } from '@yike/shared/hall/rules'
import type { TicketState } from '@yike/shared/hall/states'
import { dayOf } from '@yike/shared/time/china'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { hallAt, lineOf } from './halls'
import { TicketModel, type Before, type Step, type Ticket } from './model'
import { hallPolicy } from './policy'

/** The states from which a number takes each step; pages offer steps by the same table (`canTake`). */
const FROM = {
  call: ['waiting', 'missed'],
  call_again: ['called'],
  serve: ['called'],
  miss: ['called'],
  put_back: ['missed'],
  transfer: ['waiting', 'called', 'missed'],
  leave: ['waiting', 'missed'],
} as const satisfies Record<Step | 'call_again' | 'leave', readonly TicketState[]>

/** Whether a number in this state, put back this often, takes a step. */
export const canTake = (step: keyof typeof FROM, state: TicketState, putBacks: number) =>
  (FROM[step] as readonly TicketState[]).includes(state) && (step !== 'put_back' || putBacks < MAX_PUT_BACKS)

/** The same as a condition on the record. */
export const takes = (step: keyof typeof FROM) => ({ state: { $in: [...FROM[step]] } })

/** One number at hand for each window of a place on a day. */
export const windowKey = (placeId: unknown, day: string, window: number) => `${String(placeId)}:${day}:${window}`

/** The values that undo a step. */
export const beforeOf = ({ letter, lineName, order, priorityAt, state }: Ticket): Before => ({
  letter,
  lineName,
  order,
  priorityAt: priorityAt ?? null,
  state,
})

/** A number of today in the actor's halls. */
export async function staffTicket(actor: Actor, id: string, now: Date): Promise<Ticket> {
  const ticket = orNotFound(await TicketModel.findOne({ _id: id, ...hallPolicy.visible(actor) }).lean<Ticket>())
  if (ticket.day !== dayOf(now)) throw new AppError('TICKET_MOVED', '这个号不是今天的。')
  return ticket
}

/** One write from the state that was read; it refuses after somebody else's step in between. */
async function move(ticket: Ticket, from: readonly TicketState[], change: UpdateQuery<Ticket>): Promise<Ticket> {
  if (!from.includes(ticket.state)) throw new AppError('TICKET_MOVED')
  const moved = await TicketModel.findOneAndUpdate(
    { _id: ticket._id, seq: ticket.seq },
    { ...change, $inc: { seq: 1, ...change.$inc } },
    { returnDocument: 'after' },
  ).lean<Ticket>()
  if (!moved) throw new AppError('TICKET_MOVED')
  return moved
}

const stepped = (actor: Actor, lastStep: Step, ticket: Ticket, now: Date) => ({
  lastStep,
  steppedAt: now,
  steppedByName: actor.name,
  before: beforeOf(ticket),
})

/** 办完了. */
export async function serve(actor: Actor, id: string, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  if (ticket.state === 'served') return ticket
  return move(ticket, FROM.serve, {
    $set: { state: 'served', endedAt: now, ...stepped(actor, 'serve', ticket, now) },
    $unset: { at: 1, holds: 1 },
  })
}

/** 过号: called and not there. */
export async function miss(actor: Actor, id: string, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  if (ticket.state === 'missed') return ticket
  return move(ticket, FROM.miss, {
    $set: { state: 'missed', endedAt: now, ...stepped(actor, 'miss', ticket, now) },
    $unset: { at: 1, holds: 1 },
  })
}

/** 重新排: behind three others, at most twice. A booking gives no precedence any more. */
export async function putBack(actor: Actor, id: string, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  if (ticket.putBacks >= MAX_PUT_BACKS)
    throw new AppError('TICKET_MOVED', `已经重新排过 ${MAX_PUT_BACKS} 次了，请重新取号。`)
  const { placeId, day, letter } = ticket
  const others = await TicketModel.find({ placeId, day, letter, state: 'waiting' }, { order: 1, priorityAt: 1 }).lean<
    Pick<Ticket, 'order' | 'priorityAt'>[]
  >()
  const waiting = others.map(({ order, priorityAt }) => ({ order, priorityAt: priorityAt ?? null }))
  return move(ticket, FROM.put_back, {
    $set: {
      state: 'waiting',
      order: orderOfPutBack(waiting, now),
      window: null,
      endedAt: null,
      ...stepped(actor, 'put_back', ticket, now),
    },
    $unset: { priorityAt: 1 },
    $inc: { putBacks: 1 },
  })
}

/** Moves it to another line of the hall: the number stays, and so does the time it was taken, by which it is called. */
export async function transfer(actor: Actor, id: string, letter: string, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  const line = lineOf(await hallAt(ticket.placeId), letter)
  if (letter === ticket.letter) throw new AppError('TICKET_MOVED', `已经在${line.name}排着了。`)
  return move(ticket, FROM.transfer, {
    $set: {
      state: 'waiting',
      letter,
      lineName: line.name,
      order: ticket.takenAt.getTime(),
      told: 'nothing',
      ...stepped(actor, 'transfer', ticket, now),
    },
    $unset: { priorityAt: 1, at: 1, holds: 1 },
  })
}

/** Whether the last step may still be taken back. */
export const canUndo = ({ lastStep, steppedAt }: Ticket, now: Date) =>
  lastStep !== null && steppedAt !== null && now.getTime() - steppedAt.getTime() <= UNDO_MS

/** The fields of a number before each step, beyond its line and order. */
const backTo = {
  call: (ticket) => ({ state: ticket.before?.state ?? 'waiting', window: null }),
  serve: () => ({ state: 'called', endedAt: null }),
  miss: () => ({ state: 'called', endedAt: null }),
  put_back: () => ({ state: 'missed' }),
  transfer: ({ before, window }) => ({ state: before!.state, window }),
} satisfies Record<Step, (ticket: Ticket) => Partial<Ticket>>

/** Takes the last step back, within a minute of it; not when the window has called another meanwhile. */
export async function undo(actor: Actor, id: string, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  const { lastStep, before, window } = ticket
  if (!lastStep || !canUndo(ticket, now)) throw new AppError('TICKET_MOVED', '过了一分钟，不能撤回了。')
  const set: Partial<Ticket> = { ...backTo[lastStep](ticket), lastStep: null, before: null }
  if (before) {
    const { letter, lineName, order, priorityAt } = before
    Object.assign(set, { letter, lineName, order, ...(priorityAt ? { priorityAt } : {}) })
  }
  if (set.state === 'called' && window !== null) set.at = windowKey(ticket.placeId, ticket.day, window)
  try {
    return await move(ticket, [ticket.state], {
      $set: set,
      ...(set.at ? {} : { $unset: { at: 1 } }),
      ...(lastStep === 'call' ? { $inc: { calls: -1 } } : lastStep === 'put_back' ? { $inc: { putBacks: -1 } } : {}),
    })
  } catch (cause) {
    if (isDuplicate(cause, 'at')) throw new AppError('TICKET_MOVED', `${window} 号窗口已经叫了下一位，先把那个号撤回。`)
    throw cause
  }
}

/** A ticket of the actor, or one they took for somebody of the family. */
export const myTicket = async (actor: Actor, id: string) =>
  orNotFound(await TicketModel.findOne({ _id: id, ...heldBy(actor) }).lean<Ticket>())

export const heldBy = (actor: Actor) => ({ $or: [{ personId: actor.personId }, { takenById: actor.personId }] })

/** 不等了: the holder gives the number back. */
export async function leaveQueue(actor: Actor, id: string, now: Date) {
  const ticket = await myTicket(actor, id)
  if (ticket.state === 'left') return ticket
  if (ticket.day !== dayOf(now)) throw new AppError('TICKET_MOVED', '这个号不是今天的。')
  return move(ticket, FROM.leave, {
    $set: { state: 'left', endedAt: now, lastStep: null },
    $unset: { holds: 1 },
  })
}
