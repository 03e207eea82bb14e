import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { timeAhead } from '@yike/shared/booking/session-rules'
import { OPEN_STATES, UNSEEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { kindsOfFeature } from '@yike/shared/directory/categories'
import { FEATURE_CODES } from '@yike/shared/territory/features'
import { dayOf } from '@yike/shared/time/china'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { orNotFound, type Actor } from '../http/policy'
import { peopleByIdEnd, personOf, type Person } from '../people/me'
import type { Part } from '../read-together'
import { asSeenBy, visibleTo } from './audience'
import { BookingModel, type Booking, type Sitting } from './model'
import { bookingPolicy } from './policy'
import { withSessionOn } from './sittings'
import { phoneIs } from '../sealed-values'
import { cleanPhone } from '@yike/shared/phones'

const SHOWN = { state: { $nin: [...UNSEEN_STATES] as BookingState[] } }

const MINE = {
  ahead: pagedList<Booking>('listMyBookings:ahead', { startsAt: [1, INSTANT], _id: [1, OBJECT_ID] }),
  past: pagedList<Booking>('listMyBookings:past', { startsAt: [-1, INSTANT], _id: [1, OBJECT_ID] }),
}
const STAFF = pagedList<Booking>('listStaffBookings', { startsAt: [1, INSTANT], _id: [1, OBJECT_ID] })

/** The actor's bookings ahead (soonest first) or past (latest first), with those they made for their family. */
export async function listMyBookings(
  actor: Actor,
  { when, cursor, limit }: { when: 'ahead' | 'past'; cursor?: string; limit: number },
  now: Date,
) {
  const rows = await BookingModel.find({
    ...SHOWN,
    endsAt: when === 'ahead' ? { $gt: now } : { $lte: now },
    $and: [{ $or: visibleTo(await personOf(actor)) }, MINE[when].from(cursor)],
  })
    .sort(MINE[when].sort)
    .limit(limit + 1)
    .lean<Booking[]>()
  return MINE[when].page(rows, limit)
}

/** Filter of a day: bookings of that day, and courses with a session then. */
const onDay = (day: string) => ({ $or: [{ day }, withSessionOn(day)] })

export interface StaffListing {
  day?: string
  sittingId?: string
  placeId?: string
  personId?: string
  q?: string
  cursor?: string
  limit: number
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Bookings in the actor's areas by time; today's when nothing narrows them. */
export async function listStaffBookings(
  actor: Actor,
  { day, sittingId, placeId, personId, q, cursor, limit }: StaffListing,
  now: Date,
) {
  const narrow = sittingId ?? personId
  const byId = q ? await peopleByIdEnd(q) : []
  const number = cleanPhone(q ?? '')
  const words = q && [
    ...(byId.length > 0 ? [{ personId: { $in: byId } }] : []),
    { code: q },
    { personName: new RegExp(`^${escaped(q)}`) },
    ...(/^[\d-]{3,}$/.test(number) ? [phoneIs('phone', number)] : []),
  ]
  const rows = await BookingModel.find({
    ...SHOWN,
    ...bookingPolicy.visible(actor),
    ...(sittingId ? { sittingId } : {}),
    ...(placeId ? { 'offer.placeId': placeId } : {}),
    ...(personId ? { personId } : {}),
    $and: [
      ...(words ? [{ $or: words }] : []),
      ...(day || !narrow ? [onDay(day ?? dayOf(now))] : []),
      STAFF.from(cursor),
    ],
  })
    .sort(STAFF.sort)
    .limit(limit + 1)
    .lean<Booking[]>()
  return STAFF.page(rows, limit)
}

export const QR_PREFIX = 'yike:booking:'

/**
 * The bookings that a scanned code, the four digits of today or the end of an identity card belong to. Two places may
 * have the same digits on one day, and two people the same end.
 */
export async function findForCheckIn(
  actor: Actor,
  code: string,
  placeId: string | undefined,
  now: Date,
): Promise<Booking[]> {
  const scope = { ...SHOWN, ...bookingPolicy.visible(actor, 'booking.check_in') }
  if (code.startsWith(QR_PREFIX)) {
    const id = code.slice(QR_PREFIX.length)
    if (!/^[0-9a-f]{24}$/.test(id)) throw new AppError('NOT_FOUND', '这个码不是我们的取餐码。')
    return [orNotFound(await BookingModel.findOne({ _id: id, ...scope }).lean<Booking>())]
  }
  const rows = await BookingModel.find({
    ...scope,
    ...(placeId ? { 'offer.placeId': placeId } : {}),
    $and: [onDay(dayOf(now)), { $or: [{ code }, { personId: { $in: await peopleByIdEnd(code) } }] }],
  }).lean<Booking[]>()
  if (rows.length === 0) throw new AppError('NOT_FOUND', '今天没有这个号，看看是不是别的日子。')
  return rows
}

/**
 * The bookings in these sittings that the actor sees: 「已订 妈妈」. Asked by the people and the times: a sitting has many
 * bookings, a person few.
 */
export async function bookedIn(sittings: readonly Pick<Sitting, '_id' | 'startsAt'>[], actor: Actor) {
  const [first, last] = [sittings[0], sittings.at(-1)]
  if (!first || !last) return []
  const reader = await personOf(actor)
  const bookings = await BookingModel.find({
    $or: visibleTo(reader),
    startsAt: { $gte: first.startsAt, $lte: last.startsAt },
    state: { $in: [...OPEN_STATES, 'checked_in'] },
  }).lean<Booking[]>()
  const ids = new Set(sittings.map(({ _id }) => String(_id)))
  return bookings.filter(({ sittingId }) => ids.has(String(sittingId))).map((booking) => asSeenBy(reader, booking))
}

/** A course under way began earlier than all that lies ahead: among so many rows is the next booking. */
const NEXT_AMONG = 20

/** The first bookings of a resident or their family that are not over. `soonest` says which is next, `asSeenBy` shows it. */
export const bookingsAheadPart = (reader: Person, now: Date): Part<Booking> => ({
  model: BookingModel,
  pipeline: [
    { $match: { $or: visibleTo(reader), state: 'confirmed', endsAt: { $gt: now } } },
    { $sort: { startsAt: 1 } },
    { $limit: NEXT_AMONG },
  ],
})

/** The booking to which somebody has to go next. */
export const soonest = (bookings: readonly Booking[], now: Date): Booking | undefined =>
  [...bookings].sort((a, b) => timeAhead(a, now).startsAt.getTime() - timeAhead(b, now).startsAt.getTime())[0]

/** For each feature with services: its bookings that are still to come, in some areas. */
export const openBookingsInFeature = Object.fromEntries(
  FEATURE_CODES.map((feature) => [feature, kindsOfFeature(feature)] as const)
    .filter(([, kinds]) => kinds.length > 0)
    .map(([feature, kinds]) => [
      feature,
      (areaIds: readonly Types.ObjectId[], now: Date) =>
        BookingModel.countDocuments({
          areas: { $in: areaIds },
          'offer.kind': { $in: kinds },
          state: { $in: OPEN_STATES },
          endsAt: { $gt: now },
        }),
    ]),
)

export const hasOpenBookings = async (personId: Types.ObjectId, now: Date) =>
  (await BookingModel.exists({
    personId,
    state: { $in: ['pending', 'held', ...OPEN_STATES] },
    endsAt: { $gt: now },
  })) !== null

/** The numbers of each sitting who came and who did not; of a course, those of the session that it is shown with. */
export async function attendance(sittings: readonly Sitting[]) {
  const rows = await BookingModel.aggregate<{
    _id: { sitting: Types.ObjectId; state: string }
    n: number
    seats: number
  }>([
    {
      $match: {
        sittingId: { $in: sittings.map(({ _id }) => _id) },
        state: { $in: ['confirmed', 'checked_in', 'no_show'] },
      },
    },
    { $group: { _id: { sitting: '$sittingId', state: '$state' }, n: { $sum: 1 }, seats: { $sum: '$seats' } } },
  ])
  const courses = sittings.filter(({ sessions }) => sessions)
  const attended =
    courses.length === 0
      ? []
      : await BookingModel.find(
          { sittingId: { $in: courses.map(({ _id }) => _id) }, attendSeq: { $exists: true } },
          { sittingId: 1, attended: 1, state: 1 },
        ).lean<Pick<Booking, 'sittingId' | 'attended' | 'state'>[]>()
  return ({ _id: sittingId, sessions, startsAt }: Sitting, state: string) => {
    if (!sessions || state !== 'checked_in')
      return rows.find(({ _id }) => _id.sitting.equals(sittingId) && _id.state === state)?.n ?? 0
    const n = sessions.find((session) => session.startsAt.getTime() === startsAt.getTime())?.n
    return attended.filter(
      (booking) =>
        booking.sittingId.equals(sittingId) &&
        booking.state === 'confirmed' &&
        booking.attended?.some((one) => one.n === n),
    ).length
  }
}
