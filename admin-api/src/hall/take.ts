import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { ticketCode } from '@yike/shared/hall/rules'
import type { TicketChannel } from '@yike/shared/hall/states'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { countUp } from '../count-up'
import { placeById } from '../directory/find'
import { closedNow } from '../directory/opening'
import { orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed, type Idem } from '../idempotency'
import { personById, relationTo } from '../people/me'
import { personPolicy } from '../people/policy'
import { hallAt, lineOf, staffHall } from './halls'
import { TicketCounterModel, TicketModel, type Hall, type Line, type Ticket } from './model'

/** The holder of a number: known only where they signed in, were named at the window, or checked in. */
export interface Holder {
  personId: Types.ObjectId
  personName: string
  takenById?: Types.ObjectId
}

/** A booking that somebody checked in with. */
export interface Arrival {
  bookingId: Types.ObjectId
  startsAt: Date
}

interface Request {
  channel: TicketChannel
  holder?: Holder
  arrival?: Arrival
  idem?: Idem
}

/** The next number of a line on a day, by one conditional counter: two processes never get the same. */
const nextNumber = (placeId: Types.ObjectId, day: string, letter: string): Promise<number> =>
  countUp(TicketCounterModel, {
    _id: `${String(placeId)}:${day}:${letter}`,
    expiresAt: instantAt(addDays(day, 2), 0),
  })

/**
 * Gives the next number of a line. The same key, the same booking, or somebody who already waits in this line gets the
 * number they have. Two tries of one request at the same moment may use up a number; none is given twice.
 */
async function take(hall: Hall, line: Line, { channel, holder, arrival, idem }: Request, now: Date): Promise<Ticket> {
  const before = idem && (await replayed<Ticket>(TicketModel, idem))
  if (before) return before
  const day = dayOf(now)
  const holds = holder && `${String(holder.personId)}:${String(hall.placeId)}:${day}:${line.letter}`
  const has = await held(holds, arrival)
  if (has) return has
  if (opensWithPlace(channel, arrival)) await refuseWhenClosed(hall.placeId, now)
  try {
    const made = await TicketModel.create({
      placeId: hall.placeId,
      placeName: hall.placeName,
      areas: hall.areas,
      day,
      code: ticketCode(line.letter, await nextNumber(hall.placeId, day, line.letter)),
      letter: line.letter,
      lineName: line.name,
      channel,
      ...holder,
      holds,
      bookingId: arrival?.bookingId,
      bookedFor: arrival?.startsAt ?? null,
      priorityAt: arrival?.startsAt,
      order: now.getTime(),
      takenAt: now,
      state: 'waiting',
      idem,
    })
    return made.toObject<Ticket>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    // Another try of the same request was first: whichever index refused this one, it is no other number.
    return orNotFound((idem && (await replayed<Ticket>(TicketModel, idem))) || (await held(holds, arrival)))
  }
}

/** A window has staff, and a person who checked in has come: they get a number also outside the hours. */
const opensWithPlace = (channel: TicketChannel, arrival: Arrival | undefined) => channel !== 'counter' && !arrival

async function refuseWhenClosed(placeId: Types.ObjectId, now: Date) {
  const closed = closedNow(await placeById(String(placeId)), now)
  if (closed) throw new AppError('HALL_CLOSED', `${closed.words}，开了门再取号。`)
}

async function held(holds: string | undefined, arrival: Arrival | undefined) {
  const came = arrival && (await TicketModel.findOne({ bookingId: arrival.bookingId }).lean<Ticket>())
  return came ?? (holds ? TicketModel.findOne({ holds }).lean<Ticket>() : null)
}

interface Asked {
  id: string
  letter: string
  personId?: string
}

/** A resident takes a number by phone, for themself or for one of the family. */
export async function takeByPhone(actor: Actor, key: string, { id, letter, personId }: Asked, now: Date) {
  const hall = await hallAt(id)
  const line = lineOf(hall, letter)
  const { person } = await relationTo(actor, personId ? new Types.ObjectId(personId) : actor.personId)
  const holder = { personId: person._id, personName: person.name, takenById: actor.personId }
  const idem = idemOf(actor.personId, key, { id, letter, personId })
  return take(hall, line, { channel: 'phone', holder, idem }, now)
}

/** Staff give a number to somebody at the window, known or not. */
export async function takeForSomebody(actor: Actor, key: string, { id, letter, personId }: Asked, now: Date) {
  const hall = await staffHall(actor, id)
  const line = lineOf(hall, letter)
  const person = personId ? await personById(personId) : null
  // A person of another area gives NOT_FOUND: staff do not learn who lives elsewhere.
  if (person) orNotFound(personPolicy.find(actor, person) || null)
  const holder = person ? { personId: person._id, personName: person.name } : undefined
  const idem = idemOf(actor.personId, key, { id, letter, personId })
  return take(hall, line, { channel: 'counter', holder, idem }, now)
}

/** A number at a kiosk, for the person at it. */
export const takeAtKiosk = (
  hall: Hall,
  { kioskId, key, letter }: { kioskId: Types.ObjectId; key: string; letter: string },
  now: Date,
) => take(hall, lineOf(hall, letter), { channel: 'kiosk', idem: idemOf(kioskId, key, { letter }) }, now)

/** A number for a person who checked in; null where their service has no line here. */
export async function takeOnArrival(
  hall: Hall,
  serviceId: Types.ObjectId,
  came: { holder: Holder; arrival: Arrival },
  now: Date,
): Promise<Ticket | null> {
  const line = hall.lines.find((one) => one.serviceId?.equals(serviceId))
  return line ? take(hall, line, { channel: 'kiosk', ...came }, now) : null
}
