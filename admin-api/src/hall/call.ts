import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { staffHall } from './halls'
import { TicketModel, type Ticket } from './model'
import { beforeOf, staffTicket, takes, windowKey } from './transitions'

/** The letters a window calls from. */
function lettersOf(lines: { letter: string; windows: number[] }[], window: number) {
  const letters = lines.filter(({ windows }) => windows.includes(window)).map(({ letter }) => letter)
  if (letters.length === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { window: [`这里没有 ${window} 号窗口`] } })
  return letters
}

const calling = (actor: Actor, at: string, window: number, now: Date) => ({
  $set: {
    state: 'called' as const,
    window,
    at,
    calledAt: now,
    saidAt: now,
    lastStep: 'call' as const,
    steppedAt: now,
    steppedByName: actor.name,
    before: null,
  },
  $inc: { calls: 1, seq: 1 },
})

/** A window that has a number at hand calls no other: the index of `at` decides it in the same write. */
async function once<Result>(window: number, write: () => Promise<Result>) {
  try {
    return await write()
  } catch (cause) {
    if (isDuplicate(cause, 'at')) throw new AppError('TICKET_MOVED', `${window} 号窗口手上还有一个号，先办完它。`)
    throw cause
  }
}

/**
 * 叫下一位. First the number at hand, as the caller sees it, is served; then one write takes the next: bookings that
 * are due by the booked time, else the first to come. Called again after a lost answer it refuses, because the window
 * has the next one at hand already.
 */
export async function callNext(
  actor: Actor,
  { id, window, currentId }: { id: string; window: number; currentId?: string },
  now: Date,
): Promise<Ticket | null> {
  const { placeId, lines } = await staffHall(actor, id)
  const day = dayOf(now)
  const at = windowKey(placeId, day, window)
  const waiting = { placeId, day, state: 'waiting' as const, letter: { $in: lettersOf(lines, window) } }
  if (currentId)
    await TicketModel.updateOne(
      { _id: currentId, at },
      {
        $set: {
          state: 'served',
          endedAt: now,
          lastStep: 'serve',
          steppedAt: now,
          steppedByName: actor.name,
          before: null,
        },
        $unset: { at: 1, holds: 1 },
        $inc: { seq: 1 },
      },
    )
  const change = calling(actor, at, window, now)
  return once(window, async () => {
    const due = await TicketModel.findOneAndUpdate({ ...waiting, priorityAt: { $lte: now } }, change, {
      sort: { priorityAt: 1, order: 1, _id: 1 },
      returnDocument: 'after',
    }).lean<Ticket>()
    if (due) return due
    return TicketModel.findOneAndUpdate(waiting, change, {
      sort: { order: 1, _id: 1 },
      returnDocument: 'after',
    }).lean<Ticket>()
  })
}

/** Calls one number out of turn: its holder missed the call and is at the window. */
export async function callTicket(actor: Actor, { id, window }: { id: string; window: number }, now: Date) {
  const ticket = await staffTicket(actor, id, now)
  const { lines } = await staffHall(actor, String(ticket.placeId))
  lettersOf(lines, window)
  const at = windowKey(ticket.placeId, ticket.day, window)
  const { $set, $inc } = calling(actor, at, window, now)
  const called = await once(window, () =>
    TicketModel.findOneAndUpdate(
      { _id: id, seq: ticket.seq, ...takes('call') },
      { $set: { ...$set, before: beforeOf(ticket) }, $inc },
      { returnDocument: 'after' },
    ).lean<Ticket>(),
  )
  if (!called) throw new AppError('TICKET_MOVED')
  return called
}

/** 再叫一遍: the screen says it again. */
export async function callAgain(actor: Actor, id: string, now: Date) {
  await staffTicket(actor, id, now)
  const again = await TicketModel.findOneAndUpdate(
    { _id: id, ...takes('call_again'), day: dayOf(now) },
    { $set: { saidAt: now }, $inc: { calls: 1, seq: 1 } },
    { returnDocument: 'after' },
  ).lean<Ticket>()
  if (!again) throw new AppError('TICKET_MOVED')
  return again
}
