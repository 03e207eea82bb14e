import { AppError } from '@yike/shared/errors'
import type { LendAtCounter } from '@yike/shared/loans/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { bookOnBehalf } from '../booking/book'
import type { Booking } from '../booking/model'
import { orNotFound, type CallContext } from '../http/policy'
import { handOut } from './counter'
import { ThingModel, type Thing } from './model'
import { loanPolicy } from './policy'

/**
 * Books the thing from today on for somebody at the counter, with the claims of every booking, and hands it out. A
 * replay of its key resumes where a crash stopped it. Where the thing cannot leave yet, the booking stays, and is
 * handed out from the list of those who come to fetch something.
 */
export async function lendAtCounter(
  call: CallContext,
  { personId, thingId, to, fromMinute, toMinute, ...look }: z.output<typeof LendAtCounter>,
): Promise<Booking> {
  const { actor, now } = call
  const thing = orNotFound(await ThingModel.findOne({ _id: thingId, ...loanPolicy.visible(actor) }).lean<Thing>())
  const isRoom = thing.kind === 'room'
  if (isRoom && (fromMinute === undefined || toMinute === undefined))
    throw new AppError('INVALID_INPUT', '房间按小时借，写上从几点到几点。', { fields: { toMinute: ['写上到几点'] } })
  const span = { from: dayOf(now), to, ...(isRoom ? { fromMinute, toMinute } : {}) }
  const booking = await bookOnBehalf(call, {
    ...{ sittingId: String(thing.serviceId), personId, channel: 'counter', seats: 1 },
    details: { loan: { thingId, ...span } },
  })
  return handOut(actor, { id: String(booking._id), ...look }, now)
}
