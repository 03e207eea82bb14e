import { createHash } from 'node:crypto'
import { bookingPolicy } from '../booking/policy'
import { Types } from 'mongoose'
import type { RescheduleSitting } from '@yike/shared/schedule/schemas'
import { AppError } from '@yike/shared/errors'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { offerOf } from '../directory/services'
import { orNotFound, type Actor } from '../http/policy'
import { SittingModel, type Relocation, type Sitting } from '../booking/model'
import { timesOf } from '../booking/times'
import { refuseClash } from './clashes'
import { relocate, surplusOf, type NewSitting } from './relocate'
import { bringInLine, hasSomebody } from './series'
import { factsOf, type Step } from './series-plan'
import { dayFacts } from './sittings'

type Asked = z.output<typeof RescheduleSitting>

/** A sitting moved back and forth is a new one each time: ids are never used for two. */
const idAfter = (sitting: Sitting, startsAt: Date) =>
  new Types.ObjectId(
    createHash('sha256')
      .update(`${String(sitting._id)}>${startsAt.toISOString()}`)
      .digest('hex')
      .slice(0, 24),
  )

/** The change of one sitting, as a step. Throws where it is not possible: begun, cancelled, or that time has one. */
export async function rescheduleStep(
  actor: Actor,
  { id, day, title, capacity, ...times }: Asked,
  now: Date,
): Promise<Step> {
  const sitting = orNotFound(
    await SittingModel.findOne({ _id: id, ...bookingPolicy.visibleSittings(actor, 'sitting.edit') }).lean<Sitting>(),
  )
  if (sitting.movedTo)
    return { effect: 'move', day: sitting.day, sitting, target: orNotFound(await at(sitting.movedTo)) }
  if (sitting.state === 'cancelled') throw new AppError('SITTING_CANCELLED')
  if (sitting.startsAt <= now) throw new AppError('SITTING_CLOSED', '这一场已经开始了，动不了。')
  const facts = factsOf(sitting)
  const next = {
    ...facts,
    title: title ?? facts.title,
    capacity: capacity ?? facts.capacity,
    from: times.from ?? facts.from,
    to: times.to ?? facts.to,
  }
  if (next.to <= next.from) throw new AppError('INVALID_INPUT', undefined, { fields: { to: ['结束要晚于开始'] } })
  const onDay = day ?? sitting.day
  const { service } = await offerOf(String(sitting.offer.serviceId))
  const { areas, offer, series } = sitting
  const placed = dayFacts(service, onDay, next)
  const target: NewSitting = {
    _id: idAfter(sitting, placed.startsAt),
    ...{ areas, offer },
    ...placed,
    ...(series ? { series: { ...series, own: true } } : {}),
    createdAt: now,
  }
  const stays =
    target.startsAt.getTime() === sitting.startsAt.getTime() && target.endsAt.getTime() === sitting.endsAt.getTime()
  if (stays) return { effect: 'change', day: sitting.day, sitting, target }
  if (timesOf(sitting).length > 1) throw new AppError('CONFLICT', '这一期有好几节课，一节一节改，不能整个挪。')
  if (target.startsAt <= now) throw new AppError('SITTING_CLOSED', '那个时间已经过去了。')
  const there = await SittingModel.findOne({
    'offer.serviceId': offer.serviceId,
    startsAt: target.startsAt,
    state: 'open',
    _id: { $nin: [sitting._id, target._id] },
  }).lean<Sitting>()
  if (there)
    throw new AppError(
      'CONFLICT',
      `${dayLabel(there.day, dayOf(now))} ${clockOf(there.startsAt)} 已经有一场${there.title}了，换一个时间。`,
    )
  return { effect: 'move', day: sitting.day, sitting, target }
}

const at = (id: Types.ObjectId) => SittingModel.findById(id).lean<Sitting>()

/** Changes this sitting alone. Repeated after it was done, it returns the sitting it went to. */
export async function rescheduleSitting(actor: Actor, asked: Asked, now: Date): Promise<Sitting> {
  const { effect, sitting, target } = await rescheduleStep(actor, asked, now)
  if (!sitting || !target) throw new AppError('NOT_FOUND')
  const touches = effect === 'move' ? hasSomebody(sitting) : (await surplusOf(sitting, target.capacity)).length > 0
  if (touches && !asked.reason && !sitting.movedTo)
    throw new AppError('INVALID_INPUT', undefined, { fields: { reason: ['有人约了，写一句原因，他们会读到'] } })
  const moving: Relocation = { others: asked.others, reason: asked.reason ?? '时间有变', by: actor.personId, at: now }
  if (effect === 'move') {
    if (!sitting.movedTo) {
      await refuseClash(asked.despiteClash, [target], [sitting._id])
      await relocate(sitting, target, moving, now)
    }
    return orNotFound(await at(target._id))
  }
  await bringInLine(sitting, target, moving, now)
  if (sitting.series) await SittingModel.updateOne({ _id: sitting._id }, { $set: { 'series.own': true } })
  return orNotFound(await at(sitting._id))
}
