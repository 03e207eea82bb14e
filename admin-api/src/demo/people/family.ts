import { addMinutes } from '@yike/shared/time/china'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { DeliveryModel } from '../../messages/model'
import { askFamily } from '../../people/ask-family'
import { confirmByStaff } from '../../people/counter'
import { sendHomeProof } from '../../people/home'
import { BindingModel } from '../../people/binding-model'
import { PersonModel } from '../../people/model'
import { drawPicture } from '../drawings/street-lamp'
import { phoneOf } from '../../people/sealed-facts'

const KEY = 'demo-family-vouched'

/** A mother confirmed at the counter, a granddaughter who waits for an answer, and messages that did not arrive. */
export async function seedFamily(clerk: Actor, residents: readonly Actor[], now: Date) {
  const named = (name: string) => residents.find((resident) => resident.name === name)!
  const daughter = named('王秀英')
  const { family } = (await PersonModel.findById(daughter.personId).lean())!
  const mother = family.find(({ relation }) => relation === 'mother')
  if (mother && !(await BindingModel.exists({ 'idem.key': KEY }))) {
    const photo = await keepPhoto(clerk.personId, await drawPicture(31), now)
    await confirmByStaff(
      clerk,
      KEY,
      {
        personId: String(mother.personId),
        askerId: String(daughter.personId),
        relation: 'mother',
        evidence: { kind: 'household_register', photoIds: [String(photo._id)], note: '母女同户，本人在场' },
      },
      addMinutes(now, -3 * 1440),
    )
  }
  const tenant = named('林雪')
  const lease = await keepPhoto(tenant.personId, await drawPicture(32), now)
  await sendHomeProof(tenant, 'demo-home-proof', { photoIds: [String(lease._id)] }, addMinutes(now, -200))
  const grandmother = (await PersonModel.findById(named('吴玉兰').personId).lean())!
  await askFamily(
    named('林雪'),
    'demo-family-asked',
    { relation: 'maternal_grandmother', name: grandmother.name, phone: phoneOf(grandmother)! },
    now,
  )
  await seedUndelivered([named('冯桂英'), named('何淑英')], now)
}

/** Deliveries as WeChat would have left them: one refused, one unknown. */
async function seedUndelivered(people: readonly Actor[], now: Date) {
  const outcomes = [
    { state: 'failed', reason: 'subscribe/send: 43101 user refuse to accept the msg', title: '周四的助浴改了时间' },
    { state: 'unknown', reason: 'the sender died', title: '明天的午餐取消了' },
  ] as const
  for (const [n, { personId }] of people.entries())
    await DeliveryModel.updateOne(
      { _id: `demo:${n}:${String(personId)}` },
      {
        $setOnInsert: {
          ...{ way: 'wechat', recipientId: personId, openId: `demo-${n}`, kind: 'booking_changed', about: null },
          ...{ body: '请打电话告诉本人', at: addMinutes(now, -90 * (n + 1)), sendingSince: null, followedUp: null },
          ...outcomes[n],
        },
      },
      { upsert: true },
    )
}
