import { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import { fileCaseForSomebody } from '@yike/shared/cases/endpoints'
import * as people from '@yike/shared/people/endpoints'
import { addMinutes } from '@yike/shared/time/china'
import { BookingModel, DiaryModel, SittingModel } from '../booking/model'
import { CareFileModel } from '../care/model'
import { CaseModel } from '../cases/model'
import { MessageModel } from '../messages/model'
import { buildCommunity, buildResident, buildSitting, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { resumeMerges } from './settle-merge'
import { PersonMergeModel } from './merge-model'
import { CredentialModel, PersonModel, type Person } from './model'
import { idEndOf } from './sealed-facts'

let server: TestServer
let community: Community
let admin: BuiltPerson
let clerk: BuiltPerson
let ahead = 0
const now = () => addMinutes(new Date(), ahead)
beforeAll(async () => {
  server = await startServer({ now })
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
  clerk = await buildStaff({ area: community, role: 'clerk' })
})
beforeEach(() => void (ahead = 0))
afterAll(() => server.stop())

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const id = (one: { _id: Types.ObjectId }) => String(one._id)
const register = async (facts: { name?: string; birthYear?: number; phone?: string; home?: string } = {}) => {
  const { id: made } = await server.call(
    people.registerPerson,
    { name: different('李桂兰'), isSomebodyElse: true, ...facts },
    as(clerk),
  )
  return (await PersonModel.findById(made).lean<Person>())!
}
const bookFor = (person: Person, sittingId: Types.ObjectId) =>
  server.call(booking.bookOnBehalf, { sittingId: String(sittingId), personId: id(person) }, as(clerk))
const merge = (into: Person, from: Person, by = admin, key?: string) =>
  server.call(people.mergePeople, { personId: id(into), fromId: id(from) }, as(by, key))
const look = (person: Person, by = admin) => server.call(people.getStaffPerson, { personId: id(person) }, as(by))
/** The job, an hour later: what was left behind is long due. */
const sweep = (minutes = 60) => resumeMerges(addMinutes(now(), minutes))

describe('staff correct what is on record of somebody', () => {
  it('and the person and the family read it', async () => {
    const person = await register({ birthYear: 1944, phone: '13811112222' })
    const daughter = await buildResident({
      community,
      family: [{ personId: person._id, name: person.name, relation: 'mother', state: 'written_down', bindingId: null }],
    })

    const name = '李桂蘭'
    const change = { personId: id(person), name, birthYear: 1946, home: '颐园 3 号楼', idLast4: '301x', phone: null }
    expect(await server.call(people.changePerson, change, as(clerk))).toMatchObject({
      person: { name, birthYear: 1946, home: '颐园 3 号楼', phoneLast4: null, phoneVerified: false },
    })
    expect((await server.call(people.findPeople, { q: name }, as(clerk))).items).toHaveLength(1)
    expect((await server.call(people.listBeneficiaries, {}, as(daughter))).items).toMatchObject([{ name }])
    expect(idEndOf((await PersonModel.findById(person._id).lean<Person>())!)).toBe('301X')
  })

  it('only where they may, and never a number that nobody has shown', async () => {
    const person = await register()
    const grid = await buildStaff({ area: community, role: 'grid_worker' })
    const stranger = await buildStaff()
    const change = (by: BuiltPerson, more: object) =>
      server.call(people.changePerson, { personId: id(person), ...more }, as(by))
    await expect(change(grid, { birthYear: 1950 })).rejects.toMatchObject({ status: 403 })
    await expect(change(stranger, { birthYear: 1950 })).rejects.toMatchObject({ status: 404 })
    await expect(change(clerk, { phone: '13811112222' })).rejects.toMatchObject({
      details: { fields: { phone: [expect.stringContaining('看过或打通')] } },
    })
  })
})

describe('two records of one person', () => {
  it('become one with everything that names either, and the old id answers by it', async () => {
    const name = '赵淑珍'
    const into = await register({ name, birthYear: 1944 })
    const from = await register({ name, phone: '13822223333', home: '颐园 3 号楼' })
    const daughter = await buildResident({
      community,
      family: [{ personId: from._id, name, relation: 'mother', state: 'written_down', bindingId: null }],
    })
    const sitting = await buildSitting(community, { offer: { weeklyLimit: 5 } })
    const booked = await bookFor(from, sitting._id)
    const filed = await server.call(
      fileCaseForSomebody,
      {
        communityId: String(community._id),
        kind: 'complaint',
        channel: 'phone',
        title: '楼道灯坏了',
        description: '三楼楼道灯坏了',
        reporterId: id(from),
      },
      as(clerk),
    )
    await MessageModel.create({
      ...{ _id: different('message'), recipientId: from._id, kind: 'notice_published', title: '停水', body: '周四' },
      ...{ about: null, at: now(), readAt: null },
    })
    expect((await look(into)).alike.map((one) => one.id)).toEqual([id(from)])

    const merged = await merge(into, from)

    expect(merged).toMatchObject({
      person: { id: id(into), birthYear: 1944, phoneLast4: '3333', home: '颐园 3 号楼' },
      merged: [{ name, by: admin.name, canUndo: true }],
      alike: [],
    })
    expect(await BookingModel.findById(booked.id).lean()).toMatchObject({ personId: into._id })
    const held = await SittingModel.findById(sitting._id).lean()
    expect(held!.claims.map(({ personId }) => String(personId))).toEqual([id(into)])
    const diaries = await DiaryModel.find({ 'claims.bookingId': new Types.ObjectId(booked.id) }).lean()
    expect(diaries.map(({ _id }) => _id.split(':')[0])).toEqual([id(into)])
    expect(
      Object.values(diaries[0]!.counted ?? {})
        .flat()
        .map(String),
    ).toEqual([booked.id])
    expect(await CaseModel.findById(filed.id).lean()).toMatchObject({ reporterId: into._id })
    expect(await MessageModel.countDocuments({ recipientId: into._id })).toBeGreaterThan(0)
    expect((await server.call(people.listBeneficiaries, {}, as(daughter))).items).toMatchObject([
      { personId: id(into), name },
    ])
    expect((await look(from)).person.id).toBe(id(into))
    expect((await server.call(people.findPeople, { q: name }, as(clerk))).items.map((one) => one.id)).toEqual([
      id(into),
    ])
    await expect(bookFor(from, sitting._id)).rejects.toMatchObject({ code: 'ALREADY_BOOKED' })
  })

  it('become the one that stays, whichever has the account', async () => {
    const into = await register()
    const from = await register()
    await CredentialModel.create({ _id: `wechat:${id(from)}`, personId: from._id, createdAt: now() })
    await merge(into, from)
    expect(await CredentialModel.findById(`wechat:${id(from)}`).lean()).toMatchObject({ personId: into._id })
  })

  it('stay two where they may be two people, or have what exists once', async () => {
    const [into, from] = [await register(), await register()]
    const conflict = (why: string) => ({ code: 'CONFLICT', message: expect.stringContaining(why) as string })
    await expect(merge(into, into)).rejects.toMatchObject(conflict('同一份登记'))
    await expect(merge(into, clerk)).rejects.toMatchObject(conflict('工作人员'))
    await expect(merge(into, from, clerk)).rejects.toMatchObject({ status: 403 })
    await expect(merge(into, await buildResident())).rejects.toMatchObject({ status: 404 })

    const mother = await register()
    const family = [{ personId: from._id, name: from.name, relation: 'mother', state: 'written_down', bindingId: null }]
    await PersonModel.updateOne({ _id: mother._id }, { $set: { family } })
    await expect(merge(mother, from)).rejects.toMatchObject(conflict('家人'))

    for (const one of [into, from])
      await CredentialModel.create({ _id: `demo:${id(one)}`, personId: one._id, createdAt: now() })
    await expect(merge(into, from)).rejects.toMatchObject(conflict('账号'))
    await CredentialModel.deleteOne({ _id: `demo:${id(into)}` })

    const { startsAt } = await buildSitting(community)
    for (const one of [into, from]) await bookFor(one, (await buildSitting(community, { startsAt }))._id)
    await expect(merge(into, from)).rejects.toMatchObject(conflict('都约了'))

    const cared = await register()
    await CareFileModel.create({
      ...{ _id: cared._id, areas: cared.areas, revision: 1, changedAt: now(), changedBy: clerk._id },
      sealed: { key: 'k', wrapped: 'w', fields: {} },
    })
    await expect(merge(from, cared)).rejects.toMatchObject(conflict('换个方向'))
    expect((await merge(cared, from)).person.id).toBe(id(cared))
  })

  it('of two merges at once one wins, and a tap sent again merges once', async () => {
    const [one, other, from] = [await register(), await register(), await register()]
    const outcomes = await Promise.allSettled([merge(one, from), merge(other, from), merge(from, one)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)

    const [into, again] = [await register(), await register()]
    const taps = await Promise.all([merge(into, again, admin, 'one-tap-key'), merge(into, again, admin, 'one-tap-key')])
    expect(taps.map(({ merged }) => merged.length)).toEqual([1, 1])
  })

  it('keep a booking that was made for the old record at the same moment', async () => {
    const [into, from] = [await register(), await register()]
    const sittings = await Promise.all(
      [1, 2, 3].map((day) => buildSitting(community, { startsAt: addMinutes(now(), 2000 + day * 1440) })),
    )
    const [, ...booked] = await Promise.all([merge(into, from), ...sittings.map(({ _id }) => bookFor(from, _id))])

    await sweep()

    const ids = booked.map((one) => new Types.ObjectId(one.id))
    const rows = await BookingModel.find({ _id: { $in: ids } }).lean()
    expect(rows.map(({ personId }) => String(personId))).toEqual([id(into), id(into), id(into)])
    const claims = (await SittingModel.find({ 'claims.bookingId': { $in: ids } }).lean()).flatMap((one) => one.claims)
    expect(claims.map(({ personId }) => String(personId))).toEqual([id(into), id(into), id(into)])
    expect(await DiaryModel.countDocuments({ _id: new RegExp(`^${id(from)}`), 'claims.0': { $exists: true } })).toBe(0)
  })

  it('become one though the process died at any step', async () => {
    for (const died of ['after the intent', 'in the middle'] as const) {
      const [into, from] = [await register(), await register()]
      const booked = await Promise.all(
        [1, 2].map(async (day) =>
          bookFor(from, (await buildSitting(community, { startsAt: addMinutes(now(), 3000 + day * 1440) }))._id),
        ),
      )
      await PersonMergeModel.create({
        ...{ fromId: from._id, fromName: from.name, intoId: into._id, state: 'moving', filled: { birthYear: 1950 } },
        ...{ byId: admin._id, byName: admin.name, at: now(), unsettledSince: now() },
      })
      if (died === 'in the middle') {
        await PersonModel.updateOne({ _id: from._id }, { $set: { mergedInto: into._id } })
        await SittingModel.updateOne(
          { 'claims.bookingId': new Types.ObjectId(booked[0]!.id) },
          { $set: { 'claims.0.personId': into._id } },
        )
        await BookingModel.updateOne({ _id: booked[0]!.id }, { $set: { personId: into._id } })
      }

      await sweep()

      expect(await PersonMergeModel.findOne({ fromId: from._id }).lean()).toMatchObject({ state: 'merged' })
      const rows = await BookingModel.find({ _id: { $in: booked.map((one) => one.id) } }).lean()
      expect(rows.map(({ personId }) => String(personId))).toEqual([id(into), id(into)])
      expect(await PersonModel.findById(into._id).lean()).toMatchObject({ birthYear: 1950 })
      expect(await sweep(90)).toBe(1)
      expect(await sweep(90)).toBe(0)
    }
  })

  it('are parted again within a day, each with its own; what came since stays', async () => {
    const into = await register()
    const from = await register({ phone: '13833334444' })
    const line = { name: from.name, relation: 'mother' as const, state: 'written_down' as const, bindingId: null }
    const both = await buildResident({
      community,
      family: [
        { ...line, personId: from._id },
        { ...line, name: into.name, personId: into._id },
      ],
    })
    const one = await buildResident({ community, family: [{ ...line, personId: from._id }] })
    const before = await bookFor(from, (await buildSitting(community))._id)
    const { merged } = await merge(into, from)
    expect((await server.call(people.listBeneficiaries, {}, as(both))).items).toHaveLength(1)
    const since = await bookFor(from, (await buildSitting(community, { startsAt: addMinutes(now(), 4000) }))._id)

    await server.call(people.undoMerge, { id: merged[0]!.id }, as(admin))

    expect((await look(from)).person).toMatchObject({ id: id(from), phoneLast4: '4444' })
    expect((await look(into)).person).toMatchObject({ id: id(into), phoneLast4: null })
    expect(await BookingModel.findById(before.id).lean()).toMatchObject({ personId: from._id })
    expect(await BookingModel.findById(since.id).lean()).toMatchObject({ personId: into._id })
    for (const [asker, ids] of [
      [both, [id(from), id(into)]],
      [one, [id(from)]],
    ] as const) {
      const { items } = await server.call(people.listBeneficiaries, {}, as(asker))
      expect(items.map((each) => each.personId).sort()).toEqual([...ids].sort())
    }
    await expect(server.call(people.undoMerge, { id: merged[0]!.id }, as(admin))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect((await merge(into, from)).merged).toHaveLength(1)
  })

  it('stay one after a day', async () => {
    const [into, from] = [await register(), await register()]
    const { merged } = await merge(into, from)
    ahead = 25 * 60
    const other = await buildStaff({ area: community }, now())
    expect((await look(into, other)).merged).toMatchObject([{ canUndo: false }])
    await expect(server.call(people.undoMerge, { id: merged[0]!.id }, as(other))).rejects.toMatchObject({
      message: expect.stringContaining('24 小时') as string,
    })
  })
})
