import type { Types } from 'mongoose'
import { sharesRoom } from '@yike/shared/booking/kinds'
import { AppError } from '@yike/shared/errors'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { servicesAt } from '../directory/services'
import { SittingModel, type Sitting } from '../booking/model'
import { timesOf } from '../booking/times'

/** A planned sitting, all of one service. */
export type PlannedSitting = Pick<Sitting, '_id' | 'startsAt' | 'endsAt' | 'sessions'> & {
  offer: Pick<Sitting['offer'], 'serviceId' | 'placeId' | 'placeName'>
}

export interface Clash {
  day: string
  /** 「9:00-10:30 书画室已经有手机课堂」. */
  words: string
}

/**
 * Other sittings in the same room at the times of planned sittings of one service, by time. `leaving`: sittings that
 * make room in the same step. Only a read: nothing keeps two clerks from arranging both at once, and then the calendar
 * shows the conflict.
 */
export async function clashesOf(
  planned: readonly PlannedSitting[],
  leaving: readonly Types.ObjectId[] = [],
): Promise<Clash[]> {
  const [first] = planned
  if (!first) return []
  const { placeId, placeName, serviceId } = first.offer
  const services = await servicesAt([placeId])
  const mine = services.find(({ _id }) => _id.equals(serviceId))
  if (!mine) return []
  const rivals = services.filter((one) => sharesRoom(mine, one))
  const others = await SittingModel.find(
    {
      'offer.serviceId': { $in: rivals.map(({ _id }) => _id) },
      state: 'open',
      startsAt: { $lt: new Date(Math.max(...planned.map(({ endsAt }) => endsAt.getTime()))) },
      endsAt: { $gt: new Date(Math.min(...planned.map(({ startsAt }) => startsAt.getTime()))) },
      _id: { $nin: [...planned.map(({ _id }) => _id), ...leaving] },
    },
    { claims: 0, queue: 0 },
  ).lean<Sitting[]>()
  // The same service at the very same time is refused by its own rule.
  const isRival = (one: Sitting, { startsAt }: PlannedSitting) =>
    !one.offer.serviceId.equals(serviceId) || one.startsAt.getTime() !== startsAt.getTime()
  return planned
    .flatMap((sitting) =>
      others
        .filter((one) => isRival(one, sitting))
        .flatMap((one) =>
          timesOf(one)
            .filter((time) => timesOf(sitting).some((at) => at.startsAt < time.endsAt && at.endsAt > time.startsAt))
            .map((time) => ({ ...time, name: one.offer.serviceName })),
        ),
    )
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ startsAt, endsAt, name }) => ({
      day: dayOf(startsAt),
      words: `${clockOf(startsAt)}-${clockOf(endsAt)} ${mine.room ?? placeName}已经有${name}`,
    }))
}

/** Throws ROOM_TAKEN, naming the first time, unless the caller knows and continues. */
export async function refuseClash(
  despite: boolean | undefined,
  planned: readonly PlannedSitting[],
  leaving: readonly Types.ObjectId[] = [],
): Promise<void> {
  if (despite) return
  const [first, ...more] = await clashesOf(planned, leaving)
  if (!first) return
  const others = more.length > 0 ? `，另外还有 ${more.length} 次` : ''
  throw new AppError('ROOM_TAKEN', `${dateInText(first.day)}${first.words}${others}。换个时间，或者照样排。`)
}
