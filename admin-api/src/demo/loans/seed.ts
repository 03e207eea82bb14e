import { addMinutes, addDays, dayOf } from '@yike/shared/time/china'
import { book } from '../../booking/book'
import type { Actor } from '../../http/policy'
import { handOut } from '../../loans/counter'
import { ThingModel } from '../../loans/model'
import { setLoanService, createThing } from '../../loans/things'
import { serviceNamed } from '../directory/named'
import { fixedId, tried } from '../keys'
import { THINGS } from './facts'

/** Things on loan: one out, one late, one to be fetched. */
export async function seedLoans(staff: Actor[], residents: Actor[], now: Date) {
  const [admin, clerk] = [staff[0]!, staff[1]!]
  const long = addMinutes(now, -30 * 1440)
  for (const [n, { service, kind = 'item', ...thing }] of THINGS.entries()) {
    const serviceId = String((await serviceNamed(service))._id)
    if (n === 0) await setLoanService(admin, { id: serviceId, maxDays: 30 }, long)
    await createThing(
      admin,
      `demo-thing-${n}`,
      { serviceId, kind, ...thing, condition: 'good', note: '', active: true },
      long,
    )
  }
  const { _id } = await serviceNamed('借轮椅、助行器')
  const loans = [
    { who: residents[0]!, personId: String(fixedId(3, 1)), number: 'LY-01', begins: -5, ends: 9, out: true },
    { who: residents[3]!, number: 'ZX-01', begins: -12, ends: -2, out: true },
    { who: residents[4]!, number: 'LY-02', begins: 0, ends: 6, out: false },
  ]
  for (const { who, personId, number, begins, ends, out } of loans) {
    const thing = (await ThingModel.findOne({ serviceId: _id, number }).lean())!
    const asked = addMinutes(now, Math.min(begins, 0) * 1440 - 20)
    const day = (days: number) => addDays(dayOf(now), days)
    const loan = { thingId: String(thing._id), from: begins === 0 ? day(0) : dayOf(asked), to: day(ends) }
    const booking = await tried(
      book(
        { actor: who, key: `demo-loan-${number}`, now: asked },
        { sittingId: String(_id), personId, seats: 1, details: { loan } },
        { channel: 'wechat' },
      ),
    )
    if (booking && out)
      await tried(handOut(clerk, { id: String(booking._id), condition: 'good', note: '', photoIds: [] }, asked))
  }
}
