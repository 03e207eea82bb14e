import { dayOf, addDays, mondayOf, addMinutes, toApiTime } from '@yike/shared/time/china'
import { book } from '../../booking/book'
import { SittingModel, type Sitting } from '../../booking/model'
import type { Actor } from '../../http/policy'
import type { Community } from '../../territory/areas'
import { setVisitService, createCarer } from '../../visits/carers'
import { createPlan } from '../../visits/plans'
import * as visits from '../../visits/report'
import { serviceNamed } from '../directory/named'
import { fixedId, tried } from '../keys'
import { STAFF, RESIDENTS } from '../people/facts'
import { positionOf } from '../territory/positions'
import { VISIT_SERVICES, CARERS } from './facts'

/** Carers, the requirements of their services, visits of these days, and a plan. */
export async function seedVisits(staff: Actor[], residents: Actor[], community: Community, now: Date) {
  const admin = staff[0]!
  for (const [name, asked] of Object.entries(VISIT_SERVICES))
    await setVisitService(admin, { id: String((await serviceNamed(name))._id), ...asked })
  const today = dayOf(now)
  const bath = await serviceNamed('上门助浴')
  const sittings = await SittingModel.find({
    'offer.serviceId': bath._id,
    day: { $gte: addDays(today, -9), $lte: addDays(today, 4) },
  })
    .sort({ startsAt: 1 })
    .lean()
  // Twice a week at most: this week is kept for the visits ahead.
  const past = sittings.filter(({ day, title }) => day < mondayOf(today) && title === '上午')
  for (const [n, { name, username, daysOff, services, ...carer }] of CARERS.entries()) {
    const account = STAFF.findIndex((one) => one.username === username)
    const serviceIds = await Promise.all(services.map(async (one) => String((await serviceNamed(one))._id)))
    await createCarer(
      admin,
      `demo-carer-${n}`,
      {
        ...{
          ...carer,
          name,
          serviceIds,
          communityId: String(community._id),
          active: true,
          bufferMinutes: 20,
          photoId: null,
        },
        personId: account < 0 ? null : String(staff[account]!.personId),
        hours: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1050 }],
        daysOff: (daysOff ?? []).map((days) => addDays(today, days)),
      },
      now,
    )
    // The first carer has the visits of the past: an account of the demo wrote their reports.
    if (n === 0) for (const sitting of past) await seedPastVisit(staff[4]!, residents, sitting)
  }
  const ahead = sittings.filter(({ day }) => day >= today)
  for (const [n, sitting] of ahead.entries()) {
    const at = addMinutes(sitting.closesAt, -60) < now ? addMinutes(sitting.closesAt, -60) : now
    const personId = n % 3 === 0 ? String(fixedId(3, 0)) : undefined
    const who = personId ? residents[0]! : residents[2 + (n % 2)]!
    const key = `demo-visit-${String(sitting._id)}`
    await tried(
      book(
        { actor: who, key, now: at },
        { sittingId: String(sitting._id), personId, seats: 1, note: '敲门响一点，耳背' },
        { channel: 'wechat' },
      ),
    )
  }
  await createPlan(
    { actor: residents[0]!, key: 'demo-plan', now },
    {
      ...{ serviceId: String((await serviceNamed('上门打扫'))._id), personId: String(fixedId(3, 0)) },
      ...{ from: addDays(today, 1), weekdays: [4], minute: 510, weeks: 4 },
    },
    { byStaff: false, channel: 'wechat' },
  )
}

async function seedPastVisit(carer: Actor, residents: Actor[], sitting: Sitting) {
  const { _id, startsAt, endsAt, closesAt } = sitting
  const booking = await tried(
    book(
      { actor: residents[0]!, key: `demo-visit-${String(_id)}`, now: addMinutes(closesAt, -60) },
      { sittingId: String(_id), personId: String(fixedId(3, 0)), seats: 1 },
      { channel: 'wechat' },
    ),
  )
  if (!booking) return
  const id = String(booking._id)
  const [at, left] = [addMinutes(startsAt, 3), addMinutes(endsAt, -4)]
  const position = positionOf(RESIDENTS[0]!.at)
  await visits.checkIn(carer, { id, at: toApiTime(at), position }, at)
  await visits.report(
    carer,
    {
      id,
      tasks: [
        { name: '助浴', done: true, reason: null },
        { name: '剪指甲', done: true, reason: null },
        { name: '测血压', done: true, reason: null },
      ],
      vitals: { systolic: 136, diastolic: 80, pulse: 74, temperature: null },
      note: '洗得挺高兴，水温正好。右脚后跟有点红，抹了药膏。',
      photoIds: [],
    },
    left,
  )
  await visits.checkOut(carer, { id, at: toApiTime(left), position }, left)
}

export interface Crew {
  admin: Actor
  clerk: Actor
  worker: Actor
  reporter: Actor
}
