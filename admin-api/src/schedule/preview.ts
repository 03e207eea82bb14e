import { closedBecause, EFFECTS, type Effect } from '@yike/shared/schedule/series'
import type { SeriesPreview } from '@yike/shared/schedule/schemas'
import { BOOKING_STATES } from '@yike/shared/booking/states'
import { addDays, clockOf, dayLabel, dayOf, daysFrom } from '@yike/shared/time/china'
import { holidayCalendar } from '../territory/calendar'
import { BookingModel, type Booking, type Sitting } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import type { Actor } from '../http/policy'
import { surplusOf, wontFit, type NewSitting } from './relocate'
import { clashesOf } from './clashes'
import { hasSomebody, roomsAsked } from './series'
import type { Series } from './model'
import type { Step } from './series-plan'
import { phoneLast4 } from '../sealed-values'

type Row = SeriesPreview['rows'][number]
type Affected = Row['bookings'][number]

const inWords = ({ startsAt, endsAt, capacity, day }: Sitting | NewSitting, elsewhere: boolean, now: Date) =>
  `${elsewhere ? `${dayLabel(day, dayOf(now))} ` : ''}${clockOf(startsAt)}-${clockOf(endsAt)}，${capacity} 位`

/** A booking that is touched, and why it does not fit; without the person where it is confidential for the actor. */
function affectedAs(booking: Booking, why: string | null, actor: Actor): Affected {
  const { _id, personName, phone, seats, state } = booking
  const reads = bookingPolicy.read(actor, booking)
  return {
    id: String(_id),
    who: reads ? personName : '保密',
    phoneLast4: reads ? phoneLast4(phone) : null,
    seats,
    state: { code: state, label: BOOKING_STATES[state] },
    fits: why === null,
    why: why === null || reads ? why : '这个时间排不下',
  }
}

/** The bookings of a sitting that ends or shrinks, and whether they fit where it goes. */
async function affectedBy({ effect, sitting, target }: Step, actor: Actor, now: Date): Promise<Affected[]> {
  if (!sitting) return []
  if (effect === 'change')
    return (await surplusOf(sitting, target?.capacity ?? sitting.capacity)).map((booking) =>
      affectedAs(booking, '名额减少，最后约的几位排不下', actor),
    )
  if ((effect !== 'move' && effect !== 'close') || !hasSomebody(sitting)) return []
  const bookings = await BookingModel.find({
    sittingId: sitting._id,
    state: { $in: ['offered', 'confirmed', 'waiting'] },
  })
    .sort({ createdAt: 1, _id: 1 })
    .lean<Booking[]>()
  let left = target?.capacity ?? 0
  const affected: Affected[] = []
  for (const booking of bookings) {
    const why = target ? await wontFitIn(booking, target, left, now) : '这一天没有了'
    if (why === null && booking.state !== 'waiting') left -= booking.seats
    affected.push(affectedAs(booking, why, actor))
  }
  return affected
}

async function wontFitIn(booking: Booking, target: NewSitting, left: number, now: Date) {
  if (booking.state === 'offered') return '还没答应，要重新排队'
  if (booking.state === 'waiting') return null
  return (await wontFit(booking, { ...target, capacity: left }, now)) ?? null
}

const SHOWN: readonly Effect[] = ['make', 'move', 'change', 'close', 'own', 'removed', 'there']

/** The effect of some steps, day by day, with everybody they touch by name. */
export async function previewSteps(steps: readonly Step[], actor: Actor, now: Date): Promise<SeriesPreview> {
  const rows: Row[] = []
  for (const step of steps.filter(({ effect }) => SHOWN.includes(effect))) {
    const { effect, day, sitting, target } = step
    const elsewhere = sitting !== null && target !== null && sitting.day !== target.day
    rows.push({
      day,
      title: (target ?? sitting)!.title,
      effect: { code: effect, label: EFFECTS[effect] },
      before: sitting && inWords(sitting, elsewhere, now),
      after: target && inWords(target, elsewhere, now),
      taken: sitting?.taken ?? 0,
      bookings: await affectedBy(step, actor, now),
    })
  }
  const bookings = rows.flatMap((row) => row.bookings)
  const clashes = await clashesOf(...roomsAsked(steps))
  return { rows, closed: [], clashes, affected: bookings.length, unfit: bookings.filter(({ fits }) => !fits).length }
}

/**
 * Days ahead for which closed days are named, beyond the sittings made now: the office sees the Spring Festival in the
 * autumn.
 */
const CLOSED_AHEAD_DAYS = 120

/** The days ahead on which a series would be held and is not, with the reason. */
export function closedDays(series: Series, now: Date): SeriesPreview['closed'] {
  const first = [series.validFrom, dayOf(now)].sort()[1]!
  return daysFrom(first, addDays(first, CLOSED_AHEAD_DAYS)).flatMap((day) => {
    const why = closedBecause(series, day, holidayCalendar)
    return why ? [{ day, why }] : []
  })
}
