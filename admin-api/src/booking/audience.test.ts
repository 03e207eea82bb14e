import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as endpoints from '@yike/shared/booking/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import * as messages from '@yike/shared/messages/endpoints'
import { removeBeneficiary } from '@yike/shared/people/endpoints'
import { dayOf, instantAt } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import { MessageModel } from '../messages/model'
import { CredentialModel, PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  newId,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { cancelNow } from './cancel'
import { BookingModel, type Booking } from './model'
import { remind } from './reminders'
import { cancelledNotification } from './notifications'

const NOON = instantAt(dayOf(new Date()), 12 * 60)
let server: TestServer
let community: Community
let clerk: BuiltPerson
let daughter: BuiltPerson
let mother: Awaited<ReturnType<typeof buildFamily>>

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  daughter = await withAccount(await buildResident({ community, name: '王芳' }, NOON))
  mother = await buildFamily(daughter, { name: '李桂兰' })
})
afterAll(() => server.stop())

async function withAccount(who: BuiltPerson) {
  await CredentialModel.create({ _id: `wechat:${String(newId())}`, personId: who._id, createdAt: NOON })
  return who
}
const sitting = () => buildSitting(community, {}, NOON)
const atCounter = async (personId: unknown) =>
  server.call(
    endpoints.bookOnBehalf,
    { sittingId: String((await sitting())._id), personId: String(personId), channel: 'counter' },
    { as: clerk.token },
  )
const ahead = async (who: BuiltPerson) =>
  (await server.call(endpoints.listMyBookings, {}, { as: who.token })).items.map(({ id }) => id)
const relay = () =>
  Promise.all(
    makeJobs({ wechat: null }, () => NOON)
      .filter(({ name }) => name === 'relay')
      .map((job) => job.run()),
  )
const heard = async (who: BuiltPerson) => {
  await relay()
  return (await server.call(messages.listMessages, {}, { as: who.token })).items.map(({ title, body }) => title + body)
}
const toPhone = async () => {
  await Promise.all([relay(), relay()])
  return (await server.call(messages.listUndelivered, { way: 'phone' }, { as: clerk.token })).items
}

describe('what the office booked for somebody', () => {
  it('is the family’s to see, to hear of and to give up, and not the clerk’s own', async () => {
    const { id, code } = await atCounter(mother._id)

    expect(await ahead(daughter)).toContain(id)
    expect(await ahead(clerk)).not.toContain(id)
    const seen = await server.call(endpoints.getBooking, { id }, { as: daughter.token })
    expect(seen).toMatchObject({ code, bookedBy: clerk.name, who: { name: '李桂兰', relation: '妈妈' } })
    expect((await server.call(getHome, {}, { as: daughter.token })).nextBooking).toMatchObject({ id })
    await expect(server.call(endpoints.getBooking, { id }, { as: clerk.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await heard(daughter)).join()).toContain(`到时报 ${code}`)
    expect(await heard(clerk)).toEqual([])

    const given = await server.call(endpoints.cancelBooking, { id }, { as: daughter.token })
    expect(given.state.code).toBe('cancelled')
    expect(await toPhone()).toEqual([])
  })

  it('is nobody’s any more who is family no more', async () => {
    const son = await buildResident({ community }, NOON)
    const father = await buildFamily(son, { relation: 'father' })
    const { id } = await atCounter(father._id)
    expect(await ahead(son)).toEqual([id])
    await server.call(endpoints.cancelBooking, { id }, { as: son.token })

    await server.call(removeBeneficiary, { personId: String(father._id) }, { as: son.token })

    expect(await ahead(son)).toEqual([])
    await expect(server.call(endpoints.getBooking, { id }, { as: son.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('stands on the list to phone, once, when it is called off and nobody would read it', async () => {
    const alone = await buildFamily(await buildResident({ community }, NOON), { name: '赵奶奶', phone: '05468000001' })
    const { id } = await atCounter(alone._id)
    await server.call(endpoints.cancelByStaff, { id, reason: '食堂停电' }, { as: clerk.token })

    const listed = await toPhone()

    expect(listed).toMatchObject([
      { person: { name: '赵奶奶', phone: '尾号 0001' }, way: { label: '电话' }, title: '午餐取消了' },
    ])
    expect(listed[0]!.body).toContain('食堂停电')
    await server.call(messages.followUpDelivery, { id: listed[0]!.id }, { as: clerk.token })
    expect(await toPhone()).toEqual([])
  })
})

describe('what is told of one booking', () => {
  it('is lost in no race: a reminder and a cancellation of who read the same', async () => {
    const wang = await withAccount(await buildResident({ community }, NOON))
    const { id } = await server.call(
      endpoints.bookSitting,
      { sittingId: String((await sitting())._id) },
      { as: wang.token },
    )
    const seen = (await BookingModel.findById(id).lean<Booking>())!
    await BookingModel.updateOne({ _id: id }, { $set: { remindAt: NOON } })
    await remind(NOON)
    await cancelNow(seen, '食堂停电', await cancelledNotification(seen, '食堂停电', NOON), NOON)

    expect(await heard(wang)).toHaveLength(3)
  })

  it('is phoned to nobody who said it on the phone', async () => {
    const full = await buildSitting(community, { capacity: 1 }, NOON)
    const [first, elder] = [await buildResident({ community }, NOON), await buildFamily(await buildResident({}, NOON))]
    await PersonModel.updateOne({ _id: elder._id }, { $set: { areas: community.areas } })
    await server.call(endpoints.bookSitting, { sittingId: String(full._id) }, { as: first.token })
    const waiting = await server.call(
      endpoints.bookOnBehalf,
      { sittingId: String(full._id), personId: String(elder._id), orWait: true, channel: 'phone' },
      { as: clerk.token },
    )

    await server.call(endpoints.declineByStaff, { id: waiting.id }, { as: clerk.token })

    expect(await toPhone()).toEqual([])
  })
})

describe('what a daughter booked for her mother', () => {
  it('stays hers when staff move it', async () => {
    const { _id, offer } = await sitting()
    const { id } = await server.call(
      endpoints.bookSitting,
      { sittingId: String(_id), personId: String(mother._id) },
      { as: daughter.token },
    )
    const later = await buildSitting(community, { startsAt: instantAt(dayOf(NOON), 18 * 60), offer }, NOON)

    const moved = await server.call(
      endpoints.rescheduleByStaff,
      { id, sittingId: String(later._id) },
      { as: clerk.token },
    )

    expect(await ahead(daughter)).toContain(moved.id)
    expect((await heard(daughter)).join()).toContain('改好了')
  })

  it('her mother hears from her when she gives it up, and she herself does not', async () => {
    const wang = await withAccount(await buildResident({ community, name: '王晓' }, NOON))
    const hers = await buildFamily(wang)
    await withAccount({ ...wang, _id: hers._id })
    const { id } = await server.call(
      endpoints.bookSitting,
      { sittingId: String((await sitting())._id), personId: String(hers._id) },
      { as: wang.token },
    )
    const before = await heard(wang)

    await server.call(endpoints.cancelBooking, { id, reason: '要去医院' }, { as: wang.token })

    expect(await heard(wang)).toEqual(before)
    const told = await MessageModel.find({ recipientId: hers._id, kind: 'booking_cancelled' }).lean()
    expect(told).toMatchObject([{ body: expect.stringContaining('王晓取消的：要去医院') as string }])
  })
})
