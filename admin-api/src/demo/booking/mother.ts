import { addDays, dayOf, addMinutes } from '@yike/shared/time/china'
import { book } from '../../booking/book'
import { SittingModel } from '../../booking/model'
import type { Actor } from '../../http/policy'
import { fixedId, tried } from '../keys'
import { arrived } from './arrived'

/** Days before today on which the mother had a lunch delivered: 「和上周一样」 repeats them. */
const MOTHERS_LUNCHES = [-5, -3]

/** 王秀英 has booked tomorrow's lunch for her mother, and booked for her last week. */
export async function seedMother(wang: Actor, cook: Actor, now: Date) {
  for (const ago of MOTHERS_LUNCHES) {
    const day = addDays(dayOf(now), ago)
    const past = await SittingModel.findOne({ 'offer.serviceName': '午餐', title: '午餐第一批', day }).lean()
    if (!past) continue
    const meal = { mode: 'delivery' as const, diets: ['soft' as const], doorNote: '敲门大声点，耳朵背' }
    const asked = { sittingId: String(past._id), personId: String(fixedId(3, 0)), seats: 1, details: { meal } }
    const acted = addMinutes(past.closesAt, -60)
    const booking = await tried(
      book({ actor: wang, key: `demo-mother-${day}`, now: acted }, asked, { channel: 'wechat' }),
    )
    if (booking) await arrived(cook, booking, addMinutes(past.startsAt, 15), 0)
  }
  const lunch = await SittingModel.findOne({
    'offer.serviceName': '午餐',
    title: '午餐第一批',
    day: addDays(dayOf(now), 1),
  }).lean()
  if (lunch)
    await tried(
      book(
        { actor: wang, key: 'demo-mother-lunch', now },
        {
          sittingId: String(lunch._id),
          personId: String(fixedId(3, 0)),
          seats: 1,
          details: { meal: { diets: ['soft'] } },
        },
        { channel: 'wechat' },
      ),
    )
}
