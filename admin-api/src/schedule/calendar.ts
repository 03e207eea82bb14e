import { sharesRoom } from '@yike/shared/booking/kinds'
import type { ListCalendar } from '@yike/shared/schedule/schemas'
import { periodsOn } from '@yike/shared/directory/hours'
import { AppError } from '@yike/shared/errors'
import { addDays, daysFrom } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { placesByIds } from '../directory/find'
import { servicesAt } from '../directory/services'
import type { Actor } from '../http/policy'
import { holidayCalendar } from '../territory/calendar'
import type { Sitting } from '../booking/model'
import { sittingsOn } from '../booking/sittings'

const MOST_DAYS = 42

/** The sittings of some days, with their conflicts. */
export async function calendarOf(actor: Actor, { from, to, placeId, serviceId }: z.output<typeof ListCalendar>) {
  if (to < from || to > addDays(from, MOST_DAYS - 1))
    throw new AppError('INVALID_INPUT', undefined, { fields: { to: [`最多看 ${MOST_DAYS} 天`] } })
  const sittings = await sittingsOn(actor, { $gte: from, $lte: to }, placeId, serviceId)
  return { sittings, conflicts: await conflictsOf(sittings), days: specialDays(from, to) }
}

const specialDays = (from: string, to: string) =>
  daysFrom(from, to).flatMap((day) => {
    const words = holidayCalendar.holidayOn(day) ?? (holidayCalendar.isMakeUpDay(day) ? '调休上班' : null)
    return words ? [{ day, words }] : []
  })

/**
 * Conflicts: more people than places, a place that is closed that day, two of one service or in one room at the same
 * time.
 */
async function conflictsOf(sittings: readonly Sitting[]) {
  const open = sittings.filter(({ state }) => state === 'open')
  const placeIds = [...new Map(open.map(({ offer }) => [String(offer.placeId), offer.placeId])).values()]
  const [places, services] = await Promise.all([placesByIds(placeIds), servicesAt(placeIds)])
  const placeOf = new Map(places.map((place) => [String(place._id), place]))
  const serviceOf = new Map(services.map((service) => [String(service._id), service]))
  const concurrent = concurrentAtPlaces(open)
  return open.flatMap((sitting) => {
    const { offer } = sitting
    const say = (words: string) => ({ sittingId: String(sitting._id), words })
    const place = placeOf.get(String(offer.placeId))
    const isShut =
      place && place.hours.rules.length > 0 && periodsOn(place.hours, sitting.day, holidayCalendar).length === 0
    const others = concurrent.get(sitting) ?? []
    const isDoubled = others.some((one) => one.offer.serviceId.equals(offer.serviceId) && one.title === sitting.title)
    const room = serviceOf.get(String(offer.serviceId))
    const inRoom = others.filter((one) => {
      const its = serviceOf.get(String(one.offer.serviceId))
      return room !== undefined && its !== undefined && its !== room && sharesRoom(room, its)
    })
    return [
      ...(sitting.taken > sitting.capacity ? [say(`超订 ${sitting.taken - sitting.capacity} 位`)] : []),
      ...(isShut ? [say(`${offer.placeName}这天不开门`)] : []),
      ...(isDoubled ? [say(`和另一场${sitting.title}时间重叠`)] : []),
      ...inRoom.map((one) => say(`${room?.room ?? offer.placeName}同时还有${one.offer.serviceName}`)),
    ]
  })
}

/** The sittings at the same place that overlap each sitting in time; each is compared with those beside it only. */
function concurrentAtPlaces(sittings: readonly Sitting[]) {
  const concurrent = new Map(sittings.map((sitting): [Sitting, Sitting[]] => [sitting, []]))
  const inOrder = [...sittings].sort(
    (a, b) =>
      String(a.offer.placeId).localeCompare(String(b.offer.placeId)) || a.startsAt.getTime() - b.startsAt.getTime(),
  )
  for (const [index, sitting] of inOrder.entries())
    for (let next = index + 1; next < inOrder.length; next++) {
      const other = inOrder[next]!
      if (!other.offer.placeId.equals(sitting.offer.placeId) || other.startsAt >= sitting.endsAt) break
      concurrent.get(sitting)!.push(other)
      concurrent.get(other)!.push(sitting)
    }
  return concurrent
}
