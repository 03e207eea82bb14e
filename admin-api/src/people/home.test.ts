import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as home from '@yike/shared/people/home-endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { addMinutes } from '@yike/shared/time/china'
import { FileModel } from '../files/model'
import { keepPhoto } from '../files/store'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { addArea, type Community } from '../territory/areas'
import { erasePerson } from './erase-person'
import { HomeRequestModel } from './home-model'
import { settleHomeRequests } from './home-proof'
import { PersonModel, type Person } from './model'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const AT_HOME = { text: '颐园 3 号楼 2 单元 501', position: null }

let server: TestServer
let community: Community
let clerk: BuiltPerson
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  await addArea({ level: 'compound', name: '颐园小区', parent: community, position: CENTER })
  clerk = await buildStaff({ area: community, role: 'clerk' })
})

const idOf = ({ _id }: Pick<Person, '_id'>) => String(_id)
const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const resident = (facts: Parameters<typeof buildResident>[0] = {}) =>
  buildResident({ community, home: AT_HOME, ...facts })
const photo = async (who: BuiltPerson) => String((await keepPhoto(who._id, PNG, new Date()))._id)
const send = async (who: BuiltPerson, key?: string) =>
  server.call(home.sendHomeProof, { photoIds: [await photo(who)] }, as(who, key))
const myHome = (who: BuiltPerson) => server.call(home.getMyHome, {}, as(who))
const waiting = (by = clerk) => server.call(home.listHomeRequests, {}, as(by))
const decide = async (how: { accept: true } | { accept: false; reason: string }, by = clerk) =>
  server.call(home.decideHomeRequest, { id: (await waiting()).items[0]!.id, ...how }, as(by))
/** The bytes of photos that are still there, whoever they belong to. */
const bytesLeft = async () => [
  await FileModel.countDocuments({}),
  await mongoose.connection.db!.collection('photos.files').countDocuments({}),
]
const lastMessage = async (who: BuiltPerson) => (await HomeRequestModel.findOne({ personId: who._id }).lean())!.outbox

describe('a proof that a resident sends', () => {
  it('is looked at by staff of the area, binds the address, and its photo is deleted at once', async () => {
    const before = await bytesLeft()
    const li = await resident()
    await send(li)
    expect(await myHome(li)).toMatchObject({ proof: null, request: { state: { code: 'open' } }, can: { send: false } })
    expect((await waiting(await buildStaff({ role: 'clerk' }))).items).toEqual([])
    expect(await waiting()).toMatchObject({
      ...{ openCount: 1, items: [{ home: AT_HOME.text, compoundId: expect.any(String), photos: [{}] }] },
    })

    await decide({ accept: true })

    expect(await myHome(li)).toMatchObject({
      ...{ proof: { way: { code: 'photo' }, compound: { name: '颐园小区' } }, can: { send: false, withdraw: false } },
    })
    expect((await waiting()).items).toEqual([])
    expect(await bytesLeft()).toEqual(before)
    expect(await lastMessage(li)).toMatchObject([{ kind: 'home_accepted', recipients: [li._id] }])
    expect(await HomeRequestModel.findOne({ personId: li._id }).lean()).toMatchObject({ home: null, photoIds: [] })
  })

  it('comes back with the reason, its photo deleted, and another may follow', async () => {
    const before = await bytesLeft()
    const li = await resident()
    await send(li)
    await expect(decide({ accept: false } as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await decide({ accept: false, reason: '看不清姓名' })
    expect(await myHome(li)).toMatchObject({
      ...{ proof: null, request: { state: { code: 'returned' }, reason: '看不清姓名' }, can: { send: true } },
    })
    expect(await bytesLeft()).toEqual(before)
    await send(li)
    expect((await waiting()).openCount).toBe(1)
  })

  it('waits alone, counts once, and is gone when it is withdrawn or the resident moves', async () => {
    const li = await resident()
    await expect(send(await resident({ home: null }))).rejects.toMatchObject({ code: 'CONFLICT' })
    const photoIds = [await photo(li)]
    const key = 'k'.repeat(24)
    await server.call(home.sendHomeProof, { photoIds }, as(li, key))
    await server.call(home.sendHomeProof, { photoIds }, as(li, key))
    await expect(send(li)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('等核对') })
    expect((await server.call(home.withdrawHomeProof, {}, as(li))).can).toEqual({ send: true, withdraw: false })

    await send(li)
    await server.call(people.changeMe, { home: { text: '颐园 5 号楼' } }, as(li))
    expect((await waiting()).items).toEqual([])
    expect(await FileModel.countDocuments({ uploadedBy: li._id, claimedBy: { $ne: null } })).toBe(0)
  })

  it('whose decision a crash cut off is carried out by the job', async () => {
    const li = await resident()
    await send(li)
    const decidedAt = addMinutes(new Date(), -5)
    await HomeRequestModel.updateOne(
      { personId: li._id },
      { $set: { state: 'accepted', decidedById: clerk._id, decidedAt } },
    )
    expect(await settleHomeRequests(new Date())).toBe(1)
    expect(await settleHomeRequests(new Date())).toBe(0)
    expect(await myHome(li)).toMatchObject({ proof: { way: { code: 'photo' } } })
    expect(await FileModel.countDocuments({ uploadedBy: li._id, claimedBy: { $ne: null } })).toBe(0)
  })
})

describe('an address that staff have seen a proof of', () => {
  const confirm = (who: Person, by = clerk) => server.call(home.confirmHome, { personId: idOf(who) }, as(by))

  it('is bound to its compound, and again what the resident says once they write another or staff take it back', async () => {
    const li = await resident()
    expect(await confirm(li)).toMatchObject({
      homeProof: { way: { code: 'counter' }, by: clerk.name, compound: { name: '颐园小区' } },
      can: { confirmHome: false, undoHome: true },
    })
    // The same address with the place on the map stays bound.
    await server.call(people.changeMe, { home: { text: AT_HOME.text, position: CENTER } }, as(li))
    expect((await server.call(people.getMe, {}, as(li))).homeProof).toMatchObject({ code: 'counter' })
    await server.call(people.changeMe, { home: { text: '颐园 5 号楼' } }, as(li))
    expect((await server.call(people.getMe, {}, as(li))).homeProof).toBeNull()

    await confirm(li)
    await server.call(home.undoHome, { personId: idOf(li) }, as(clerk))
    expect((await myHome(li)).proof).toBeNull()
    await confirm(li)
    await server.call(people.changePerson, { personId: idOf(li), home: '颐园 6 号楼' }, as(clerk))
    expect((await myHome(li)).proof).toBeNull()
  })

  it('is confirmed only where staff may', async () => {
    const li = await resident()
    await expect(confirm(li, await buildStaff({ role: 'clerk' }))).rejects.toMatchObject({ status: 404 })
    await expect(confirm(li, await buildStaff({ area: community, role: 'cook' }))).rejects.toMatchObject({
      status: 403,
    })
    await expect(confirm(await resident({ home: null }))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('goes along when two records become one, and back when they are parted', async () => {
    const admin = await buildStaff({ area: community })
    const into = await resident({ name: '赵淑珍', home: null })
    const from = await resident({ name: '赵淑珍', phone: null })
    await confirm(from)
    const pair = { personId: idOf(into), fromId: idOf(from) }
    const { merged } = await server.call(people.mergePeople, pair, as(admin))
    expect(await myHome(into)).toMatchObject({ text: AT_HOME.text, proof: { way: { code: 'counter' } } })
    await server.call(people.undoMerge, { id: merged[0]!.id }, as(admin))
    expect(await myHome(into)).toMatchObject({ text: null, proof: null })
    expect((await PersonModel.findById(from._id).lean<Person>())!.homeProof).toMatchObject({ way: 'counter' })
  })

  it('is exported, and goes with the account, as does a proof that waits', async () => {
    const li = await resident()
    await send(li)
    await confirm(li)
    const { sections } = await server.call(privacy.exportMe, {}, as(li))
    expect(JSON.stringify(sections)).toContain('窗口看过证明')
    await erasePerson([li._id])
    expect(await PersonModel.findById(li._id).lean()).not.toHaveProperty('homeProof')
    expect(await HomeRequestModel.countDocuments({ personId: li._id })).toBe(0)
    expect(await FileModel.countDocuments({ uploadedBy: li._id, claimedBy: { $ne: null } })).toBe(0)
  })
})
