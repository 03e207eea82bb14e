import type { Types } from 'mongoose'
import { calledTogether, inCallOrder, medianMinutes, waitMinutes, type LineAtWindows } from '@yike/shared/hall/rules'
import { addMinutes, dayOf } from '@yike/shared/time/china'
import { placesByIds } from '../directory/find'
import { closedNow, type Closed } from '../directory/opening'
import type { Actor } from '../http/policy'
import { HallModel, TicketModel, type Hall, type Ticket } from './model'
import { heldBy } from './transitions'

/** Enough served numbers to know the pace of now. */
const PACE_OF = 60
/** Minutes without a call after which a window is not counted as at work. */
const AT_WORK_MINUTES = 30

/** Numbers of today that are waiting or being served, in these areas. */
export const countOpenTickets = (areaIds: readonly Types.ObjectId[], now: Date) =>
  TicketModel.countDocuments({ areas: { $in: areaIds }, day: dayOf(now), state: { $in: ['waiting', 'called'] } })

/** The fields of a waiting ticket that decide its turn. */
const queued = (ticket: Ticket) => ({ ...ticket, priorityAt: ticket.priorityAt ?? null })

/** The records a queue is read from. `open`: waiting, called or missed. */
interface QueueFacts extends Pick<Queue, 'served' | 'servedCount' | 'closed'> {
  open: readonly Ticket[]
  lines: readonly LineAtWindows[]
}

/** A place's numbers of one day, read once; every question about the next number and the wait is answered from it. */
export class Queue {
  readonly waiting: Ticket[]
  readonly called: Ticket[]
  readonly missed: Ticket[]

  /** The last served, newest first. */
  readonly served: readonly Ticket[]
  readonly servedCount: number
  /** Why the place is closed; null while it is open. */
  readonly closed: Closed | null
  private readonly lines: readonly LineAtWindows[]

  constructor(
    { open, served, servedCount, lines, closed }: QueueFacts,
    readonly now: Date,
  ) {
    this.served = served
    this.servedCount = servedCount
    this.closed = closed
    this.lines = lines
    const of = (state: string) => open.filter((ticket) => ticket.state === state)
    this.waiting = inCallOrder(of('waiting').map(queued), now) as unknown as Ticket[]
    this.called = of('called').sort((a, b) => b.saidAt!.getTime() - a.saidAt!.getTime())
    this.missed = of('missed').sort((a, b) => b.endedAt!.getTime() - a.endedAt!.getTime())
  }

  /** The letters that are called in one order with a line, by the windows at work. */
  private letters(letter: string) {
    const since = addMinutes(this.now, -AT_WORK_MINUTES)
    const called = [...this.served, ...this.called].filter(({ calledAt }) => calledAt !== null && calledAt >= since)
    return calledTogether(
      letter,
      this.lines,
      called.flatMap(({ window }) => window ?? []),
    )
  }

  /** Nobody is called before the place opens: it is closed, and no window called anybody lately. */
  get isResting() {
    const since = addMinutes(this.now, -AT_WORK_MINUTES)
    return (
      this.closed !== null && ![...this.served, ...this.called].some(({ calledAt }) => calledAt && calledAt >= since)
    )
  }

  /** The number of people who wait in a line. */
  countIn = (letter: string) => this.waiting.filter((ticket) => ticket.letter === letter).length

  /** The number of people called before a new number of a line, those of lines that share its windows too. */
  aheadOfNew(letter: string): number {
    const letters = this.letters(letter)
    return this.waiting.filter((ticket) => letters.includes(ticket.letter)).length
  }

  /**
   * The number of people called before a ticket, of its line and of those that share its windows; null when it does not wait.
   */
  aheadOf({ _id, letter }: Pick<Ticket, '_id' | 'letter'>): number | null {
    const letters = this.letters(letter)
    const at = this.waiting
      .filter((ticket) => letters.includes(ticket.letter))
      .findIndex(({ _id: id }) => id.equals(_id))
    return at < 0 ? null : at
  }

  /**
   * About how many minutes that many people take in a line, by the median of today; null when today gives no estimate
   * yet.
   */
  minutesFor(letter: string, ahead: number): number | null {
    const letters = this.letters(letter)
    const ended = this.served.filter((ticket) => letters.includes(ticket.letter))
    const since = addMinutes(this.now, -AT_WORK_MINUTES)
    const atWork = [...ended, ...this.called].filter(
      (ticket) => letters.includes(ticket.letter) && ticket.calledAt !== null && ticket.calledAt >= since,
    )
    return waitMinutes(
      ahead,
      medianMinutes(ended.map(({ calledAt, endedAt }) => endedAt!.getTime() - calledAt!.getTime())),
      new Set(atWork.map(({ window }) => window)).size,
    )
  }
}

/** The numbers of a place today. */
export async function queueAt(placeId: Types.ObjectId, now: Date): Promise<Queue> {
  const today = { placeId, day: dayOf(now) }
  const [[place], hall, open, served, servedCount] = await Promise.all([
    placesByIds([placeId]),
    HallModel.findOne({ placeId }, { lines: 1 }).lean<Pick<Hall, 'lines'>>(),
    TicketModel.find({ ...today, state: { $in: ['waiting', 'called', 'missed'] } }, { outbox: 0, idem: 0 }).lean<
      Ticket[]
    >(),
    TicketModel.find({ ...today, state: 'served' }, { outbox: 0, idem: 0 })
      .sort({ endedAt: -1 })
      .limit(PACE_OF)
      .lean<Ticket[]>(),
    TicketModel.countDocuments({ ...today, state: 'served' }),
  ])
  const closed = place ? closedNow(place, now) : null
  return new Queue({ open, served, servedCount, closed, lines: hall?.lines ?? [] }, now)
}

/** The numbers somebody holds today, with their queues. */
export async function ticketsOf(actor: Actor, now: Date) {
  const tickets = await TicketModel.find({
    ...heldBy(actor),
    day: dayOf(now),
    state: { $in: ['waiting', 'called', 'missed'] },
  })
    .sort({ takenAt: 1 })
    .lean<Ticket[]>()
  const places = [...new Map(tickets.map(({ placeId }) => [String(placeId), placeId])).values()]
  const queues = new Map(
    await Promise.all(places.map(async (placeId) => [String(placeId), await queueAt(placeId, now)] as const)),
  )
  return tickets.map((ticket) => ({ ticket, queue: queues.get(String(ticket.placeId))! }))
}

/** The number of people who wait in each of these halls. */
export async function countWaiting(halls: readonly Hall[], now: Date) {
  const counts = await Promise.all(
    halls.map(({ placeId }) => TicketModel.countDocuments({ placeId, day: dayOf(now), state: 'waiting' })),
  )
  return halls.map((hall, index) => ({ hall, waiting: counts[index]! }))
}
