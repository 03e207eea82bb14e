import { checkIn } from '../../booking/attendance'
import type { Booking } from '../../booking/model'
import type { Actor } from '../../http/policy'
import { tried } from '../keys'
import { markDelivery } from '../../meals/deliveries'
import { receiveMeal } from '../../meals/till'

/** Checks a booking in; a due amount is paid, and a delivered meal is marked as delivered. */
export async function arrived(cook: Actor, booking: Booking, at: Date, k: number) {
  const id = String(booking._id)
  const meal = booking.details?.meal
  if (meal?.mode === 'delivery') await tried(markDelivery(cook, { id, mark: 'delivered', doneAt: at }, at))
  if (!meal || meal.dueFen === 0) await tried(checkIn(cook, id, at))
  else await tried(receiveMeal(cook, `demo-receipt-${id}`, { id, method: k % 3 === 2 ? 'social_card' : 'cash' }, at))
}
