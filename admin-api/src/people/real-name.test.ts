import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import * as directory from '@yike/shared/directory/endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as realName from '@yike/shared/people/real-name-endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { AuditEntryModel } from '../audit/model'
import {
  buildCommunity,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { RealNameStandIn } from '../testing/real-name-stand-in'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { erasePerson } from './erase-person'
import { PersonModel, type Person } from './model'

const NUMBER = '37050219440305302X'

const gateway = new RealNameStandIn()
let server: TestServer
let community: Community
let clerk: BuiltPerson
beforeAll(async () => {
  await gateway.start()
  server = await startServer({ env: { REAL_NAME_URL: gateway.url } })
})
afterAll(async () => {
  await server.stop()
  await gateway.stop()
})
beforeEach(async () => {
  gateway.asked.length = 0
  gateway.knows = []
  community = await buildCommunity()
  clerk = await buildStaff({ area: community, role: 'clerk' })
})

const idOf = ({ _id }: Pick<Person, '_id'>) => String(_id)
const as = (who: BuiltPerson) => ({ as: who.token })
const resident = (facts: Parameters<typeof buildResident>[0] = {}) => buildResident({ community, ...facts })
const seen = (who: Person, more: { idNumber?: string } = {}, by = clerk) =>
  server.call(realName.confirmRealName, { personId: idOf(who), document: 'id_card', ...more }, as(by))
const levelOf = async (who: BuiltPerson) => (await server.call(people.getMe, {}, as(who))).realName.level.code
const entriesOf = (who: Person) => AuditEntryModel.find({ people: who._id, kind: 'change' }).lean()

describe('a service that needs the real name', () => {
  async function sittingThatNeedsIt() {
    const service = await buildService(community)
    await server.call(directory.changeService, { id: idOf(service), revision: 1, needsRealName: true }, as(clerk))
    return buildSitting(community, { offer: { serviceId: service._id, placeId: service.placeId } })
  }

  it('refuses somebody whom nobody knows with the way, at home and at the counter, and takes them once staff looked', async () => {
    const wang = await resident()
    const sitting = { sittingId: idOf(await sittingThatNeedsIt()) }
    const onBehalf = { ...sitting, personId: idOf(wang) }
    await expect(server.call(booking.bookSitting, sitting, as(wang))).rejects.toMatchObject({
      ...{ status: 409, code: 'REAL_NAME_NEEDED', message: expect.stringContaining('身份证到社区窗口') },
    })
    await expect(server.call(booking.bookOnBehalf, onBehalf, as(clerk))).rejects.toMatchObject({
      ...{ code: 'REAL_NAME_NEEDED', message: expect.stringContaining('看一眼') },
    })

    await seen(wang)

    expect((await server.call(booking.bookSitting, sitting, as(wang))).state.code).toBe('confirmed')
  })

  it('asks nobody once staff switch it off again', async () => {
    const wang = await resident()
    const sitting = await sittingThatNeedsIt()
    const service = { id: String(sitting.offer.serviceId), revision: 2, needsRealName: false }
    await server.call(directory.changeService, service, as(clerk))
    expect(await server.call(booking.bookSitting, { sittingId: idOf(sitting) }, as(wang))).toBeTruthy()
  })
})

describe('staff look at a document', () => {
  it('and the kind is kept, not its number; the resident reads it, and it is on record', async () => {
    const li = await resident({ birthYear: 1944, idLast4: '302X' })
    const shown = await seen(li, { idNumber: NUMBER })
    expect(shown).toMatchObject({
      person: { realName: { code: 'counter' } },
      realName: { by: clerk.name, document: { label: '身份证' } },
      can: { confirmRealName: false, undoRealName: true },
    })
    expect(await levelOf(li)).toBe('counter')
    expect(JSON.stringify(await PersonModel.findById(li._id).lean())).not.toContain(NUMBER.slice(0, 14))
    expect((await entriesOf(li)).map(({ why }) => why)).toContain('看了身份证，核对了实名')
    // A second tap changes nothing.
    await seen(li)
    expect((await PersonModel.findById(li._id).lean<Person>())!.realName).toHaveLength(1)
  })

  it('of somebody else, whose number or year is another: they are told, and nothing is confirmed', async () => {
    const li = await resident({ birthYear: 1944, idLast4: '1234' })
    for (const idNumber of [NUMBER, '302x'])
      await expect(seen(li, { idNumber })).rejects.toMatchObject({
        details: { fields: { idNumber: [expect.stringContaining('同一位')] } },
      })
    await expect(seen(li, { idNumber: '123' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await levelOf(li)).toBe('none')
  })

  it('where they may, for the living, and take it back', async () => {
    const li = await resident()
    await expect(seen(li, {}, await buildStaff({ role: 'clerk' }))).rejects.toMatchObject({ status: 404 })
    await expect(seen(li, {}, await buildStaff({ area: community, role: 'cook' }))).rejects.toMatchObject({
      status: 403,
    })
    await seen(li)
    await server.call(realName.undoRealName, { personId: idOf(li) }, as(clerk))
    expect(await levelOf(li)).toBe('none')
    expect((await entriesOf(li)).map(({ why }) => why)).toContain('撤回了窗口的实名核对')

    await PersonModel.updateOne({ _id: li._id }, { $set: { diedOn: '2026-11-01' } })
    await expect(seen(li)).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' })
  })

  it('is worth nothing once the resident takes another name, and stays when they add what was missing', async () => {
    const li = await resident({ name: '李桂兰' })
    await seen(li)
    await server.call(people.changeMe, { name: '李 桂兰', birthYear: 1944, idLast4: '302X' }, as(li))
    expect(await levelOf(li)).toBe('counter')
    await server.call(people.changeMe, { name: '李桂香' }, as(li))
    expect(await levelOf(li)).toBe('none')
  })
})

describe('an outside service', () => {
  const prove = (who: BuiltPerson, idNumber = NUMBER) => server.call(realName.proveRealName, { idNumber }, as(who))

  it('proves the name of somebody whose verified phone it knows, and their number is not kept', async () => {
    const li = await resident({ name: '李桂兰', phone: '13812345678' })
    gateway.knows = [{ name: '李桂兰', idNumber: NUMBER, phone: '13812345678' }]

    expect(await prove(li, '370502 19440305 302x')).toMatchObject({ level: { code: 'service' }, can: { prove: false } })

    expect(gateway.asked).toMatchObject([{ name: '李桂兰', idNumber: NUMBER, phone: '13812345678' }])
    expect(JSON.stringify(await PersonModel.findById(li._id).lean())).not.toContain(NUMBER.slice(0, 14))
    // Withdrawn as easily as given.
    await server.call(privacy.withdrawPurpose, { purpose: 'real_name' }, as(li))
    expect(await levelOf(li)).toBe('none')
  })

  it('that knows another, is down, or was asked too often refuses with the way to the counter', async () => {
    const li = await resident()
    await expect(prove(li)).rejects.toMatchObject({ code: 'REAL_NAME_REFUSED' })
    gateway.knows = 'down'
    await expect(prove(li)).rejects.toMatchObject({ message: expect.stringContaining('没有回应') })
    await expect(prove(li, '370502194403053021')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    for (const _ of [3, 4, 5]) await prove(li).catch(() => undefined)
    await expect(prove(li)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(gateway.asked).toHaveLength(5)
  })

  it('is not asked about a phone that nobody verified', async () => {
    const li = await resident({ phoneVerifiedAt: null })
    expect(await server.call(realName.getMyRealName, {}, as(li))).toMatchObject({
      ...{ can: { prove: false }, why: expect.stringContaining('核对手机号') },
    })
    await expect(prove(li)).rejects.toMatchObject({ code: 'REAL_NAME_REFUSED' })
    expect(gateway.asked).toEqual([])
  })
})

it('goes along when two records become one, with its author, and back when they are parted', async () => {
  const admin = await buildStaff({ area: community })
  const [into, from] = [await resident({ name: '赵淑珍' }), await resident({ name: '赵淑珍', phone: null })]
  await seen(from)
  const { merged, realName: proof } = await server.call(
    people.mergePeople,
    { personId: idOf(into), fromId: idOf(from) },
    as(admin),
  )
  expect(proof).toMatchObject({ by: clerk.name })
  expect(await levelOf(into)).toBe('counter')
  await server.call(people.undoMerge, { id: merged[0]!.id }, as(admin))
  expect(await levelOf(into)).toBe('none')
  expect((await PersonModel.findById(from._id).lean<Person>())!.realName).toMatchObject([{ level: 'counter' }])
})

it('is among what the resident takes away, and gone with the account', async () => {
  const li = await resident()
  await seen(li)
  const { sections } = await server.call(privacy.exportMe, {}, as(li))
  expect(JSON.stringify(sections)).toContain('窗口看过证件')
  await erasePerson([li._id])
  expect(await PersonModel.findById(li._id).lean()).not.toHaveProperty('realName')
})
