import { stopsOf, walkingOrder, type Stop } from '@yike/shared/geo/route'
import { dayOf } from '@yike/shared/time/china'
import { cookedFor } from './records'
import type { Booking, Sitting } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { sittingsOn } from '../booking/sittings'
import type { Actor } from '../http/policy'
import { marksOf } from './deliveries'
import type { Delivery, ReceiptRecord } from './model'
import { receiptsOn } from './till'
import { deliveryOf } from './details'

export interface KitchenOfSitting {
  sitting: Sitting
  bookings: Booking[]
  marks: Delivery[]
  receipts: ReceiptRecord[]
  route: Stop<{ id: string }>[]
  /** The day is not over: the person who delivers needs the addresses and phones. */
  isAhead: boolean
}

/** The meals to cook on a day in the areas where the actor receives people, and the route of the deliveries. */
export async function kitchenOf(actor: Actor, day: string | undefined, placeId: string | undefined, now: Date) {
  const on = day ?? dayOf(now)
  const sittings = (await sittingsOn(actor, on, placeId)).filter(
    (sitting) => sitting.offer.kind === 'meal' && sitting.state === 'open' && bookingPolicy.receive(actor, sitting),
  )
  const bookings = await cookedFor(sittings.map(({ _id }) => _id))
  const [marks, receipts] = await Promise.all([
    marksOf(bookings.map(({ _id }) => _id)),
    receiptsOn([...new Set(sittings.map(({ offer }) => String(offer.placeId)))], on),
  ])
  return {
    day: on,
    sittings: sittings.map((sitting): KitchenOfSitting => {
      const own = bookings.filter(({ sittingId }) => sittingId.equals(sitting._id))
      const isAhead = on >= dayOf(now)
      return { sitting, bookings: own, marks, receipts, route: isAhead ? routeOf(sitting, own) : [], isAhead }
    }),
  }
}

/** A cancelled delivery is not on the route. */
function routeOf(sitting: Sitting, bookings: readonly Booking[]) {
  const brought = bookings.flatMap(({ _id, details, state }) => {
    const meal = details?.meal
    if (meal?.mode !== 'delivery' || state === 'no_show') return []
    const { address, position } = deliveryOf(meal)
    return address ? [{ id: String(_id), address, position }] : []
  })
  return walkingOrder(sitting.offer.position, stopsOf(brought))
}
