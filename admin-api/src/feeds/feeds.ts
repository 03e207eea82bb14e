import { createHash, randomBytes } from 'node:crypto'
import { bookingPolicy } from '../booking/policy'
import { Types } from 'mongoose'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { AppError } from '@yike/shared/errors'
import { RELATIONS } from '@yike/shared/people/relations'
import { addDays, clockOf, dayOf, instantAt } from '@yike/shared/time/china'
import { offerOf } from '../directory/services'
import type { StreamAnswer } from '../http/handle'
import { authorize, type Actor } from '../http/policy'
import { personById } from '../people/me'
import { asSeenBy, visibleTo } from '../booking/audience'
import { FeedModel, type Feed } from './model'
import { toIcs, type IcsEvent } from './ics'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import { timesOf } from '../booking/times'
import { withVersions } from './versions'
import { sharedLimit } from '../people/request-bucket'

type Owner = Pick<Feed, 'kind' | 'ownerId'>
const idOf = ({ kind, ownerId }: Owner) => `${kind}:${String(ownerId)}`
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

export const myFeed = (actor: Actor): Owner => ({ kind: 'person', ownerId: actor.personId })

/** The feed of a service: people who may read its bookings read it, people who arrange its sittings make and end it. */
export async function serviceFeed(
  actor: Actor,
  id: string,
  permission: 'booking.read' | 'sitting.edit',
): Promise<Owner> {
  const offered = await offerOf(id)
  if (!bookingPolicy.readService(actor, offered)) throw new AppError('NOT_FOUND')
  if (permission === 'sitting.edit') authorize(bookingPolicy.editSitting(actor, offered))
  return { kind: 'service', ownerId: new Types.ObjectId(id) }
}

export const feedOf = (owner: Owner) => FeedModel.findById(idOf(owner)).lean<Feed>()

const SECRET_BYTES = 32

/** Makes a new address in place of any before; only this answer contains it. */
export async function makeFeed(owner: Owner, now: Date) {
  const token = randomBytes(SECRET_BYTES).toString('base64url')
  const feed = { ...owner, tokenHash: hashOf(token), madeAt: now, readAt: null }
  await FeedModel.updateOne({ _id: idOf(owner) }, { $set: feed }, { upsert: true })
  return { ...feed, path: `${API_BASE_PATH}/feeds/${token}.ics` }
}

export const revokeFeed = (owner: Owner) => FeedModel.deleteOne({ _id: idOf(owner) })

/** A calendar program asks every quarter of an hour at most; twelve at once are several devices that wake up. */
const limit = sharedLimit('feed', 1 / 10, 12)
/** Days back for which a calendar keeps past bookings, and days ahead for which it shows coming ones. */
const [DAYS_BACK, DAYS_AHEAD] = [30, 120]

/** The calendar under an address. Throws NOT_FOUND for one that is not valid (any more). */
export async function readFeed(said: string, now: Date): Promise<StreamAnswer> {
  const tokenHash = hashOf(said.replace(/\.ics$/, ''))
  const feed = await FeedModel.findOneAndUpdate({ tokenHash }, { $set: { readAt: now } }).lean<Feed>()
  if (!feed) throw new AppError('NOT_FOUND', '这个日历地址不能用了，请重新生成一个。')
  await limit.take(tokenHash, now.getTime())
  const text = feed.kind === 'person' ? await calendarOfPerson(feed, now) : await calendarOfService(feed, now)
  return {
    type: 'text/calendar; charset=utf-8',
    body: Buffer.from(text),
    headers: { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' },
  }
}

const window = (now: Date) => ({
  $gte: instantAt(addDays(dayOf(now), -DAYS_BACK), 0),
  $lt: instantAt(addDays(dayOf(now), DAYS_AHEAD), 0),
})

const STATUS: Partial<Record<Booking['state'], IcsEvent['status']>> = {
  confirmed: 'CONFIRMED',
  checked_in: 'CONFIRMED',
  no_show: 'CONFIRMED',
  waiting: 'TENTATIVE',
  offered: 'TENTATIVE',
  cancelled: 'CANCELLED',
}

async function calendarOfPerson(feed: Feed, now: Date) {
  const { ownerId } = feed
  const owner = await personById(ownerId)
  const found = await BookingModel.find({
    $or: visibleTo(owner),
    state: { $in: Object.keys(STATUS) as Booking['state'][] },
    startsAt: window(now),
  })
    .sort({ startsAt: 1, _id: 1 })
    .limit(1000)
    .lean<Booking[]>()
  const bookings = found.map((booking) => asSeenBy(owner, booking))
  const byId = new Map(bookings.map((booking) => [String(booking._id), booking]))
  const events = bookings
    .filter(({ replacedBy }) => !byId.has(String(replacedBy)))
    .flatMap((booking) => {
      const line = chainOf(booking, byId)
      return timesOf(booking).map((time, at) => eventOf({ booking, line, ownerId }, time, at))
    })
  return toIcs('一刻 我和家人的预约', await withVersions(feed, events, now))
}

/** A booking with those it replaced, the first one last: for a calendar they are one appointment that moved. */
function chainOf(booking: Booking, byId: ReadonlyMap<string, Booking>): Booking[] {
  const before = booking.replaces && byId.get(String(booking.replaces))
  return before ? [booking, ...chainOf(before, byId)] : [booking]
}

/** Names nobody: a relation word, the service and the place. */
function eventOf(
  { booking, line, ownerId }: { booking: Booking; line: readonly Booking[]; ownerId: Types.ObjectId },
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  at: number,
): IcsEvent {
  const { offer, sittingTitle, seats, state, code, relation, personId } = booking
  const first = line[line.length - 1]!
  const changes = line.reduce((sum, one) => sum + one.outboxSeq + 1, 0)
  const who = personId.equals(ownerId) ? '' : relation ? `${RELATIONS[relation]}：` : '家人：'
  const waits = state === 'waiting' ? '（排队中）' : state === 'offered' ? '（轮到了，等您答应）' : ''
  return {
    uid: `${String(first._id)}${at === 0 ? '' : `-${at}`}@booking.yike`,
    sequence: changes - 1 + (state === 'cancelled' ? 1 : 0),
    stamp: booking.createdAt,
    startsAt,
    endsAt,
    summary: `${who}${offer.serviceName} ${sittingTitle}${waits}`,
    location: `${offer.placeName}，${offer.address}`,
    description:
      state === 'cancelled' ? '取消了' : [seats > 1 && `${seats} 份`, `到时报 ${code}`].filter(Boolean).join('，'),
    status: STATUS[state]!,
  }
}

async function calendarOfService(feed: Feed, now: Date) {
  const { ownerId } = feed
  const sittings = await SittingModel.find(
    { 'offer.serviceId': ownerId, startsAt: window(now), movedTo: { $exists: false } },
    { claims: 0 },
  )
    .sort({ startsAt: 1 })
    .limit(2000)
    .lean<Sitting[]>()
  const name = sittings[0]?.offer.serviceName ?? '服务'
  const events = sittings.flatMap((sitting) => timesOf(sitting).map((time, at) => sittingEvent(sitting, time, at)))
  return toIcs(`一刻 ${name}`, await withVersions(feed, events, now))
}

function sittingEvent(sitting: Sitting, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }, at: number): IcsEvent {
  const { _id, offer, title, taken, capacity, queue, state, createdAt, closesAt } = sitting
  const waiting = queue?.length ?? 0
  return {
    // The series' own day, where it has one: a sitting that moved stays one appointment.
    uid: `${sitting.series ? `${String(sitting.series.id)}-${sitting.series.key}-${sitting.series.day}` : String(_id)}${at === 0 ? '' : `-${at}`}@sitting.yike`,
    sequence: Math.floor((createdAt.getTime() - EPOCH) / 1000) + (state === 'cancelled' ? 1 : 0),
    stamp: createdAt,
    startsAt,
    endsAt,
    summary: `${offer.serviceName} ${title} ${taken}/${capacity} 位`,
    location: `${offer.placeName}，${offer.address}`,
    description: [`${clockOf(closesAt)} 截止`, waiting > 0 && `${waiting} 位在排队`].filter(Boolean).join('，'),
    status: state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED',
  }
}
/** Sequences are small numbers: seconds since this project began. */
const EPOCH = Date.UTC(2025, 0, 1)
