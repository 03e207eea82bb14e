import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  acceptOffer,
  bookSitting,
  cancelBooking,
  confirmHold,
  holdPlaces,
  listMyBookings,
  rescheduleBooking,
} from '@yike/shared/booking/endpoints'
import type { BookingView } from '@yike/shared/booking/schemas'
import type { Endpoint } from '@yike/shared/endpoint'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { resumeUnfinished } from '../../admin-api/src/booking/book'
import { endHolds } from '../../admin-api/src/booking/hold'
import { BookingModel, type Booking, type Sitting } from '../../admin-api/src/booking/model'
import { makeOffers } from '../../admin-api/src/booking/offers'
import { MessageModel } from '../../admin-api/src/messages/model'
import { useTokenSecret } from '../../admin-api/src/people/tokens'
import { useSealingSecrets } from '../../admin-api/src/sealing'
import { expectAgreement } from '../../admin-api/src/testing/agreement'
import { buildCommunity, buildResident, buildSitting, newId, type BuiltPerson } from '../../admin-api/src/testing/build'
import { callAt, closeDatabase, newKey, openDatabase, Refused } from '../../admin-api/src/testing/server'
import type { Community } from '../../admin-api/src/territory/areas'
import { clockFlags, movingClock } from '../support/journey'
import { startProduct, type Product } from '../support/product'

const REQUESTS = 1000
const REQUESTS_WITH_A_KILL = 300
const PLACES = 50
/** Requests under way at once: as many as phones that call in the same second. */
const CALLERS = 100
/** Short here; `npm run bench -- --long` kills more often. */
const KILLS = Number(process.env.KILLS ?? 5)
const SECRET = randomBytes(24).toString('hex')

/** Offers are made by day only: all clocks are set to the next noon. */
const AHEAD_MS = instantAt(addDays(dayOf(new Date()), 1), 12 * 60).getTime() - Date.now()
const now = () => new Date(Date.now() + AHEAD_MS)

let community: Community
let residents: BuiltPerson[]
let processes: [Product, Product]

/** One more API process on the same database. With an app id there is no demo to seed; nothing here asks WeChat. */
function startProcess() {
  const uri = new URL(process.env.MONGODB_TEST_URI!)
  uri.pathname = `/${mongoose.connection.name}`
  return startProduct(
    {
      MONGODB_URI: uri.href,
      SECRET,
      HOST: '127.0.0.1',
      WECHAT_APPID: 'wx0000000000000000',
      WECHAT_SECRET: 'unused',
      REQUESTS_PER_SECOND: '10000',
    },
    clockFlags(movingClock(AHEAD_MS)),
  )
}

beforeAll(async () => {
  await openDatabase()
  useTokenSecret(SECRET)
  // The processes seal what this file reads.
  useSealingSecrets([SECRET])
  community = await buildCommunity()
  residents = []
  while (residents.length < REQUESTS)
    residents.push(...(await Promise.all(Array.from({ length: 50 }, () => buildResident({ community }, now())))))
  processes = await Promise.all([startProcess(), startProcess()])
}, 240_000)
afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()))
  await closeDatabase()
})

/** Two sittings of one service, 50 places each, this many days ahead. */
async function lunches(ahead: number): Promise<[Sitting, Sitting]> {
  const serviceId = newId()
  const at = (minute: number) =>
    buildSitting(community, {
      capacity: PLACES,
      startsAt: instantAt(addDays(dayOf(now()), ahead), minute),
      opensAt: new Date(0),
      offer: { serviceId },
    })
  return [await at(690), await at(780)]
}

/** Calls as a phone does: the same key until an answer comes, from any process that runs. */
async function ask<In, Out>(endpoint: Endpoint<In, Out>, input: In, who: BuiltPerson, first: number): Promise<Out> {
  const key = newKey()
  for (let tries = first; tries < first + 500; tries++)
    try {
      return await callAt(processes[tries % 2]!.origin, endpoint, input, { as: who.token, key })
    } catch (cause) {
      if (cause instanceof Refused) throw cause
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  throw new Error('No process answered.')
}

/** The last state that somebody was answered, or the code of the refusal. */
type Told = { who: BuiltPerson; id?: string; state: string }

/** The actions of one resident: their number decides the kind of wish, and its end. */
async function act(who: BuiltPerson, n: number, [lunch, later]: [Sitting, Sitting]): Promise<Told> {
  const sittingId = String(lunch._id)
  const book = () => {
    if (n % 5 === 0) return ask(bookSitting, { sittingId, orWait: true }, who, n)
    if (n % 5 !== 1) return ask(bookSitting, { sittingId }, who, n)
    return ask(holdPlaces, { sittingId }, who, n).then(({ id }) => ask(confirmHold, { id }, who, n + 1))
  }
  let told: Told = { who, state: 'nothing' }
  const tell = ({ id, state }: BookingView) => (told = { who, id, state: state.code })
  try {
    const booking = tell(await book())
    if (n % 3 === 0) tell(await ask(cancelBooking, { id: booking.id! }, who, n))
    else if (n % 7 === 0 && booking.state === 'confirmed')
      tell(await ask(rescheduleBooking, { id: booking.id!, sittingId: String(later._id) }, who, n))
    return told
  } catch (cause) {
    // A refused cancellation or move leaves the earlier answer valid.
    if (cause instanceof Refused) return told.id ? told : { who, state: cause.code }
    throw cause
  }
}

/** Everybody acts, this many at a time; `during` is called after each answer with the number so far. */
async function storm(people: readonly BuiltPerson[], sittings: [Sitting, Sitting], during: (n: number) => void) {
  const told: Told[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (next < people.length) {
        const n = next++
        told.push(await act(people[n]!, n, sittings))
        during(told.length)
      }
    }),
  )
  return told
}

/** Half of the people with an offer accept, the others decline, until nobody has an offer any more. */
async function answerOffers(sittingId: Sitting['_id']) {
  for (let round = 0; round < 200; round++) {
    await makeOffers(now())
    const offered = await BookingModel.find({ sittingId, state: 'offered' }).lean<Booking[]>()
    if (offered.length === 0) return
    await Promise.all(
      offered.map(async ({ _id, personId }, n) => {
        const who = residents.find((one) => one._id.equals(personId))!
        await ask(n % 2 ? cancelBooking : acceptOffer, { id: String(_id) }, who, n)
      }),
    )
  }
  throw new Error('Offers do not come to an end.')
}

/**
 * Looks while no process runs, and has both again afterwards: their jobs move the line on, and between the claim of a
 * place and its answer nothing agrees.
 */
async function atRest(look: () => Promise<void>) {
  await Promise.all(processes.map((each) => each.stop()))
  await look()
  processes = await Promise.all([startProcess(), startProcess()])
}

/** Checks the invariants after any storm: counters, bookings, the line, diaries, answers to people, and their inbox. */
async function expectPeace([lunch, later]: [Sitting, Sitting], told: readonly Told[]) {
  await atRest(async () => {
    // The sweeper finishes or releases abandoned bookings, as a minute later.
    await resumeUnfinished(addMinutes(now(), 5))
    await endHolds(addMinutes(now(), 20))
    for (const { _id } of [lunch, later])
      expect(await BookingModel.countDocuments({ sittingId: _id, state: 'pending' })).toBe(0)

    // Every success is there as it was answered; a waiting person may have been offered a place since.
    for (const { id, state } of told.filter((one) => one.id)) {
      const booking = (await BookingModel.findById(id).lean<Booking>())!
      expect(state === 'waiting' ? ['waiting', 'offered'] : [state]).toContain(booking.state)
    }
    const refusals = new Set(told.filter(({ id }) => !id).map(({ state }) => state))
    expect([...refusals]).toEqual(refusals.size > 0 ? ['SITTING_FULL'] : [])
    await expectAgreement(lunch._id)
  })

  await answerOffers(lunch._id)
  await atRest(async () => {
    const { sitting } = await expectAgreement(lunch._id)
    await expectAgreement(later._id)
    // No place is lost: either all are taken, or nobody waits for one.
    if (sitting.queue.length > 0) expect(sitting.taken).toBe(PLACES)
  })

  const bookings = await BookingModel.find({ sittingId: { $in: [lunch._id, later._id] } }).lean<Booking[]>()
  await expect.poll(() => BookingModel.countDocuments({ 'outbox.0': { $exists: true } }), { timeout: 60_000 }).toBe(0)
  for (const { _id, outboxSeq } of bookings)
    expect(await MessageModel.countDocuments({ 'about.id': _id })).toBe(outboxSeq)
}

it('a thousand who ask two processes for 50 places, cancel, move and wait, end with every counter right', async () => {
  const sittings = await lunches(1)

  const told = await storm(residents, sittings, () => undefined)
  await expectPeace(sittings, told)

  const someone = told.find(({ state }) => state === 'confirmed')!
  const { items } = await ask(listMyBookings, {}, someone.who, 0)
  expect(items.map(({ id }) => id)).toContain(someone.id)
}, 240_000)

it(
  'a process that is killed again and again in the middle loses nothing and gives nothing away twice',
  async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const sittings = await lunches(2 + kill)
      const dying = processes[kill % 2]!
      const at = 5 + Math.floor(Math.random() * (REQUESTS_WITH_A_KILL - 10))
      const told = await storm(residents.slice(0, REQUESTS_WITH_A_KILL), sittings, (answered) => {
        if (answered === at) dying.process.kill('SIGKILL')
      })
      expect(dying.process.signalCode, `killed after ${at} answers`).toBe('SIGKILL')
      processes[kill % 2] = await startProcess()
      await expectPeace(sittings, told)
    }
  },
  120_000 + KILLS * 60_000,
)
