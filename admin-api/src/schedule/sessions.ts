// Over 300 lines: a move or a cancellation of a session and the job that carries it on are one piece of work.
import type { Due } from '../jobs'
import { Types } from 'mongoose'
import { bookingPolicy } from '../booking/policy'
import { heldSessions } from '@yike/shared/booking/session-rules'
import { AppError } from '@yike/shared/errors'
import { WITH_PLACES, type BookingState } from '@yike/shared/booking/states'
import { addMinutes, clockOf, dayOf, instantAt, toApiTime, type Day } from '@yike/shared/time/china'
import { dateInWords, instantInText } from '@yike/shared/time/words'
import { offerOf } from '../directory/services'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import type { Notification } from '../messages/notify'
import { leaveDiary, moveInDiary } from '../booking/diary'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import { HAS_ROLL, sessionsOf, timesOf, type Session } from '../booking/times'
import { firstReminder } from '../booking/reminders'
import { refuseClash } from './clashes'
import { idOf } from './sittings'
import { bookingNotification, notifyOfBooking } from '../booking/notifications'

interface CourseTimes {
  id: string
  title: string
  days: Day[]
  from: number
  to: number
  capacity: number
  priceFen?: number | null
  closesBeforeMinutes?: number
  despiteClash?: boolean
}

/** A sitting's id follows from actor and key, so that the same call again makes the same one. */
const courseSittingId = (actor: Actor, key: string) => idOf(actor, key, 'course')

const timesOn = (day: Day, from: number, to: number) => ({ startsAt: instantAt(day, from), endsAt: instantAt(day, to) })

/** One sitting with several sessions, checked and not yet written; `to` at or before `from` is the next morning. */
export async function planCourseSitting(actor: Actor, key: string, input: CourseTimes, now: Date) {
  const { service, offer, areas } = await offerOf(input.id)
  authorize(bookingPolicy.editSitting(actor, { areas, offer }))
  const _id = courseSittingId(actor, key)
  const days = [...new Set(input.days)].sort()
  const to = input.to > input.from ? input.to : input.to + 1440
  const sessions = days.map((day, index): Session => ({ n: index + 1, ...timesOn(day, input.from, to) }))
  const [first, last] = [sessions[0]!, sessions[sessions.length - 1]!]
  if (to - input.from > 720) throw new AppError('INVALID_INPUT', undefined, { fields: { to: ['一次课最多 12 小时'] } })
  const planned = {
    _id,
    areas,
    offer,
    title: input.title,
    day: days[0]!,
    startsAt: first.startsAt,
    endsAt: last.endsAt,
    sessions,
    sessionsRev: 1,
    // Anyone who enrols for weeks looks for it earlier than for a single time.
    opensAt: now,
    closesAt: addMinutes(first.startsAt, -(input.closesBeforeMinutes ?? service.closesBeforeMinutes)),
    capacity: input.capacity,
    priceFen: input.priceFen === undefined ? service.priceFen : input.priceFen,
    createdAt: now,
  }
  await refuseClash(input.despiteClash, [{ ...planned, _id: new Types.ObjectId(_id) }])
  return planned
}

/**
 * Writes the planned sitting; the same plan again changes nothing. Throws CONFLICT when the service has a sitting then.
 */
export async function createCourseSitting(planned: Awaited<ReturnType<typeof planCourseSitting>>): Promise<Sitting> {
  try {
    await SittingModel.create(planned)
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    if (!isDuplicate(cause, '_id'))
      throw new AppError(
        'CONFLICT',
        `${dateInWords(toApiTime(planned.startsAt))} ${clockOf(planned.startsAt)} 已经排了一场，换个时间开课。`,
      )
  }
  return orNotFound(await SittingModel.findById(planned._id).lean<Sitting>())
}

/** A course that the actor may look after: a sitting of several sessions, or of a kind whose single sittings have a roll too. */
export const courseSitting = async (
  actor: Actor,
  sittingId: string,
  permission: 'sitting.edit' | 'course.lead' | 'course.certify',
) =>
  orNotFound(
    await SittingModel.findOne({
      _id: sittingId,
      $and: [HAS_ROLL],
      ...bookingPolicy.visibleSittings(actor, permission),
    }).lean<Sitting>(),
  )

/** Whether a sitting of this id exists. */
export const hasSitting = async (_id: string) => (await SittingModel.exists({ _id })) !== null

export const sittingById = async (sittingId: string) =>
  orNotFound(await SittingModel.findById(sittingId).lean<Sitting>())

/**
 * Cancels one session; the others stay. The last one cannot be cancelled alone: then the course is cancelled as a
 * whole.
 */
export async function cancelSession(
  actor: Actor,
  { sittingId, n, reason }: { sittingId: string; n: number; reason: string },
  now: Date,
): Promise<Sitting> {
  const sitting = await courseSitting(actor, sittingId, 'sitting.edit')
  const sessions = sessionsOf(sitting)
  const session = orNotFound(sessions.find((one) => one.n === n))
  if (!session.cancelReason) {
    checkAhead(session, now)
    if (heldSessions(sessions).length === 1) throw new AppError('LAST_SESSION')
    await putSessions(
      sitting,
      sessions.map((one) => (one.n === n ? { ...one, cancelReason: reason } : one)),
      now,
    )
  }
  await carrySessions(sitting._id, now)
  return sittingById(sittingId)
}

interface SessionMove {
  sittingId: string
  n: number
  day: Day
  from: number
  to: number
  reason: string
  despiteClash?: boolean
}

/** Moves one session to another time, for everybody. */
export async function moveSession(
  actor: Actor,
  { sittingId, n, day, from, to, reason, despiteClash }: SessionMove,
  now: Date,
): Promise<Sitting> {
  const sitting = await courseSitting(actor, sittingId, 'sitting.edit')
  if (!sitting.sessions) throw new AppError('CONFLICT', '这一场只有一次课，在“场次”里改它的时间。')
  const session = orNotFound(sitting.sessions.find((one) => one.n === n))
  const times = timesOn(day, from, to > from ? to : to + 1440)
  if (session.startsAt.getTime() !== times.startsAt.getTime() || session.endsAt.getTime() !== times.endsAt.getTime()) {
    if (session.cancelReason) throw new AppError('CONFLICT', '这一次课已经取消了，不能再改时间。')
    checkAhead(session, now)
    if (times.startsAt <= now)
      throw new AppError('INVALID_INPUT', undefined, { fields: { day: ['新的时间要在现在以后'] } })
    const others = heldSessions(sitting.sessions).filter((one) => one.n !== n)
    const other = others.find((one) => one.startsAt < times.endsAt && one.endsAt > times.startsAt)
    if (other)
      throw new AppError('INVALID_INPUT', undefined, {
        fields: { day: [`${clockOf(other.startsAt)} 这门课已经有一次了，换个时间`] },
      })
    await refuseClash(despiteClash, [{ _id: sitting._id, offer: sitting.offer, ...times }])
    await putSessions(
      sitting,
      sitting.sessions.map((one) => (one.n === n ? { ...one, ...times, moveReason: reason } : one)),
      now,
    )
  }
  await carrySessions(sitting._id, now)
  return sittingById(sittingId)
}

function checkAhead({ startsAt }: Session, now: Date) {
  if (startsAt <= now) throw new AppError('CONFLICT', '这一次课已经开始了，不能再改。')
}

const spanOf = (sessions: Session[]) => {
  const held = heldSessions(sessions)
  return {
    startsAt: new Date(Math.min(...held.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...held.map(({ endsAt }) => endsAt.getTime()))),
  }
}

/**
 * Decides the sessions: from here on nobody enrols for the old times. `carrySessions` notifies people who are enrolled.
 */
async function putSessions(sitting: Sitting, sessions: Session[], now: Date) {
  const span = spanOf(sessions)
  try {
    const { matchedCount } = await SittingModel.updateOne(
      { _id: sitting._id, state: 'open', sessionsRev: sitting.sessionsRev ?? null },
      {
        $set: {
          sessions,
          ...span,
          day: dayOf(span.startsAt),
          closesAt: span.startsAt < sitting.closesAt ? span.startsAt : sitting.closesAt,
          sessionsRev: (sitting.sessionsRev ?? 0) + 1,
          carrySince: now,
        },
      },
    )
    if (matchedCount > 0) return
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    throw new AppError('CONFLICT', `${clockOf(span.startsAt)} 这项服务已经排了别的一场，换个时间。`)
  }
  const { state } = await sittingById(String(sitting._id))
  throw new AppError(state === 'cancelled' ? 'SITTING_CANCELLED' : 'CONFLICT')
}

/**
 * Updates every booking of a sitting to its sessions: diary first, then the booking, by one write that also notifies. A
 * booking still between two steps waits for the next round; a booking cancelled meanwhile only leaves the diary. Any
 * process resumes from where another stopped.
 */
async function carrySessions(sittingId: Types.ObjectId, now: Date): Promise<void> {
  const sitting = orNotFound(await SittingModel.findById(sittingId, { claims: 0, queue: 0 }).lean<Sitting>())
  if (!sitting.carrySince) return
  const { sessionsRev = 0 } = sitting
  const behind = { sittingId, sessionsRev: { $ne: sessionsRev } }
  let last: Types.ObjectId | null = null
  for (;;) {
    const bookings: Booking[] = await BookingModel.find({ ...behind, ...(last ? { _id: { $gt: last } } : {}) })
      .sort({ _id: 1 })
      .limit(100)
      .lean<Booking[]>()
    for (const booking of bookings) if (!booking.unsettledSince) await carry(booking, sitting, now)
    if (bookings.length < 100) break
    last = bookings[bookings.length - 1]!._id
  }
  if (await BookingModel.exists(behind)) return
  await SittingModel.updateOne({ _id: sittingId, sessionsRev }, { $unset: { carrySince: 1 } })
}

const hasPlaces = ({ state }: Booking) => (WITH_PLACES as readonly BookingState[]).includes(state)
const isNotified = ({ state }: Booking) => state === 'confirmed' || state === 'offered' || state === 'waiting'

async function carry(booking: Booking, sitting: Sitting, now: Date) {
  const { sessions = [], sessionsRev, startsAt, endsAt } = sitting
  const after = { ...booking, sessions, startsAt, endsAt }
  const inTheWay = hasPlaces(booking) ? await moveInDiary(booking, timesOf(after)) : []
  if (!hasPlaces(booking)) await leaveDiary(after)
  const reminder = booking.state === 'confirmed' ? firstReminder(after, now) : {}
  const notification = isNotified(booking) ? await sessionsNotification(booking, after, inTheWay.length > 0) : null
  const written = await BookingModel.updateOne(
    {
      _id: booking._id,
      state: booking.state,
      sessionsRev: booking.sessionsRev ?? null,
      unsettledSince: { $exists: false },
    },
    {
      $set: { sessions, sessionsRev, startsAt, endsAt, ...reminder },
      ...(notification ? notifyOfBooking(notification, now) : {}),
    },
  )
  if (written.modifiedCount > 0) return
  await mend(after)
}

/**
 * Another process was faster: cancelled it, or carried a later change. Lines written for `written` are matched to the
 * present booking, until it stays the same meanwhile.
 */
async function mend(written: Booking): Promise<void> {
  const current = await BookingModel.findById(written._id).lean<Booking>()
  if (!current || !hasPlaces(current)) return leaveDiary(written)
  await moveInDiary(written, timesOf(current))
  const later = await BookingModel.findById(written._id).lean<Booking>()
  if (later && (later.sessionsRev !== current.sessionsRev || !hasPlaces(later))) await mend(current)
}

/** The changes between two states of the sessions, in words. */
async function sessionsNotification(before: Booking, after: Booking, overlaps: boolean): Promise<Notification> {
  const old = new Map(sessionsOf(before).map((session) => [session.n, session]))
  const changed: Date[] = []
  const words = sessionsOf(after).flatMap((session) => {
    const was = old.get(session.n)
    if (!was || was.cancelReason) return []
    if (session.cancelReason) {
      changed.push(was.startsAt)
      return [`${instantInText(was.startsAt)} 的课不上了：${session.cancelReason}。别的照常`]
    }
    if (was.startsAt.getTime() === session.startsAt.getTime() && was.endsAt.getTime() === session.endsAt.getTime())
      return []
    changed.push(was.startsAt, session.startsAt)
    return [`${instantInText(was.startsAt)} 的课改到 ${instantInText(session.startsAt)}（${session.moveReason}）`]
  })
  const also = overlaps ? '。那个时间还约了别的，看看取消哪一个' : ''
  const notification = await bookingNotification(
    after,
    'session_changed',
    `${after.offer.serviceName}有变`,
    `${after.personName}，${words.join('；')}${also}`,
  )
  const [first = after.startsAt] = changed.sort((a, b) => a.getTime() - b.getTime())
  return { ...notification, startsAt: first }
}

const BATCH = 20

const CHANGED = { carrySince: { $exists: true } }
export const sessionsToCarry = (): Due[] => [{ model: SittingModel, filter: CHANGED }]

/** A job: resumes changes of sessions that a crash, or a booking between two steps, left. */
export async function carryChangedSessions(now: Date): Promise<number> {
  const left = await SittingModel.find(CHANGED, { _id: 1 }).limit(BATCH).lean<Pick<Sitting, '_id'>[]>()
  for (const { _id } of left) await carrySessions(_id, now)
  return left.length
}
