import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as care from '@yike/shared/care/endpoints'
import type { Role } from '@yike/shared/people/permissions'
import { addMinutes } from '@yike/shared/time/china'
import { PersonModel } from '../people/model'
import { sessionToken } from '../testing/session'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { careData } from './person-data'
import { HouseholdModel } from './household-model'
import { forgetOldHomeVisits } from './households'

const START = new Date('2026-11-20T02:00:00Z')
let server: TestServer
let community: Community
let elder: BuiltPerson
let worker: BuiltPerson
let now: Date

beforeAll(async () => void (server = await startServer({ now: () => now })))
afterAll(() => server.stop())
beforeEach(async () => {
  now = START
  community = await buildCommunity()
  elder = await buildResident({ community, birthYear: 1946 })
  worker = await buildStaff({ role: 'grid_worker', area: community })
})

/** Days later the worker signs in anew. */
async function later(days: number) {
  now = addMinutes(START, days * 1440)
  worker = { ...worker, token: await sessionToken(worker._id, now) }
}

const of = ({ _id }: BuiltPerson) => ({ personId: String(_id) })
const visit = (by: BuiltPerson, whom: BuiltPerson, input: object = {}, key = newKey()) =>
  server.call(care.recordHomeVisit, { ...of(whom), ...input }, { as: by.token, key })
const living = (by: BuiltPerson, whom: BuiltPerson, says: 'alone' | 'couple' | 'together' | null) =>
  server.call(care.sayLiving, { ...of(whom), living: says }, { as: by.token })
const list = async (by: BuiltPerson) => (await server.call(care.listCarePeople, {}, { as: by.token })).items
const visits = async (by: BuiltPerson) => (await server.call(care.listHomeVisits, of(elder), { as: by.token })).items
const staff = (role: Role, area: Community = community) => buildStaff({ role, area })

describe('a home visit', () => {
  it('is one, however often and at once the phone sends it, and carries the time of the tap', async () => {
    const key = newKey()
    now = addMinutes(START, 3 * 60)
    const input = { note: '腿好些了', at: START.toISOString() }

    const answers = await Promise.all([1, 2, 3].map(() => visit(worker, elder, input, key)))

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await visits(worker)).toMatchObject([{ end: { code: 'met' }, note: '腿好些了', can: { takeBack: true } }])
    expect(await list(worker)).toMatchObject([
      { id: String(elder._id), lastVisit: { metOn: '2026-11-20', awayOn: null }, takeBackId: answers[0]!.id },
    ])
    await expect(visit(worker, elder, { note: '别的话' }, key)).rejects.toMatchObject({ code: 'KEY_REUSED' })
  })

  it('keeps both of two colleagues at one door, and says when nobody was in', async () => {
    const carer = await staff('carer')
    await Promise.all([visit(worker, elder), visit(carer, elder)])
    now = addMinutes(START, 5 * 1440)
    await visit(carer, elder, { end: 'nobody' })

    expect((await visits(worker)).map(({ end }) => end.code)).toEqual(['nobody', 'met', 'met'])
    expect((await list(worker))[0]!.lastVisit).toEqual({ metOn: '2026-11-20', awayOn: '2026-11-25' })
  })

  it('is taken back by its author within ten minutes, and a late try of the same tap does not bring it again', async () => {
    const carer = await staff('carer')
    const key = newKey()
    const first = await visit(worker, elder, { note: '记错门了' }, key)
    const takeBack = (by: BuiltPerson, id: string) =>
      server.call(care.takeBackHomeVisit, { ...of(elder), id }, { as: by.token })

    await expect(takeBack(carer, first.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await takeBack(worker, first.id)
    await takeBack(worker, first.id)
    await visit(worker, elder, { note: '记错门了' }, key)
    expect(await visits(worker)).toEqual([])
    expect((await list(worker))[0]!.lastVisit).toEqual({ metOn: null, awayOn: null })

    const second = await visit(worker, elder)
    now = addMinutes(START, 11)
    await expect(takeBack(worker, second.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await list(worker)).toMatchObject([{ takeBackId: null, lastVisit: { metOn: '2026-11-20' } }])
  })

  it('is recorded and read only by those who read care files where the person lives', async () => {
    const elsewhere = await staff('grid_worker', await buildCommunity())
    const cook = await staff('cook')
    await visit(worker, elder)

    await expect(visit(elsewhere, elder)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(visits(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(visits(cook)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(visits(elder)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await list(elsewhere)).toEqual([])
  })

  it('is read on record, and the person sees who read it', async () => {
    await visit(worker, elder)
    await visits(worker)

    const reads = await server.call(care.listCareReads, of(elder), { as: elder.token })
    expect(reads.items.map(({ why }) => why)).toContain('看走访记录')
  })

  it('is removed after a year, those that are younger stay', async () => {
    await visit(worker, elder, { note: '旧的' })
    await later(200)
    await visit(worker, elder, { end: 'nobody', note: '新的' })
    await later(367)

    expect(await forgetOldHomeVisits(now)).toBeGreaterThan(0)
    expect(await forgetOldHomeVisits(now)).toBe(0)
    expect((await visits(worker)).map(({ note }) => note)).toEqual(['新的'])
    expect((await list(worker))[0]!.lastVisit).toMatchObject({ metOn: null, awayOn: '2027-06-08' })
  })
})

describe('living alone', () => {
  it('is said by the person, the family and staff, with who said it; the last word counts', async () => {
    const daughter = await buildResident({ community })
    await PersonModel.updateOne(
      { _id: daughter._id },
      { $push: { family: { personId: elder._id, name: elder.name, relation: 'mother' } } },
    )
    const neighbour = await buildResident({ community })

    expect((await living(elder, elder, 'alone')).living).toMatchObject({ label: '独居', saidBy: '本人' })
    expect((await living(daughter, elder, 'together')).living).toMatchObject({ code: 'together', saidBy: '家人' })
    expect((await living(worker, elder, 'alone')).living).toMatchObject({ saidBy: `网格员 ${worker.name}` })
    await expect(living(neighbour, elder, 'alone')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await living(elder, elder, null)).living).toBeNull()
  })

  it('comes first in the list, among them who was not met for longest', async () => {
    const [met, never, couple] = await Promise.all([1, 2, 3].map(() => buildResident({ community })))
    await living(elder, elder, 'alone')
    await living(met!, met!, 'alone')
    await living(never!, never!, 'together')
    await living(couple!, couple!, 'couple')
    await visit(worker, met!)
    now = addMinutes(START, 1440)
    await visit(worker, couple!)

    const order = (await list(worker)).map(({ id }) => id)
    expect(order).toEqual([elder, met, couple, never].map((one) => String(one!._id)))
    const first = await server.call(care.listCarePeople, { limit: 3 }, { as: worker.token })
    const rest = await server.call(care.listCarePeople, { limit: 3, cursor: first.nextCursor! }, { as: worker.token })
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(order)
  })
})

it('lies sealed in the database, is exported to the person and erased with them', async () => {
  await living(elder, elder, 'alone')
  await visit(worker, elder, { note: '说晚上睡不好' })

  const raw = JSON.stringify(await mongoose.connection.collection('care_households').find().toArray())
  for (const word of ['alone', '睡不好', String(worker._id)]) expect(raw).not.toContain(word)
  const exported = JSON.stringify(await careData.export([elder._id], now))
  for (const word of ['独居', '本人', '见到了', '说晚上睡不好']) expect(exported).toContain(word)

  await careData.erase([elder._id], now)
  expect(await HouseholdModel.countDocuments({ personId: elder._id })).toBe(0)
})
