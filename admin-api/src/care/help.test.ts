import { AuditEntryModel } from '../audit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as care from '@yike/shared/care/endpoints'
import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import { keepConsents } from '../messages/consents'
import { queueDeliveries, sendDeliveries } from '../messages/delivery'
import { DeliveryModel, MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { CredentialModel, PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { escalateAlerts, notifyOfHelp } from './jobs'
import { AlertModel } from './model'

const TEMPLATES = { care_help: { id: 'help', fields: { thing1: 'title', time2: 'at' } } } as const

let server: TestServer
let community: Community
let elder: BuiltPerson
let daughter: BuiltPerson
let walker: BuiltPerson
let carer: BuiltPerson
let admin: BuiltPerson
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all([AlertModel.deleteMany({}), MessageModel.deleteMany({}), DeliveryModel.deleteMany({})])
  community = await buildCommunity()
  elder = await buildResident({ community, name: '吴玉兰', home: { text: '颐园 9 号楼 103', position: null } })
  daughter = await buildResident({ community, name: '孙晓梅' })
  const line = { personId: elder._id, name: elder.name, relation: 'mother' }
  await PersonModel.updateOne({ _id: daughter._id }, { $push: { family: line } })
  walker = await buildStaff({ role: 'grid_worker', area: community, name: '李国强' })
  carer = await buildStaff({ role: 'carer', area: community, name: '赵护理' })
  admin = await buildStaff({ role: 'community_admin', area: community, name: '张海燕' })
})

const call = (key = newKey()) => server.call(care.callForHelp, {}, { as: elder.token, key })
const later = (seconds: number) => new Date(Date.now() + seconds * 1000)
const relay = async () => {
  const one = new Relay(queueDeliveries(TEMPLATES))
  one.add(AlertModel)
  await one.run()
}
const told = async (kind: string) => {
  await relay()
  return (await MessageModel.find({ kind }).lean()).map(({ recipientId }) => String(recipientId)).sort()
}
const ids = (...people: BuiltPerson[]) => people.map(({ _id }) => String(_id)).sort()
const open = (by: BuiltPerson, id: string) => server.call(care.getAlert, { id }, { as: by.token })

describe('a call for help', () => {
  it('is one, however often the button is pressed', async () => {
    const key = newKey()

    const calls = await Promise.all([call(key), call(key), call(), call()])

    expect(new Set(calls.map(({ id }) => id)).size).toBe(1)
    expect(await AlertModel.countDocuments()).toBe(1)
  })

  it('taken back within ten seconds, nobody heard of it', async () => {
    const { id } = await call()
    await notifyOfHelp(later(5))
    await expect(open(walker, id)).rejects.toMatchObject({ status: 404 })

    await server.call(care.cancelHelp, { id }, { as: elder.token })
    await notifyOfHelp(later(20))

    expect(await told('care_help')).toEqual([])
    expect(await told('care_settled')).toEqual([])
    expect((await call()).id).not.toBe(id)
  })

  it('reaches family and staff of the area once, with two processes at it', async () => {
    await call()

    await Promise.all([notifyOfHelp(later(11)), notifyOfHelp(later(11))])
    await Promise.all([relay(), relay()])

    expect(await told('care_help')).toEqual(ids(daughter, walker, carer))
    const [alert] = await AlertModel.find().lean()
    expect(alert).toMatchObject({ state: 'open' })
  })

  it('brings address, place and what the file says to who may know, and puts that on record', async () => {
    await server.call(
      care.saveCareFile,
      {
        personId: String(elder._id),
        revision: 0,
        body: { level: 'l2', allergies: '青霉素', note: '钥匙在花盆下' },
        consent: { version: CARE_CONSENT_VERSION },
      },
      { as: elder.token },
    )
    const { id } = await call()
    const position = { lng: 118.49, lat: 37.46 }
    await server.call(care.addHelpPosition, { id, position }, { as: elder.token })
    await notifyOfHelp(later(11))

    await open(walker, id)
    const seen = await open(walker, id)

    expect(seen).toMatchObject({
      position,
      person: { home: '颐园 9 号楼 103', phone: '13800000000' },
      essentials: { allergies: '青霉素', note: '钥匙在花盆下' },
    })
    expect(JSON.stringify(await AlertModel.findById(id).lean())).not.toContain('118.49')
    expect(await AuditEntryModel.find({ people: elder._id, why: { $ne: null } }).lean()).toMatchObject([
      { actorId: walker._id, why: '处理报平安或呼救' },
    ])
    await expect(open(await buildResident({ community }), id)).rejects.toMatchObject({ status: 404 })
    await expect(open(await buildStaff({ role: 'cook', area: community }), id)).rejects.toMatchObject({ status: 404 })
  })

  it('has one helper of many, whom the elder sees', async () => {
    const { id } = await call()
    await notifyOfHelp(later(11))

    const race = await Promise.allSettled(
      [walker, carer, admin].map(({ token }) => server.call(care.takeAlert, { id }, { as: token })),
    )

    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const seen = await open(elder, id)
    expect(seen.taker!.name).toBe([walker, carer, admin][race.findIndex(({ status }) => status === 'fulfilled')]!.name)
    expect(await told('care_taken')).toEqual(ids(elder, daughter))
  })

  it('stands on top of the list while nobody took it, and goes to those who direct after five minutes', async () => {
    const { id } = await call()
    await notifyOfHelp(later(11))
    const other = await buildResident({ community })
    await AlertModel.create({
      ...{ kind: 'missed', personId: other._id, communityId: community._id, areas: community.areas, seq: 1 },
      ...{ state: 'open', day: '2026-11-24', until: 600, raisedAt: later(-60), told: { family: [], staff: [] } },
    })

    const list = await server.call(care.listAlerts, { view: 'today' }, { as: walker.token })
    await escalateAlerts(later(4 * 60))
    expect(await told('care_escalated')).toEqual([])
    await escalateAlerts(later(6 * 60))

    expect(list.items.map(({ kind }) => kind.code)).toEqual(['help', 'missed'])
    expect(list).toMatchObject({ open: 2, items: [{ id }, {}] })
    expect((await told('care_escalated')).filter((one) => one === String(admin._id)).length).toBeGreaterThan(0)
  })

  it('ends by its outcome, after which another may be called', async () => {
    const { id } = await call()
    await notifyOfHelp(later(11))
    await server.call(care.takeAlert, { id }, { as: carer.token })
    await server.call(care.settleAlert, { id, outcome: 'helped', note: '扶起来了' }, { as: carer.token })

    await expect(server.call(care.takeAlert, { id }, { as: walker.token })).rejects.toMatchObject({
      code: 'ALERT_OVER',
    })
    expect(await open(elder, id)).toMatchObject({ outcome: { label: '帮上了' }, position: null, essentials: null })
    expect((await call()).id).not.toBe(id)
  })

  it('taken back later, those who were told hear that all is well', async () => {
    const { id } = await call()
    await notifyOfHelp(later(11))
    await server.call(care.takeAlert, { id }, { as: walker.token })

    await server.call(care.cancelHelp, { id }, { as: elder.token })

    expect(await told('care_settled')).toEqual(ids(daughter, walker, carer))
    await expect(
      server.call(care.settleAlert, { id, outcome: 'visited_ok' }, { as: walker.token }),
    ).rejects.toMatchObject({ code: 'ALERT_OVER' })
  })

  it('rings at night, before everything that waits', async () => {
    await CredentialModel.create({
      _id: `wechat:${String(daughter._id)}`,
      personId: daughter._id,
      createdAt: new Date(),
    })
    await DeliveryModel.create({
      ...{
        _id: 'waiting',
        openId: 'x',
        kind: 'care_help',
        title: '约好了',
        body: '明天',
        about: null,
        at: new Date(0),
      },
    })
    await keepConsents(daughter.actor, newKey(), { outcomes: [{ templateId: 'help', outcome: 'accept' }] }, TEMPLATES)
    await call()
    await notifyOfHelp(later(11))
    await relay()
    const sent: string[] = []
    const wechat = { sendSubscribeMessage: ({ openId }: { openId: string }) => Promise.resolve(void sent.push(openId)) }

    await sendDeliveries(wechat as never, TEMPLATES, new Date('2026-11-24T02:00:00+08:00'))

    expect(sent).toEqual([String(daughter._id)])
  })
})
