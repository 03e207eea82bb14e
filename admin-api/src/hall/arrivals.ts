import type { Types } from 'mongoose'
import { sameName } from '@yike/shared/people/names'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { countTry } from './kiosks'
import type { Hall, Kiosk } from './model'
import { takeOnArrival } from './take'

/** The fields of a booking of today that a kiosk needs. */
export interface Arriving {
  id: Types.ObjectId
  placeId: Types.ObjectId
  day: string
  serviceId: Types.ObjectId
  title: string
  personId: Types.ObjectId
  personName: string
  startsAt: Date
  state: 'confirmed' | 'checked_in' | 'other'
}
export interface HallSitting {
  startsAt: Date
  endsAt: Date
  title: string
  serviceName: string
  left: number
  isCancelled: boolean
}

/** The questions of the hall to booking, beside it on the same floor; answered in booking's manifest. */
export interface BookingDoor {
  byCode(desk: Actor, placeId: Types.ObjectId, code: string, now: Date): Promise<Arriving[]>
  byPhone(desk: Actor, placeId: Types.ObjectId, phoneLast4: string, now: Date): Promise<Arriving[]>
  checkIn(desk: Actor, bookingId: string, now: Date): Promise<Arriving>
  sittingsToday(desk: Actor, placeId: Types.ObjectId, now: Date): Promise<HallSitting[]>
}

/**
 * The hall itself as an actor: booking's verbs want somebody who works here. It holds the least role that checks people
 * in, and is given to the door only; the answers are narrowed to the place.
 */
export const deskOf = (hall: Hall, kiosk?: Kiosk): Actor => ({
  personId: kiosk?._id ?? hall._id,
  sessionId: 'hall',
  name: kiosk ? `自助机 ${kiosk.name}` : hall.placeName,
  areas: hall.areas,
  roles: [{ role: 'grid_worker', areaId: hall.communityId }],
})

/** Four digits typed wrong, and again: a neighbour's code is not found by trying. */
const TRIES = 10

export interface Proof {
  code?: string
  phoneLast4?: string
  name?: string
}

/** A kiosk in its hall, and the door to booking behind it. */
interface AtKiosk {
  bookings: BookingDoor
  hall: Hall
  kiosk: Kiosk
}

/** Today's bookings at the place that match the proof. The check-in asks for the proof again. */
export async function findArrivals({ bookings, hall, kiosk }: AtKiosk, proof: Proof, now: Date) {
  await countTry(`find:${String(kiosk._id)}`, TRIES, now)
  const desk = deskOf(hall, kiosk)
  const { code, phoneLast4, name } = proof
  if (!code && !(phoneLast4 && name))
    throw new AppError('INVALID_INPUT', '输预约码，或者手机号后四位和姓名。', {
      fields: { code: ['输预约码，或者手机号后四位和姓名'] },
    })
  const found = code
    ? await bookings.byCode(desk, hall.placeId, code, now)
    : (await bookings.byPhone(desk, hall.placeId, phoneLast4!, now)).filter(({ personName }) =>
        sameName(personName, name!),
      )
  const fitting = found.filter(
    ({ placeId, day, state }) => placeId.equals(hall.placeId) && day === dayOf(now) && state !== 'other',
  )
  if (fitting.length === 0)
    throw new AppError('NOT_FOUND', '今天这里没找到这个预约。看看是不是别的日子、别的地方，或者去窗口问问。')
  return fitting
}

/** Checks in, and gives a number where the service has a line here. A second call gives the same number. */
export async function checkInAtKiosk(at: AtKiosk, { bookingId, ...proof }: Proof & { bookingId: string }, now: Date) {
  const { bookings, hall, kiosk } = at
  const fitting = await findArrivals(at, proof, now)
  const chosen = fitting.find(({ id }) => String(id) === bookingId)
  if (!chosen) throw new AppError('NOT_FOUND')
  const { personId, personName, serviceId, startsAt, title } = await bookings.checkIn(
    deskOf(hall, kiosk),
    bookingId,
    now,
  )
  const ticket = await takeOnArrival(
    hall,
    serviceId,
    { holder: { personId, personName }, arrival: { bookingId: chosen.id, startsAt } },
    now,
  )
  return { personName, title, ticket }
}
