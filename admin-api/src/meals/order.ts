import { Types } from 'mongoose'
import { ageOn } from '@yike/shared/booking/rules'
import { AppError } from '@yike/shared/errors'
import type { Entitlement } from '@yike/shared/meals/kinds'
import { mealDue, type Due } from '@yike/shared/meals/rules'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { mealOf, mealSittings, mealsOfPerson } from './records'
import type { Booking, Sitting } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { serviceWithPlace } from '../directory/find'
import type { Service } from '../directory/model'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { personById, personOf, relationTo, type Person } from '../people/me'
import { personPolicy } from '../people/policy'
import { dishesTaken } from './dish-places'
import { heldBy } from './entitlements'

/** Days back from which a habit is read. */
const USUAL_DAYS = 14
const WEEK = 7
const MOST_DAYS = 14

export interface MealOfDay {
  sitting: Sitting
  taken: Record<string, number>
  pay: Due | null
  mine: Booking | null
  lastWeek: Booking | null
}

interface Asked {
  id: string
  personId?: string
  from?: string
  to?: string
}

/** The meals of some days of one service: for a person, where the signed-in person may order for them. */
export const mealsFor = async (visitor: Actor | null, asked: Asked, now: Date) =>
  mealsOf(await whoEats(visitor, asked.personId), asked, now)

/** The same for a person whom staff book for; a person of another area gives NOT_FOUND. */
export async function mealsAsStaff(actor: Actor, asked: Asked & { personId: string }, now: Date) {
  const person = await personById(asked.personId)
  orNotFound(personPolicy.find(actor, person) || null)
  const meals = await mealsOf(person, asked, now)
  authorize(bookingPolicy.book(actor, offered(meals.service)))
  return meals
}

const offered = ({ areas, kind, placeId }: Service) => ({ areas, offer: { kind, placeId } })

async function mealsOf(who: Person | null, { id, from, to }: Asked, now: Date) {
  const { service, place } = await serviceWithPlace(id)
  if (service.kind !== 'meal') throw new AppError('NOT_FOUND', '这项服务不是助餐。')
  const first = from ?? dayOf(now)
  const last = to ?? addDays(first, WEEK - 1)
  const until = last > addDays(first, MOST_DAYS - 1) ? addDays(first, MOST_DAYS - 1) : last
  const sittings = await mealSittings(id, first, until)
  const [taken, theirs, held] = await Promise.all([
    dishesTaken(sittings.map(({ _id }) => _id)),
    who
      ? mealsOfPerson(who._id, id, {
          from: instantAt(addDays(first, -USUAL_DAYS), 0),
          to: instantAt(addDays(until, 1), 0),
        })
      : [],
    who ? heldBy(who._id, first) : [],
  ])
  const items = sittings.map((sitting): MealOfDay => ({
    sitting,
    taken: taken.get(String(sitting._id)) ?? {},
    pay: who && payOf(sitting, who, held),
    mine: theirs.find((booking) => booking.sittingId.equals(sitting._id)) ?? null,
    lastWeek:
      theirs.find((booking) => booking.day === addDays(sitting.day, -WEEK) && booking.sittingTitle === sitting.title) ??
      null,
  }))
  const usual = [...theirs].sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime())[0] ?? null
  return { service, place, who, items, usual }
}

async function whoEats(visitor: Actor | null, personId: string | undefined): Promise<Person | null> {
  if (!visitor) return null
  return personId === undefined ? personOf(visitor) : (await relationTo(visitor, new Types.ObjectId(personId))).person
}

/** Their price for one serving. */
const payOf = (sitting: Sitting, who: Person, held: readonly Entitlement[]) =>
  mealDue({
    priceFen: sitting.priceFen,
    prices: mealOf(sitting).prices,
    age: ageOn(sitting.day, who.birthYear),
    held,
    seats: 1,
    extrasFen: 0,
  })
