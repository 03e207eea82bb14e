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
  const roomOf = ({ offer }: Sitting) => services.find(({ _id }) => _id.equals(offer.serviceId))
  return open.flatMap((sitting) => {
    const sittingId = String(sitting._id)
    const say = (words: string) => ({ sittingId, words })
    const place = places.find(({ _id }) => _id.equals(sitting.offer.placeId))
    const isShut =
      place && place.hours.rules.length > 0 && periodsOn(place.hours, sitting.day, holidayCalendar).length === 0
    const other = open.find(
      (one) =>
        one !== sitting &&
        one.offer.serviceId.equals(sitting.offer.serviceId) &&
        one.title === sitting.title &&
        one.startsAt < sitting.endsAt &&
        one.endsAt > sitting.startsAt,
    )
    const room = roomOf(sitting)
    const inRoom = open.filter((one) => {
      const its = roomOf(one)
      return (
        !one.offer.serviceId.equals(sitting.offer.serviceId) &&
        one.offer.placeId.equals(sitting.offer.placeId) &&
        one.startsAt < sitting.endsAt &&
        one.endsAt > sitting.startsAt &&
        room !== undefined &&
        its !== undefined &&
        sharesRoom(room, its)
      )
    })
    return [
      ...(sitting.taken > sitting.capacity ? [say(`超订 ${sitting.taken - sitting.capacity} 位`)] : []),
      ...(isShut ? [say(`${sitting.offer.placeName}这天不开门`)] : []),
      ...(other ? [say(`和另一场${sitting.title}时间重叠`)] : []),
      ...inRoom.map(({ offer }) => say(`${room?.room ?? offer.placeName}同时还有${offer.serviceName}`)),
    ]
  })
}
