import type { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import * as care from '@yike/shared/care/endpoints'
import { listMessages } from '@yike/shared/messages/endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import { BookingModel } from '../booking/model'
import { CheckModel } from '../care/model'
import { EntitlementModel } from '../meals/model'
import { MessageModel } from '../messages/model'
import { PersonModel } from '../people/model'
import { openSession } from '../people/sessions'
import { sessionToken } from '../testing/session'
import { buildCommunity, buildResident, buildSitting, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { endForTheDead } from './death'
import { DeathModel } from './death-model'

let server: TestServer
let community: Community
let admin: BuiltPerson
let ahead = 0
const now = () => addMinutes(new Date(), ahead)

beforeAll(async () => {
  server = await startServer({ now })
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
})
beforeEach(() => void (ahead = 0))
afterAll(() => server.stop())

const idOf = (one: { _id: Types.ObjectId }) => String(one._id)
const tokenOf = async ({ _id }: { _id: Types.ObjectId }) => await sessionToken(_id, now())
const as = async (who: { _id: Types.ObjectId } = admin) => ({ as: await tokenOf(who) })
const relay = () =>
  makeJobs({ wechat: null }, now)
    .find(({ name }) => name === 'relay')!
    .run()
const titlesOf = async (who: { _id: Types.ObjectId }) => {
  await relay()
  return (await server.call(listMessages, {}, await as(who))).items.map(({ title }) => title)
}

/** An elder with a lunch by the daughter, one of her own, a daily check and an entitlement; and a neighbour's son. */
async function anElder() {
  const elder = await buildResident(
    { community, name: different('李桂兰'), home: { text: '颐园 9 号楼', position: null } },
    now(),
  )
  const line = {
    personId: elder._id,
    name: elder.name,
    relation: 'mother',
    state: 'confirmed',
    bindingId: null,
  } as const
  const daughter = await buildResident({ community, family: [line] }, now())
  const son = await buildResident({ community, family: [line] }, now())
  const lunch = (day: number) => buildSitting(community, { startsAt: instantAt(addDays(dayOf(now()), day), 690) })
  const byDaughter = await server.call(
    booking.bookSitting,
    { sittingId: idOf(await lunch(2)), personId: idOf(elder) },
    await as(daughter),
  )
  const own = await server.call(booking.bookSitting, { sittingId: idOf(await lunch(3)) }, await as(elder))
  await server.call(care.setCheck, { personId: idOf(elder) }, await as(elder))
  await EntitlementModel.create({
    ...{ _id: `${idOf(elder)}:low_income`, personId: elder._id, areas: community.areas, kind: 'low_income' },
    ...{ evidence: '低保证', until: addDays(dayOf(now()), 90), confirmedByName: '刘敏', confirmedAt: now() },
  })
  return { elder, daughter, son, bookings: [byDaughter.id, own.id] }
}
const isFound = async (elder: BuiltPerson) =>
  (await server.call(people.findPeople, { q: '颐园 9 号楼' }, await as())).items.some(({ id }) => id === idOf(elder))
async function record(elder: BuiltPerson, more: object = {}, by = admin) {
  const { seen } = await server.call(privacy.previewDeath, { personId: idOf(elder) }, await as(by))
  const input = { personId: idOf(elder), diedOn: dayOf(now()), name: elder.name, proof: '家属来电，看过死亡证明', seen }
  return server.call(privacy.recordDeath, { ...input, ...more }, await as(by))
}
const statesOf = async (ids: string[]) =>
  (await BookingModel.find({ _id: { $in: ids } }).lean()).map(({ state }) => state).sort()

describe('a death', () => {
  it('is seen before, and ends everything together half an hour later', async () => {
    const { elder, daughter, son, bookings } = await anElder()
    const before = await titlesOf(son)
    const shown = await server.call(privacy.previewDeath, { personId: idOf(elder) }, await as())
    expect(shown).toMatchObject({ death: null, remains: [] })
    expect(shown.endings.map(({ what, items }) => [what, items.length])).toEqual(
      expect.arrayContaining([
        ['预约', 2],
        ['每天报平安', 1],
        ['助餐待遇', 1],
        ['家人代办', 2],
      ]),
    )

    expect(await record(elder)).toMatchObject({ death: { state: { code: 'waiting' }, can: { undo: true } } })
    await endForTheDead(now())
    expect(await statesOf(bookings)).toEqual(['confirmed', 'confirmed'])
    ahead = 31
    await endForTheDead(now())

    expect(await statesOf(bookings)).toEqual(['cancelled', 'cancelled'])
    expect(await CheckModel.findById(elder._id).lean()).toBeNull()
    expect((await EntitlementModel.findOne({ personId: elder._id }).lean())!.until < dayOf(now())).toBe(true)
    expect((await PersonModel.findById(daughter._id).lean())!.family).toEqual([])
    // Relatives hear what concerns them: the lunch that the daughter booked, and the son nothing.
    expect((await titlesOf(daughter)).filter((title) => title === '午餐取消了')).toHaveLength(1)
    expect(await titlesOf(son)).toEqual(before)
  })

  it('stops everything kind at once: nothing is said to them, nobody finds or books for them, nobody signs in', async () => {
    const { elder, daughter } = await anElder()
    await relay()
    expect(await isFound(elder)).toBe(true)
    const said = () => MessageModel.countDocuments({ recipientId: elder._id })
    const before = await said()
    const [tomorrow] = await BookingModel.find({ personId: elder._id }).lean()
    await record(elder)

    const dinner = await buildSitting(community, { startsAt: instantAt(addDays(dayOf(now()), 4), 1020) })
    await server.call(booking.cancelBooking, { id: idOf(tomorrow!) }, await as(daughter))
    await relay()
    expect(await said()).toBe(before)
    const at = { sittingId: idOf(dinner), personId: idOf(elder) }
    await expect(server.call(booking.bookSitting, at, await as(daughter))).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
    })
    expect(await isFound(elder)).toBe(false)
    await expect(openSession(elder._id, now())).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('is taken back within half an hour as if it had not been, and later without what has ended', async () => {
    const { elder, bookings } = await anElder()
    const { death } = await record(elder)
    const undone = await server.call(privacy.undoDeath, { id: death!.id }, await as())
    expect(undone.items[0]).toMatchObject({ id: death!.id, state: { code: 'undone' }, can: { undo: false } })
    ahead = 31
    await endForTheDead(now())
    expect(await statesOf(bookings)).toEqual(['confirmed', 'confirmed'])
    expect(await isFound(elder)).toBe(true)

    const again = await record(elder)
    await server.call(privacy.undoDeath, { id: death!.id }, await as())
    expect(await isFound(elder)).toBe(false)
    ahead += 31
    await endForTheDead(now())
    await server.call(privacy.undoDeath, { id: again.death!.id }, await as())
    expect(await statesOf(bookings)).toEqual(['cancelled', 'cancelled'])
    await openSession(elder._id, now())
  })

  it('keeps the record from being merged, as does an account that is to be deleted', async () => {
    const { elder, daughter } = await anElder()
    await record(elder)
    const twin = await buildResident({ community, name: elder.name }, now())
    const merge = { personId: idOf(twin), fromId: idOf(elder) }
    await expect(server.call(people.mergePeople, merge, await as())).rejects.toMatchObject({
      message: expect.stringContaining('离世'),
    })
    const { seen } = await server.call(privacy.getErasure, {}, await as(daughter))
    await server.call(privacy.requestErasure, { seen, word: '注销' }, await as(daughter))
    await expect(
      server.call(people.mergePeople, { personId: idOf(twin), fromId: idOf(daughter) }, await as()),
    ).rejects.toMatchObject({ message: expect.stringContaining('注销') })
  })

  it('is recorded by those who may, of people of their areas, with the name typed again', async () => {
    const { elder } = await anElder()
    const clerk = await buildStaff({ area: community, role: 'clerk' })
    const elsewhere = await buildStaff()
    const look = async (who: BuiltPerson) => server.call(privacy.previewDeath, { personId: idOf(elder) }, await as(who))
    await expect(look(clerk)).rejects.toMatchObject({ status: 403 })
    await expect(look(elsewhere)).rejects.toMatchObject({ status: 404 })
    await expect(record(elder, { name: '李桂芳' })).rejects.toMatchObject({
      details: { fields: { name: [expect.stringContaining('不一样')] } },
    })
    await expect(record(elder, { diedOn: addDays(dayOf(now()), 1) })).rejects.toMatchObject({ status: 400 })
    await expect(record(elder, { seen: 'else' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await DeathModel.countDocuments({ personId: elder._id })).toBe(0)
  })

  it('ends the rest where a process died between two domains', async () => {
    const { elder, bookings } = await anElder()
    await record(elder)
    ahead = 31
    const killed = vi.spyOn(CheckModel, 'deleteMany').mockImplementationOnce(() => {
      throw new Error('killed')
    })
    await expect(endForTheDead(now())).rejects.toThrow('killed')
    killed.mockRestore()
    expect(await statesOf(bookings)).toEqual(['confirmed', 'confirmed'])
    ahead += 3
    await endForTheDead(now())
    expect(await statesOf(bookings)).toEqual(['cancelled', 'cancelled'])
    expect(await DeathModel.findOne({ personId: elder._id }).lean()).toMatchObject({ state: 'ended' })
  })
})
