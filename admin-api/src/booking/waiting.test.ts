// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptByStaff,
  acceptOffer,
  declineByStaff,
  bookOnBehalf,
  bookSitting,
  cancelBooking,
  getBooking,
  listOffers,
  listSittings,
} from '@yike/shared/booking/endpoints'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { expectAgreement } from '../testing/agreement'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { resumeUnfinished } from './book'
import { cancelNow } from './cancel'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { endOffers, makeOffers } from './offers'
import { leaveQueueForSeats } from './seats'
import { claimingAt } from './transitions'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
const EVENING = instantAt(addDays(TODAY, 2), 18 * 60)
let server: TestServer
let community: Community

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
})
afterAll(() => server.stop())

const resident = (facts: Parameters<typeof buildResident>[0] = {}) => buildResident({ community, ...facts }, NOON)
const supper = (facts: Parameters<typeof buildSitting>[1] = {}) =>
  buildSitting(community, { capacity: 1, startsAt: EVENING, ...facts }, NOON)
const ask = (who: BuiltPerson, sitting: Sitting, more: { orWait?: boolean; seats?: number; personId?: string } = {}) =>
  server.call(bookSitting, { sittingId: String(sitting._id), ...more }, { as: who.token })
const wait = (who: BuiltPerson, sitting: Sitting, seats = 1) => ask(who, sitting, { orWait: true, seats })
const cancel = (who: BuiltPerson, { id }: { id: string }) => server.call(cancelBooking, { id }, { as: who.token })
const see = (who: BuiltPerson, { id }: { id: string }) => server.call(getBooking, { id }, { as: who.token })
const stateOf = async (who: BuiltPerson, booking: { id: string }) => (await see(who, booking)).state.code

describe('the line', () => {
  it('keeps the order, says how many come before, and lets nobody new past those who wait', async () => {
    const sitting = await supper()
    const [first, second, third, late] = await Promise.all([resident(), resident(), resident(), resident()])
    const taken = await ask(first, sitting)
    await wait(second, sitting)
    const last = await wait(third, sitting)

    expect(last).toMatchObject({ state: { code: 'waiting' }, waiting: { ahead: 1, passedOver: null } })
    await cancel(first, taken)
    await expect(ask(late, sitting)).rejects.toMatchObject({ code: 'SITTING_FULL' })
    const shown = await server.call(listSittings, { id: String(sitting.offer.serviceId) })
    expect(shown.items[0]).toMatchObject({ availability: 'full', waiting: 2 })
  })

  it('offers a freed place to exactly one, however many are at it, and tells them', async () => {
    const sitting = await supper()
    const [first, second, third] = await Promise.all([resident(), resident(), resident()])
    const taken = await ask(first, sitting)
    const waiting = await wait(second, sitting)
    const behind = await wait(third, sitting)
    await cancel(first, taken)

    await Promise.all([makeOffers(NOON), makeOffers(NOON), makeOffers(NOON)])

    expect(await see(second, waiting)).toMatchObject({
      state: { code: 'offered' },
      offerUntil: expect.stringContaining('T14:00:00') as string,
      can: { accept: true },
    })
    expect(await stateOf(third, behind)).toBe('waiting')
    const { outbox } = (await BookingModel.findById(waiting.id).lean<Booking>())!
    expect(outbox.filter(({ kind }) => kind === 'booking_offered')).toHaveLength(1)
    await expectAgreement(sitting._id)

    const accepted = await server.call(acceptOffer, { id: waiting.id }, { as: second.token })
    const again = await server.call(acceptOffer, { id: waiting.id }, { as: second.token })
    expect([accepted.state.code, again.state.code]).toEqual(['confirmed', 'confirmed'])
  })

  it('passes what was declined, and what was not answered in time, to the next', async () => {
    const sitting = await supper()
    const [first, second, third, fourth] = await Promise.all([resident(), resident(), resident(), resident()])
    const taken = await ask(first, sitting)
    const [declines, forgets, last] = [
      await wait(second, sitting),
      await wait(third, sitting),
      await wait(fourth, sitting),
    ]
    await cancel(first, taken)
    await makeOffers(NOON)

    await cancel(second, declines)
    await makeOffers(NOON)
    expect(await stateOf(third, forgets)).toBe('offered')
    await endOffers(addMinutes(NOON, 119))
    expect(await stateOf(third, forgets)).toBe('offered')
    await endOffers(addMinutes(NOON, 120))
    await makeOffers(addMinutes(NOON, 120))

    expect(await see(third, forgets)).toMatchObject({ state: { code: 'cancelled' } })
    await expect(server.call(acceptOffer, { id: forgets.id }, { as: third.token })).rejects.toMatchObject({
      code: 'OFFER_LAPSED',
    })
    expect(await stateOf(fourth, last)).toBe('offered')
    await expectAgreement(sitting._id)
  })

  it('offers nothing at night, and does not count the night', async () => {
    const sitting = await supper()
    const [first, second] = await Promise.all([resident(), resident()])
    const taken = await ask(first, sitting)
    const waiting = await wait(second, sitting)
    await cancel(first, taken)

    expect(await makeOffers(instantAt(TODAY, 21 * 60))).toBe(0)
    expect(await makeOffers(instantAt(TODAY, 20 * 60))).toBe(1)

    const { offerUntil } = (await BookingModel.findById(waiting.id).lean<Booking>())!
    expect(offerUntil).toEqual(instantAt(addDays(TODAY, 1), 9 * 60))
  })

  it('passes over who needs more places or has something else by now, and says why', async () => {
    const sitting = await supper({ capacity: 3 })
    const [host, family, busy, single] = await Promise.all([resident(), resident(), resident(), resident()])
    const taken = await ask(host, sitting, { seats: 3 })
    const three = await wait(family, sitting, 3)
    const other = await wait(busy, sitting)
    const one = await wait(single, sitting)
    await ask(busy, await supper())
    await SittingModel.updateOne({ _id: sitting._id }, { $set: { capacity: 4 } })

    await makeOffers(NOON)

    expect(await see(family, three)).toMatchObject({ waiting: { ahead: 0, passedOver: '空出 1 位，不够 3 位' } })
    expect((await see(busy, other)).waiting?.passedOver).toContain('已经约了别的')
    expect(await stateOf(single, one)).toBe('offered')
    await cancel(host, taken)
    await makeOffers(NOON)
    expect(await stateOf(family, three)).toBe('offered')
    await expectAgreement(sitting._id)
  })

  it('ends with the sitting: who still waits is told', async () => {
    const sitting = await supper()
    await ask(await resident(), sitting)
    const who = await resident()
    const waiting = await wait(who, sitting)

    await endOffers(sitting.closesAt)

    expect(await see(who, waiting)).toMatchObject({
      state: { code: 'cancelled' },
      cancelReason: '一直到截止都没有空出位子',
    })
    expect((await SittingModel.findById(sitting._id).lean<Sitting>())!.queue).toEqual([])
  })

  it('tells the family of an elder too, and staff see whom to phone', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const daughter = await resident()
    const mother = await buildFamily(daughter, { settings: { elderView: true, pace: 'elder' } })
    const sitting = await supper()
    const first = await resident()
    const taken = await ask(first, sitting)
    const waiting = await server.call(
      bookOnBehalf,
      { sittingId: String(sitting._id), personId: String(mother._id), orWait: true },
      { as: clerk.token },
    )
    await cancel(first, taken)
    await makeOffers(NOON)

    const { outbox } = (await BookingModel.findById(waiting.id).lean<Booking>())!
    const { recipients } = outbox.find(({ kind }) => kind === 'booking_offered')!
    expect(recipients.map(String)).toEqual([String(mother._id), String(daughter._id)])
    const hers = await server.call(getBooking, { id: waiting.id }, { as: daughter.token })
    expect(hers.can.accept).toBe(true)
    const { items } = await server.call(listOffers, {}, { as: clerk.token })
    expect(items.map(({ id }) => id)).toContain(waiting.id)
    const accepted = await server.call(acceptByStaff, { id: waiting.id }, { as: clerk.token })
    expect(accepted.state.code).toBe('confirmed')
  })

  it('ends for who says no on the phone to a grid worker, and goes to the next', async () => {
    const grid = await buildStaff({ role: 'grid_worker', area: community }, NOON)
    const sitting = await supper()
    const [first, second, third] = await Promise.all([resident(), resident(), resident()])
    const taken = await ask(first, sitting)
    const [offered, behind] = [await wait(second, sitting), await wait(third, sitting)]
    await cancel(first, taken)
    await makeOffers(NOON)

    const decline = () => server.call(declineByStaff, { id: offered.id }, { as: grid.token })
    const declined = await Promise.all([decline(), decline()])
    await makeOffers(NOON)

    expect(declined.map(({ state }) => state.code)).toEqual(['cancelled', 'cancelled'])
    expect(await stateOf(third, behind)).toBe('offered')
    await expect(server.call(declineByStaff, { id: taken.id }, { as: grid.token })).resolves.toMatchObject({
      state: { code: 'cancelled' },
    })
    await expectAgreement(sitting._id)
  })

  it('survives a crash between the place and the offer, and one before the place', async () => {
    const sitting = await supper({ capacity: 2 })
    const [first, second, third] = await Promise.all([resident(), resident(), resident()])
    const taken = await ask(first, sitting, { seats: 2 })
    const [had, hadNot] = [await wait(second, sitting), await wait(third, sitting)]
    await cancel(first, taken)
    await BookingModel.updateMany({ _id: { $in: [had.id, hadNot.id] } }, { $set: { unsettledSince: NOON } })
    await leaveQueueForSeats((await BookingModel.findById(had.id).lean<Booking>())!, claimingAt(NOON))

    const later = addMinutes(NOON, 5)
    expect(await makeOffers(later)).toBe(0)
    await resumeUnfinished(later)

    expect(await stateOf(second, had)).toBe('offered')
    expect(await stateOf(third, hadNot)).toBe('waiting')
    await makeOffers(later)
    expect(await stateOf(third, hadNot)).toBe('offered')
  })

  it('keeps no place for who stops waiting while the process that offers it one dies', async () => {
    const sitting = await supper()
    await ask(await resident(), sitting)
    const waiting = await Promise.all(Array.from({ length: 24 }, async () => wait(await resident(), sitting)))
    await SittingModel.updateOne({ _id: sitting._id }, { $set: { capacity: 30 } })
    const bookings = await BookingModel.find({ _id: { $in: waiting.map(({ id }) => id) } }).lean<Booking[]>()

    await Promise.all(
      bookings.flatMap((booking, n) => [
        cancelNow(booking, null, null, NOON),
        // The last step of a dying process; for some at each point of the other's way.
        (async () => {
          for (let step = 0; step < n % 6; step++) await BookingModel.findById(booking._id)
          await leaveQueueForSeats(booking, claimingAt(NOON))
        })(),
      ]),
    )

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(1)
  })

  it('gives a place back that was offered to somebody who is gone', async () => {
    const sitting = await supper()
    const [first, gone] = await Promise.all([resident(), resident()])
    const taken = await ask(first, sitting)
    await wait(gone, sitting)
    await PersonModel.deleteOne({ _id: gone._id })
    await cancel(first, taken)

    await makeOffers(NOON)
    await endOffers(addMinutes(NOON, 121))

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(0)
  })
})

describe('places that are kept for people over 80', () => {
  const reserve = { minAge: 80, seats: 2 }
  const born = (age: number) => ({ birthYear: Number(TODAY.slice(0, 4)) - age })

  it('are taken by nobody younger, however fast, and the refusal says so', async () => {
    const sitting = await supper({ capacity: 5, reserve })
    const young = await Promise.all(Array.from({ length: 10 }, () => resident(born(50))))

    const outcomes = await Promise.allSettled(young.map((who) => ask(who, sitting)))

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(String(refused.reason)).toContain('留给 80 岁以上')
    const old = await Promise.all(Array.from({ length: 4 }, () => resident(born(85))))
    const elders = await Promise.allSettled(old.map((who) => ask(who, sitting)))
    expect(elders.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect((await expectAgreement(sitting._id)).sitting).toMatchObject({ taken: 5, takenReserved: 2 })
  })

  it('come back as kept ones', async () => {
    const sitting = await supper({ capacity: 2, reserve })
    const elder = await resident(born(81))
    const booking = await ask(elder, sitting)

    await cancel(elder, booking)

    expect((await expectAgreement(sitting._id)).sitting).toMatchObject({ taken: 0, takenReserved: 0 })
    await expect(ask(await resident(born(30)), sitting)).rejects.toMatchObject({ code: 'SITTING_FULL' })
  })

  it('are not there for who does not say their age', async () => {
    const sitting = await supper({ capacity: 2, reserve })
    await expect(ask(await resident({ birthYear: null }), sitting)).rejects.toMatchObject({ code: 'SITTING_FULL' })
  })
})
