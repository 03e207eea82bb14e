import type { BookingMovePreview } from '@yike/shared/schedule/schemas'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { orNotFound } from '../http/policy'
import { SittingModel, type Booking, type Sitting } from '../booking/model'
import { wontFit } from './relocate'

/** The result if a booking went to another sitting of its service. Only a read. */
export async function previewReschedule(booking: Booking, sittingId: string, now: Date): Promise<BookingMovePreview> {
  const sitting = orNotFound(await SittingModel.findById(sittingId).lean<Sitting>())
  const no = (words: string): BookingMovePreview => ({ fits: false, words: [words] })
  if (!sitting.offer.serviceId.equals(booking.offer.serviceId))
    return no(`只能改到${booking.offer.serviceName}的别的时间。`)
  if (booking.state !== 'confirmed') return no('这份预约已经不是“约好”的了。')
  if (sitting._id.equals(booking.sittingId)) return no('还是原来的时间。')
  const why = await wontFit(booking, sitting, now)
  if (why) return no(why)
  const when = (at: Date) => `${dayLabel(dayOf(at), dayOf(now))} ${clockOf(at)}`
  return {
    fits: true,
    words: [
      `${booking.personName}从 ${when(booking.startsAt)} 改到 ${when(sitting.startsAt)}，原来的位子空出来。`,
      '取餐号会换一个，改好以后会发消息告诉本人和帮忙约的家人。',
    ],
  }
}
