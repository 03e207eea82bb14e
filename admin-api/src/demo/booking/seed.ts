import { dayOf, addDays, addMinutes } from '@yike/shared/time/china'
import { book } from '../../booking/book'
import { bookingPolicy } from '../../booking/policy'
import { SittingModel, type Sitting } from '../../booking/model'
import type { Actor } from '../../http/policy'
import { tried } from '../keys'
import * as mealFacts from '../meals/facts'
import { seedDuty } from './duty'
import { seedLine } from './line'
import { arrived } from './arrived'
import { seedMother } from './mother'

/**
 * Everybody books in the order of the sittings, all side by side: a refusal (a second lunch, something else at that
 * hour) depends on the person's own bookings alone, because no sitting is filled.
 */
export async function seedBookings(staff: Actor[], residents: Actor[], now: Date) {
  const [clerk, cook] = [staff[1]!, staff[5]!]
  const today = dayOf(now)
  const sittings = await SittingModel.find({
    'offer.kind': { $in: ['meal', 'course', 'health'] },
    day: { $gte: addDays(today, -9), $lte: addDays(today, 3) },
  })
    .sort({ startsAt: 1, _id: 1 })
    .lean()
  const wishes: { sitting: Sitting; k: number; turn: number }[][] = residents.map(() => [])
  for (const [n, sitting] of sittings.entries()) {
    const count = Math.min(Math.floor(sitting.capacity * 0.6), 3 + (n % 9))
    for (let k = 0; k < count; k++) {
      const turn = n * 7 + k * 3
      wishes[turn % residents.length]!.push({ sitting, k, turn })
    }
  }
  const bookAll = async (who: Actor, ofThem: (typeof wishes)[number]) => {
    for (const { sitting, k, turn } of ofThem) {
      const acted = addMinutes(sitting.closesAt, -60) < now ? addMinutes(sitting.closesAt, -60) : now
      const booking = await tried(
        book(
          { actor: who, key: `demo-booking-${String(sitting._id)}-${k}`, now: acted },
          { sittingId: String(sitting._id), seats: 1, ...mannerOf(sitting.offer.kind, turn) },
          { channel: 'wechat' },
        ),
      )
      // Most people whose meal has come came.
      if (booking?.details?.meal && sitting.startsAt < now && k % 6 !== 5)
        await arrived(bookingPolicy.receive(cook, sitting) ? cook : clerk, booking, addMinutes(sitting.startsAt, 5), k)
    }
  }
  await Promise.all(residents.map((who, n) => bookAll(who, wishes[n]!)))
  await seedMother(residents[0]!, cook, now)
  await seedLine(staff, residents, now)
  await seedDuty(residents, now)
}

const mannerOf = (kind: string, n: number) =>
  kind === 'meal' ? { details: { meal: mealFacts.MEAL_ANSWERS[n % mealFacts.MEAL_ANSWERS.length] } } : {}
