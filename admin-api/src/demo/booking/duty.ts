import { dayOf } from '@yike/shared/time/china'
import { book } from '../../booking/book'
import { SittingModel } from '../../booking/model'
import type { Actor } from '../../http/policy'
import { tried } from '../keys'

/** Two residents have booked the lawyer's next duty: its first half hour, and its third. */
export async function seedDuty(residents: readonly Actor[], now: Date) {
  const ahead = { 'offer.kind': 'legal' as const, day: { $gt: dayOf(now) } }
  const sittings = await SittingModel.find(ahead).sort({ startsAt: 1 }).limit(3).lean()
  for (const [n, who] of [residents[17]!, residents[18]!].entries()) {
    const sittingId = String(sittings[n * 2]!._id)
    const call = { actor: who, key: `demo-duty-${sittingId}`, now }
    await tried(book(call, { sittingId, seats: 1 }, { channel: 'wechat' }))
  }
}
