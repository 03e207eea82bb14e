import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookSitting } from '@yike/shared/booking/endpoints'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { sweepUnsettled } from '../../admin-api/src/booking/book'
import { BookingModel, type Sitting } from '../../admin-api/src/booking/model'
import { useTokenSecret } from '../../admin-api/src/people/tokens'
import { expectAgreement } from '../../admin-api/src/testing/agreement'
import { buildCommunity, buildResident, buildSitting, type BuiltPerson } from '../../admin-api/src/testing/build'
import { callAt, closeDatabase, newKey, openDatabase, Refused } from '../../admin-api/src/testing/server'
import type { Community } from '../../admin-api/src/territory/areas'
import { startProduct, type Product } from '../support/product'

const RESIDENTS = 200
const PLACES = 50
/** Short here; `npm run bench -- --long` kills more often. */
const KILLS = Number(process.env.KILLS ?? 5)
const SECRET = randomBytes(24).toString('hex')

let community: Community
let residents: BuiltPerson[]
let processes: [Product, Product]

/** One more API process on the same database. With an app id there is no demo to seed; nothing here asks WeChat. */
function startProcess() {
  const uri = new URL(process.env.MONGODB_TEST_URI!)
  uri.pathname = `/${mongoose.connection.name}`
  return startProduct({
    MONGODB_URI: uri.href,
    SECRET,
    HOST: '127.0.0.1',
    WECHAT_APPID: 'wx0000000000000000',
    WECHAT_SECRET: 'unused',
    REQUESTS_PER_SECOND: '10000',
  })
}

beforeAll(async () => {
  await openDatabase()
  useTokenSecret(SECRET)
  community = await buildCommunity()
  residents = await Promise.all(Array.from({ length: RESIDENTS }, () => buildResident({ community })))
  processes = await Promise.all([startProcess(), startProcess()])
}, 120_000)
afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()))
  await closeDatabase()
})

/** A hot lunch so many days ahead. */
const lunch = (ahead: number) =>
  buildSitting(community, {
    capacity: PLACES,
    startsAt: instantAt(addDays(dayOf(new Date()), ahead), 690),
    opensAt: new Date(0),
  })

type Outcome = 'booked' | 'SITTING_FULL'

/** As a phone does it: the same key until an answer comes, from whichever process is there. */
async function bookUntilAnswered(who: BuiltPerson, sitting: Sitting, first: number): Promise<Outcome> {
  const key = newKey()
  for (let tries = first; tries < first + 500; tries++)
    try {
      const { origin } = processes[tries % 2]!
      await callAt(origin, bookSitting, { sittingId: String(sitting._id) }, { as: who.token, key })
      return 'booked'
    } catch (cause) {
      if (cause instanceof Refused) {
        if (cause.code === 'SITTING_FULL') return cause.code
        throw cause
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  throw new Error('No process answered.')
}

const count = (outcomes: readonly Outcome[]) => outcomes.filter((outcome) => outcome === 'booked').length

it('of 200 residents who ask two processes at once for 50 places exactly 50 get one', async () => {
  const sitting = await lunch(1)
  const outcomes = await Promise.all(residents.map((who, n) => bookUntilAnswered(who, sitting, n)))
  expect(count(outcomes)).toBe(PLACES)
  expect((await expectAgreement(sitting._id)).sitting.taken).toBe(PLACES)
})

it(
  'a process that is killed in the middle, five times, loses no place and gives none away twice',
  async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const sitting = await lunch(2 + kill)
      let answered = 0
      const dying = processes[kill % 2]!
      const outcomes = await Promise.all(
        residents.map(async (who, n) => {
          const outcome = await bookUntilAnswered(who, sitting, n)
          if (++answered === 5 + (kill % 18) * 8) dying.process.kill('SIGKILL')
          return outcome
        }),
      )
      expect(dying.process.signalCode).toBe('SIGKILL')
      processes[kill % 2] = await startProcess()
      // What nobody came back for is finished or released by the sweeper, as a minute later.
      await sweepUnsettled(addMinutes(new Date(), 5))

      const { sitting: after, held } = await expectAgreement(sitting._id)
      expect(after.taken).toBe(PLACES)
      const booked = residents.filter((_, n) => outcomes[n] === 'booked').map(({ _id }) => String(_id))
      expect(held.map(({ personId }) => String(personId))).toEqual(expect.arrayContaining(booked))
      expect(await BookingModel.countDocuments({ sittingId: sitting._id, state: 'pending' })).toBe(0)
    }
  },
  60_000 + KILLS * 24_000,
)
