import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bookSitting } from '@yike/shared/booking/endpoints'
import * as cases from '@yike/shared/cases/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { getStaffMe, signInStaff } from '@yike/shared/people/endpoints'
import { addMinutes } from '@yike/shared/time/china'
import { BookingModel } from '../booking/model'
import { AlertModel } from '../care/model'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel } from '../cases/model'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildSitting, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { CarerModel } from '../visits/model'
import { resumeHandovers } from './handover'
import { HandoverModel } from './model'

const NOW = new Date('2026-11-30T09:00:00+08:00')
const { openWork } = joinDomains(DOMAINS)

let server: TestServer
let community: Community
let admin: BuiltPerson
let leaving: BuiltPerson
let colleague: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => NOW })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
  await loadFirstCategories()
  community = await buildCommunity()
  admin = await buildStaff({ area: community, name: '赵丽' }, NOW)
  leaving = await buildStaff({ role: 'grid_worker', area: community, name: '陈静', username: 'leaving' }, NOW)
  colleague = await buildStaff({ role: 'grid_worker', area: community, name: '李国强' }, NOW)
})

const as = ({ token }: BuiltPerson) => ({ as: token })
const deactivate = (person: BuiltPerson, handover?: Parameters<typeof askHandover>[1]) =>
  server.call(api.deactivateStaff, askHandover(person, handover), as(admin))
const askHandover = (
  { _id }: BuiltPerson,
  handover?: { toId: string; others?: { kind: 'case' | 'alert' | 'visit'; id: string; toId: string }[] },
) => ({ personId: String(_id), reason: '调到别的社区', ...(handover ? { handover } : {}) })
const work = () => server.call(api.getOpenWork, { personId: String(leaving._id) }, as(admin))

/** A case that the one who leaves accepted, and so keeps. */
async function theirCase(description = '3 号楼前的路灯不亮了') {
  const wang = await buildResident({ community }, NOW)
  const { id } = await server.call(cases.fileCase, { description }, as(wang))
  const { seq } = await server.call(cases.getStaffCase, { id }, as(leaving))
  await server.call(cases.acceptCase, { id, seq, text: '我去看看。' }, as(leaving))
  return { id, wang }
}
async function theirAlert() {
  const elder = await buildResident({ community, name: '吴玉兰' }, NOW)
  const alert = await AlertModel.create({
    ...{ kind: 'missed', personId: elder._id, communityId: community._id, areas: community.areas, seq: 1 },
    ...{ state: 'taken', day: '2026-11-30', until: 600, raisedAt: NOW, takenBy: leaving._id, takenAt: NOW },
    told: { family: [], staff: [leaving._id] },
  })
  return String(alert._id)
}
const carerOf = (person: BuiltPerson, serviceId = newId()) =>
  CarerModel.create({
    ...{ areas: community.areas, communityId: community._id, name: person.name, personId: person._id },
    ...{ serviceIds: [serviceId], hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 480, to: 1080 }], createdAt: NOW },
  })
async function theirVisit() {
  const serviceId = newId()
  const carer = await carerOf(leaving, serviceId)
  const startsAt = new Date('2026-12-02T14:00:00+08:00')
  const sitting = await buildSitting(
    community,
    { startsAt, endsAt: addMinutes(startsAt, 60), offer: { serviceId, serviceName: '上门助浴', kind: 'care' } },
    NOW,
  )
  const elder = await buildResident({ community }, NOW)
  const { id } = await server.call(bookSitting, { sittingId: String(sitting._id) }, { as: elder.token, key: newKey() })
  return { id, serviceId, carer }
}
const assigneeOf = async (id: string) => String((await CaseModel.findById(id).lean())?.assigneeId)
const carerOfVisit = async (id: string) => String((await BookingModel.findById(id).lean())?.details?.visit?.carerId)

describe('an account is ended', () => {
  it('at once, and not by themself or for somebody who is no colleague', async () => {
    await expect(deactivate(admin)).rejects.toMatchObject({ code: 'PERSON_IN_USE' })
    await expect(deactivate(await buildResident({ community }, NOW))).rejects.toMatchObject({ status: 404 })
    const stranger = await buildStaff({ area: await buildCommunity({ street: '黄河路街道' }) }, NOW)
    await expect(server.call(api.deactivateStaff, askHandover(leaving), as(stranger))).rejects.toMatchObject({
      status: 404,
    })

    await deactivate(leaving)
    await expect(server.call(getStaffMe, {}, as(leaving))).rejects.toMatchObject({ status: 401 })
    await expect(server.call(signInStaff, { username: 'leaving', password: 'right horse' })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
  })

  it('not while work is open and nobody takes it', async () => {
    const { id } = await theirCase()
    await expect(deactivate(leaving)).rejects.toThrow('手上还有 1 件没办完')
    expect(await assigneeOf(id)).toBe(String(leaving._id))
    await server.call(getStaffMe, {}, as(leaving))
  })

  it('with everything handed to one colleague in the same step, who is told, and the resident too', async () => {
    const [{ id: caseId, wang }, alertId, visit] = [await theirCase(), await theirAlert(), await theirVisit()]
    const carer = await carerOf(colleague, visit.serviceId)
    const { items, colleagues } = await work()
    expect(items.map(({ kind }) => kind.label).sort()).toEqual(['上门', '照护', '诉求'])
    expect(items.every(({ takers }) => takers.includes(String(colleague._id)))).toBe(true)
    expect(colleagues.map(({ name }) => name).sort()).toEqual(['李国强', '赵丽'])

    await deactivate(leaving, { toId: String(colleague._id) })

    expect(await assigneeOf(caseId)).toBe(String(colleague._id))
    expect(await AlertModel.findById(alertId).lean()).toMatchObject({ state: 'taken', takenBy: colleague._id })
    expect(await carerOfVisit(visit.id)).toBe(String(carer._id))
    expect(await CarerModel.findById(visit.carer._id).lean()).toMatchObject({ active: false })
    await server.call(cases.replyToCase, { id: caseId, seq: 4, text: '灯泡明天换。', ask: false }, as(colleague))

    const relay = new Relay(() => Promise.resolve())
    for (const model of [CaseModel, AlertModel]) relay.add(model as never)
    await relay.run()
    const told = await MessageModel.find({ recipientId: { $in: [colleague._id, wang._id] } }).lean()
    expect(told.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('交给您了：'),
        '吴玉兰交给您了',
        '李国强接着办：3 号楼前的路灯不亮了',
      ]),
    )

    const { items: records } = await server.call(api.listHandovers, {}, as(admin))
    expect(records).toMatchObject([
      { name: '陈静', by: '赵丽', reason: '调到别的社区', done: true, given: [{ to: '李国强', count: 3 }], left: [] },
    ])
  })

  it('with one case to another colleague than the rest', async () => {
    const [first, second] = [await theirCase(), await theirCase('水管漏了')]
    const others = [{ kind: 'case' as const, id: second.id, toId: String(admin._id) }]
    await deactivate(leaving, { toId: String(colleague._id), others })
    expect(await assigneeOf(first.id)).toBe(String(colleague._id))
    expect(await assigneeOf(second.id)).toBe(String(admin._id))
  })

  it('not to somebody who may not take it, and a visit that nobody can make is named', async () => {
    const cook = await buildStaff({ role: 'cook', area: community, name: '孙师傅' }, NOW)
    const { id } = await theirCase()
    await expect(deactivate(leaving, { toId: String(cook._id) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { handover: [expect.stringContaining('要另选一位')] } },
    })
    const visit = await theirVisit()
    await deactivate(leaving, { toId: String(colleague._id) })
    expect(await assigneeOf(id)).toBe(String(colleague._id))
    expect(await carerOfVisit(visit.id)).toBe(String(visit.carer._id))
    const { items } = await server.call(api.listHandovers, {}, as(admin))
    expect(items[0]!.left).toMatchObject([{ kind: { label: '上门' }, title: expect.stringContaining('上门助浴') }])
  })

  it('once, when two administrators do it together, and after a crash a job finishes the rest', async () => {
    const { id } = await theirCase()
    await Promise.allSettled([1, 2, 3].map(() => deactivate(leaving, { toId: String(colleague._id) })))
    expect(await HandoverModel.countDocuments({})).toBe(1)
    expect((await CaseModel.findById(id).lean())!.events.filter(({ kind }) => kind === 'reassigned')).toHaveLength(1)

    // The state after a process died that had ended the account: the part is still to do.
    await CaseModel.updateOne({ _id: id }, { $set: { assigneeId: leaving._id } })
    await HandoverModel.updateOne({}, { $set: { openOf: leaving._id, 'parts.$[].state': 'to_do' } })
    expect(await resumeHandovers(openWork, NOW)).toBe(1)
    expect(await assigneeOf(id)).toBe(String(colleague._id))
    expect(await resumeHandovers(openWork, NOW)).toBe(0)
  })
})
