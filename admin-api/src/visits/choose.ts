import type { Types } from 'mongoose'
import { WITH_PLACES, type BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { clockOf, dayOf, mondayOf, addDays, instantAt, addMinutes } from '@yike/shared/time/china'
import { hoursOn, worksAt } from '@yike/shared/visits/rules'
import { claimTimes, leaveTimes, linesOf } from '../booking/diary'
import { bookingById, bookingsByIds, findBooking, changeBooking } from '../booking/records'
import type { Booking } from '../booking/model'
import type { Times } from '../booking/times'
import type { KindHooks } from '../booking/kind-hooks'
import type { Claiming } from '../booking/claim'
import { releaseStale } from '../booking/transitions'
import type { VisitDetails } from './details'
import { CarerModel, type Carer } from './model'
import { visitServiceOf } from './carers'
import { openedPhone } from '../sealed-values'

/**
 * Chooses the carer of a visit: one of the carers of a service who has the skills, works then, and has the time free
 * with the way before and after. The carer's diary decides; a service without any carers goes by its places alone.
 */
export const visitHooks: KindHooks = {
  claim: claimCarer,
  release: releaseCarer,
  comes: ({ details }) => (details?.visit ? `${details.visit.carerName}上门` : null),
  show: ({ details }) => {
    const visit = details?.visit
    return visit
      ? { visit: { carer: { id: String(visit.carerId), name: visit.carerName, phone: openedPhone(visit.carerPhone) } } }
      : {}
  },
}

const carersOf = (serviceId: Types.ObjectId) =>
  CarerModel.find({ serviceIds: serviceId }).sort({ name: 1 }).lean<Carer[]>()

/** States before the booking is sure: it is being made, or waits for its turn. */
const NOT_SURE = ['pending', 'waiting', 'held'] as const

const goes = (carer: Pick<Carer, '_id'>, { state, details }: Booking) =>
  (WITH_PLACES as readonly BookingState[]).includes(state) && details?.visit?.carerId.equals(carer._id) === true

const nobody = (words: string) => new AppError('NOBODY_FREE', words)

async function claimCarer(booking: Booking, { now }: Claiming): Promise<Booking> {
  const carers = await carersOf(booking.offer.serviceId)
  if (carers.length === 0) return booking
  const { skills } = await visitServiceOf(booking.offer.serviceId)
  const able = carers.filter((carer) => carer.active && hasSkills(carer, skills))
  const at = working(able, booking)
  for (const carer of await inOrder(at, booking)) {
    if (!(await claimTime(carer, booking, now))) continue
    const claimed = await changeBooking(
      booking._id,
      NOT_SURE,
      { 'details.visit.carerId': { $in: [null, carer._id] } },
      { $set: { 'details.visit': detailsOf(carer) } },
    )
    if (claimed) return claimed
    // Another process that works on the same booking chose another carer, or the booking is over.
    const other = await bookingById(booking._id)
    if (!other || !goes(carer, other)) await leaveCarers([carer._id], booking)
    return other ?? booking
  }
  throw nobody(whyNobody(skills, able.length > 0, at.length > 0))
}

export const detailsOf = ({ _id, name, phone }: Carer): VisitDetails => ({
  carerId: _id,
  carerName: name,
  carerPhone: phone,
})

const hasSkills = ({ skills }: Carer, asked: readonly string[]) => asked.every((skill) => skills.includes(skill))
const working = (carers: Carer[], times: Times) => carers.filter((carer) => worksAt(carer, times))

function whyNobody(skills: readonly string[], someAble: boolean, someWork: boolean) {
  const who = skills.length > 0 ? `会${skills.join('、')}的护理员` : '护理员'
  if (!someAble) return `这里还没有${who}，打电话问问社区。`
  if (!someWork) return `这个时间${who}都不上班，换个时间看看。`
  return `这个时间没有${who}有空，换个时间看看。`
}

/**
 * The order in which carers are tried: the one whose diary has it already (a repeated step), the one who came last
 * time, then those with the least to do that week.
 */
async function inOrder(carers: readonly Carer[], booking: Booking): Promise<Carer[]> {
  if (carers.length === 0) return []
  const monday = mondayOf(dayOf(booking.startsAt))
  const [lines, last] = await Promise.all([
    linesOf(
      carers.map(({ _id }) => _id),
      { startsAt: instantAt(monday, 0), endsAt: instantAt(addDays(monday, 7), 0) },
    ),
    lastVisitOf(booking),
  ])
  const weekOf = (carer: Carer) => lines.get(String(carer._id)) ?? []
  const rank = (carer: Carer) =>
    weekOf(carer).some((line) => line.bookingId.equals(booking._id))
      ? -2
      : last?.details?.visit?.carerId.equals(carer._id)
        ? -1
        : weekOf(carer).length
  return [...carers].sort((a, b) => rank(a) - rank(b))
}

/** The last visit of somebody for a service before a time. */
const lastVisitOf = ({ personId, offer, startsAt }: Booking) =>
  findBooking(
    {
      ...{ personId, startsAt: { $lt: startsAt }, state: { $in: ['confirmed', 'checked_in'] } },
      ...{ 'offer.serviceId': offer.serviceId, 'details.visit.carerId': { $exists: true } },
    },
    { sort: { startsAt: -1 } },
  )

/** Writes the visit into a carer's diary; false when something else is there. */
export async function claimTime(carer: Carer, booking: Booking, now: Date): Promise<boolean> {
  const { _id: bookingId, sittingId, offer, replaces, startsAt, endsAt } = booking
  const release = releaseStale(now)
  try {
    await claimTimes(
      carer._id,
      {
        ...{ bookingId, sittingId, serviceId: offer.serviceId, replaces },
        times: [{ startsAt, endsAt }],
        apartMinutes: carer.bufferMinutes,
      },
      { overlaps: () => nobody('') },
      async (bookingIds) => (await release(bookingIds, booking)) || (await givenElsewhere(carer._id, bookingIds)),
    )
    return true
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'NOBODY_FREE' || cause.code === 'CONFLICT')) return false
    throw cause
  }
}

/**
 * Removes lines of visits that another carer makes by now: a process that died in between left them. True when some
 * were removed.
 */
async function givenElsewhere(carerId: Types.ObjectId, bookingIds: readonly Types.ObjectId[]): Promise<boolean> {
  const old = (await bookingsByIds(bookingIds)).filter(
    ({ details, unsettledSince }) =>
      !unsettledSince && details?.visit && !details.visitMove && !details.visit.carerId.equals(carerId),
  )
  for (const booking of old) await leaveCarers([carerId], booking)
  return old.length > 0
}

export const leaveCarers = (
  carerIds: readonly Types.ObjectId[],
  { _id: bookingId, offer, startsAt, endsAt }: Pick<Booking, '_id' | 'offer' | 'startsAt' | 'endsAt'>,
) => leaveTimes(carerIds, { bookingId, serviceId: offer.serviceId }, [{ startsAt, endsAt }])

/** Gives the time back, whichever carers of the service have it; a booking that still waits has no carer. */
async function releaseCarer(booking: Booking): Promise<void> {
  const { offer, details } = booking
  const carers = await CarerModel.find({ serviceIds: offer.serviceId }, { _id: 1 }).lean<Pick<Carer, '_id'>[]>()
  const named = [details?.visit?.carerId, details?.visitMove?.from, details?.visitMove?.to]
  const all = [...carers.map(({ _id }) => _id), ...named.flatMap((one) => (one ? [one] : []))]
  if (all.length === 0) return
  await leaveCarers(all, booking)
  await changeBooking(booking._id, ['pending', 'waiting'], {}, { $unset: { 'details.visit': 1 } })
}

/**
 * Whether each carer of a service could come, and the reason if not. `self`: the booking whose own time does not count.
 */
export async function whoCouldCome(
  serviceId: Types.ObjectId,
  times: Times,
  self: Types.ObjectId | null,
): Promise<{ carer: Carer; why: string | null }[]> {
  const [carers, { skills }] = await Promise.all([carersOf(serviceId), visitServiceOf(serviceId)])
  const lines = await linesOf(
    carers.map(({ _id }) => _id),
    { startsAt: addMinutes(times.startsAt, -1440), endsAt: addMinutes(times.endsAt, 1440) },
  )
  const day = dayOf(times.startsAt)
  return carers.map((carer) => {
    const lacks = skills.filter((skill) => !carer.skills.includes(skill))
    const from = addMinutes(times.startsAt, -carer.bufferMinutes)
    const until = addMinutes(times.endsAt, carer.bufferMinutes)
    const busy = (lines.get(String(carer._id)) ?? []).find(
      (line) => line.startsAt < until && line.endsAt > from && !(self && line.bookingId.equals(self)),
    )
    const why = !carer.active
      ? '不在岗了'
      : lacks.length > 0
        ? `不会${lacks.join('、')}`
        : carer.daysOff.includes(day)
          ? '这天休息'
          : hoursOn(carer, day).length === 0
            ? '这天不上班'
            : !worksAt(carer, times)
              ? `这天${hoursOn(carer, day)
                  .map((hours) => `${clockOf(instantAt(day, hours.from))}–${clockOf(instantAt(day, hours.to))}`)
                  .join('、')}上班`
              : busy
                ? `${clockOf(busy.startsAt)}–${clockOf(busy.endsAt)} 有一户，加上路上 ${carer.bufferMinutes} 分钟`
                : null
    return { carer, why }
  })
}
