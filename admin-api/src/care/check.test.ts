import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as care from '@yike/shared/care/endpoints'
import { queueDeliveries } from '../messages/delivery'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { listAlerts, settleAlert, takeAlert } from './alerts'
import { pauseCheck, resumeCheck, sayWell, setCheck, stopCheck } from './check'
import { escalateAlerts, watchChecks } from './jobs'
import { AlertModel, CheckModel } from './model'

const at = (moment: string) => new Date(`${moment}:00+08:00`)
const EVENING = at('2026-11-23T18:00')
const BEFORE = at('2026-11-24T09:59')
const AFTER = at('2026-11-24T10:00')

let server: TestServer
let community: Community
let elder: BuiltPerson
let daughter: BuiltPerson
let walker: BuiltPerson
let admin: BuiltPerson
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all([AlertModel.deleteMany({}), CheckModel.deleteMany({}), MessageModel.deleteMany({})])
  community = await buildCommunity()
  elder = await buildResident({ community, name: '吴玉兰' })
  daughter = await buildResident({ community, name: '孙晓梅' })
  const line = { personId: elder._id, name: elder.name, relation: 'mother' }
  await PersonModel.updateOne({ _id: daughter._id }, { $push: { family: line } })
  walker = await buildStaff({ role: 'grid_worker', area: community, name: '李国强' })
  admin = await buildStaff({ role: 'community_admin', area: community, name: '张海燕' })
})

const personId = () => String(elder._id)
const turnOn = (until?: number, now = EVENING) => setCheck(elder.actor, { personId: personId(), until }, now)
const relay = async () => {
  const one = new Relay(queueDeliveries({}))
  one.add(AlertModel)
  await one.run()
}
const told = async (kind = 'care_missed') => {
  await relay()
  return (await MessageModel.find({ kind }).lean()).map(({ recipientId }) => String(recipientId)).sort()
}
const ids = (...people: BuiltPerson[]) => people.map(({ _id }) => String(_id)).sort()
const pause = (from: string, to: string, now = EVENING) =>
  pauseCheck(daughter.actor, { personId: personId(), from, to, reason: 'hospital' }, now)

describe('the daily 我很好', () => {
  it('is waited for until ten unless another time is set', async () => {
    await turnOn()
    expect((await CheckModel.findById(elder._id).lean())!.dueAt).toEqual(AFTER)
    await turnOn(11 * 60)
    expect((await CheckModel.findById(elder._id).lean())!.dueAt).toEqual(at('2026-11-24T11:00'))
  })

  it('counts from tomorrow when it is turned on after the time', async () => {
    await turnOn(undefined, at('2026-11-24T10:30'))

    await watchChecks(at('2026-11-24T10:31'))
    expect(await told()).toEqual([])
    await watchChecks(at('2026-11-25T10:00'))
    expect(await told()).toEqual(ids(daughter, walker))
  })

  it('refuses a time of the night, naming the field', async () => {
    await expect(
      server.call(care.setCheck, { personId: personId(), until: 3 * 60 }, { as: elder.token }),
    ).rejects.toMatchObject({ details: { fields: { until: ['报平安的时间不能早于 6:00'] } } })
  })

  it('is one tap a day, however often it is sent', async () => {
    await turnOn()

    await Promise.all(Array.from({ length: 5 }, (_, n) => sayWell(elder.actor, personId(), at(`2026-11-24T08:0${n}`))))
    const first = (await CheckModel.findById(elder._id).lean())!.tappedAt
    await sayWell(elder.actor, personId(), at('2026-11-24T09:00'))

    expect((await CheckModel.findById(elder._id).lean())!.tappedAt).toEqual(first)
    await watchChecks(AFTER)
    expect(await told()).toEqual([])
  })

  it('is turned on by staff of the area and by family, and by nobody else', async () => {
    const set = (by: BuiltPerson) => server.call(care.setCheck, { personId: personId() }, { as: by.token })
    const cook = await buildStaff({ role: 'cook', area: community })
    const elsewhere = await buildStaff({ role: 'grid_worker' })

    for (const who of [await buildResident({ community }), cook, elsewhere])
      await expect(set(who)).rejects.toMatchObject({ status: 404 })
    expect(await set(walker)).toMatchObject({ check: { until: 600 } })
    expect(await set(daughter)).toMatchObject({ person: { relation: '妈妈' }, self: false })
  })
})

describe('a missed tap', () => {
  it('reaches family and grid worker once, with two processes at it', async () => {
    await turnOn()
    await watchChecks(BEFORE)
    expect(await AlertModel.countDocuments()).toBe(0)

    await Promise.all([watchChecks(AFTER), watchChecks(AFTER), watchChecks(AFTER)])
    await Promise.all([relay(), relay()])
    await watchChecks(at('2026-11-24T10:05'))

    expect(await told()).toEqual(ids(daughter, walker))
    expect(await AlertModel.find().lean()).toMatchObject([{ state: 'open', day: '2026-11-24', personId: elder._id }])
    const [message] = await MessageModel.find({ recipientId: daughter._id }).lean()
    expect(message).toMatchObject({ title: '吴玉兰还没报平安', about: { type: 'care' } })
  })

  it('is not lost when the process dies between the check and the alert, nor told twice', async () => {
    await turnOn()
    await CheckModel.updateOne(
      { _id: elder._id },
      { $set: { missed: '2026-11-24', dueAt: at('2026-11-25T10:00') }, $inc: { seq: 1 } },
    )

    await watchChecks(at('2026-11-24T10:01'))
    // The process died again before it removed the mark.
    await CheckModel.updateOne({ _id: elder._id }, { $set: { missed: '2026-11-24' } })
    await relay()
    await watchChecks(at('2026-11-24T10:02'))

    expect(await told()).toEqual(ids(daughter, walker))
    expect((await CheckModel.findById(elder._id).lean())!.missed).toBeNull()
  })

  it('settles by itself when the tap comes late, and everybody hears it', async () => {
    await turnOn()
    await watchChecks(AFTER)

    await sayWell(elder.actor, personId(), at('2026-11-24T10:20'))

    expect(await told('care_settled')).toEqual(ids(daughter, walker))
    expect(await AlertModel.find().lean()).toMatchObject([{ state: 'settled', outcome: 'tapped' }])
    await watchChecks(at('2026-11-25T10:00'))
    expect(await AlertModel.countDocuments({ state: 'open' })).toBe(1)
  })

  it('counts at its own time when it was made without a network, and not once its time was over', async () => {
    await turnOn()
    const tapped = () => CheckModel.findById(elder._id).lean()
    await expect(sayWell(elder.actor, personId(), at('2026-11-25T09:00'), at('2026-11-24T08:50'))).rejects.toThrow(
      '11月24日（周二）点的没发出去，请再点一下。',
    )
    await sayWell(elder.actor, personId(), at('2026-11-24T09:30'), at('2026-11-24T08:50'))
    expect((await tapped())!.tappedAt).toEqual(at('2026-11-24T08:50'))
    await watchChecks(AFTER)
    expect(await told()).toEqual([])

    await watchChecks(at('2026-11-25T10:00'))
    await expect(sayWell(elder.actor, personId(), at('2026-11-25T10:20'), at('2026-11-25T09:50'))).rejects.toThrow(
      '9:50 点的没赶在 10:00 前发出去，请再点一下。',
    )
    expect(await AlertModel.find().lean()).toMatchObject([{ state: 'open', day: '2026-11-25' }])
    await sayWell(elder.actor, personId(), at('2026-11-25T10:40'), at('2026-11-25T10:21'))
    expect(await AlertModel.find().lean()).toMatchObject([{ state: 'settled', outcome: 'tapped' }])
    await relay()
    const [message] = await MessageModel.find({ kind: 'care_settled' }).lean()
    expect(message!.body).toBe('10:21 点了“我很好”，不用再找了。')
  })

  it('settles also when the tap died before it got there', async () => {
    await turnOn()
    await watchChecks(AFTER)
    await CheckModel.updateOne(
      { _id: elder._id },
      { $set: { tappedOn: '2026-11-24', tappedAt: at('2026-11-24T10:20') }, $inc: { seq: 1 } },
    )

    await watchChecks(at('2026-11-24T10:30'))

    expect(await AlertModel.countDocuments({ state: 'settled' })).toBe(1)
  })

  it('goes to those who direct after an hour that nobody took it, once', async () => {
    await turnOn()
    await watchChecks(AFTER)

    await escalateAlerts(at('2026-11-24T10:59'))
    expect(await told('care_escalated')).toEqual([])
    await Promise.all([escalateAlerts(at('2026-11-24T11:00')), escalateAlerts(at('2026-11-24T11:00'))])
    await escalateAlerts(at('2026-11-24T11:30'))

    expect(await told('care_escalated')).toEqual(ids(admin))
  })

  it('goes to them at once where nobody else works', async () => {
    await PersonModel.updateOne({ _id: walker._id }, { $set: { roles: [] } })
    await turnOn()
    await watchChecks(AFTER)

    expect(await told()).toEqual(ids(daughter, admin))
  })

  it('has one taker of two, who settles it with a word that lies sealed', async () => {
    await turnOn()
    await watchChecks(AFTER)
    const id = String((await AlertModel.findOne().lean())!._id)
    const clerk = await buildStaff({ role: 'clerk', area: community })
    const now = at('2026-11-24T10:10')

    const race = await Promise.allSettled([walker, clerk].map(({ actor }) => takeAlert(actor, id, now)))

    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(race.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'ALERT_TAKEN' } })
    const { takenBy } = (await AlertModel.findById(id).lean())!
    const [winner, loser] = takenBy!.equals(walker._id) ? [walker, clerk] : [clerk, walker]
    const settle = (who: BuiltPerson, outcome: 'called_ok' | 'helped') =>
      settleAlert(who.actor, { id, outcome, note: '在楼下晒太阳' }, now)
    await expect(settle(loser, 'called_ok')).rejects.toMatchObject({ code: 'ALERT_TAKEN' })
    await expect(settle(winner, 'helped')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await settle(winner, 'called_ok')
    await settle(winner, 'called_ok')

    expect(JSON.stringify(await AlertModel.findById(id).lean())).not.toContain('晒太阳')
    const seen = await server.call(care.getAlert, { id }, { as: daughter.token })
    expect(seen).toMatchObject({ outcome: { label: '打过电话，没事' }, note: '在楼下晒太阳', can: { settle: false } })
    expect((await told('care_settled')).filter((one) => one === String(daughter._id))).toHaveLength(1)
  })

  it('that needs help stays on the list and calls those who direct', async () => {
    await turnOn()
    await watchChecks(AFTER)
    const id = String((await AlertModel.findOne().lean())!._id)
    await settleAlert(walker.actor, { id, outcome: 'needs_help', note: '' }, AFTER)

    expect(await told('care_needs_help')).toEqual(ids(daughter, admin))
    await sayWell(daughter.actor, personId(), at('2026-11-24T10:30'))
    const { alerts } = await listAlerts(admin.actor, { view: 'live' }, AFTER)
    expect(alerts).toMatchObject([{ state: 'taken', takenBy: walker._id }])
    await settleAlert(admin.actor, { id, outcome: 'hospital', note: '' }, at('2026-11-24T11:00'))
    expect(await AlertModel.findById(id).lean()).toMatchObject({ state: 'settled', outcome: 'hospital' })
  })
})

describe('days on which nobody waits', () => {
  it('are both included, over the end of a month', async () => {
    await turnOn(undefined, at('2026-11-29T18:00'))
    await pause('2026-11-30', '2026-12-01', at('2026-11-29T18:00'))

    for (const day of ['2026-11-30', '2026-12-01']) {
      await watchChecks(at(`${day}T10:00`))
      expect(await told()).toEqual([])
    }
    await watchChecks(at('2026-12-02T10:00'))
    expect(await told()).toEqual(ids(daughter, walker))
    expect(await AlertModel.find().lean()).toMatchObject([{ day: '2026-12-02' }])
  })

  it('end when somebody is back earlier', async () => {
    await turnOn()
    await pause('2026-11-24', '2026-11-30')
    await resumeCheck(elder.actor, personId())

    await watchChecks(AFTER)

    expect(await told()).toEqual(ids(daughter, walker))
  })

  it('refuse the wrong way round and what is past, naming the field', async () => {
    await turnOn()
    await expect(pause('2026-11-28', '2026-11-26')).rejects.toMatchObject({
      details: { fields: { to: ['回来的日子不能早于出门的日子'] } },
    })
    await expect(pause('2026-11-01', '2026-11-02')).rejects.toMatchObject({
      details: { fields: { to: ['这几天已经过去了'] } },
    })
  })
})

describe('the clock and those who are gone', () => {
  it('a tap just before midnight is of that day, one just after of the next', async () => {
    await turnOn(undefined, at('2026-12-30T18:00'))
    await sayWell(elder.actor, personId(), at('2026-12-31T23:59'))
    expect((await CheckModel.findById(elder._id).lean())!).toMatchObject({
      tappedOn: '2026-12-31',
      dueAt: at('2027-01-01T10:00'),
    })
    await sayWell(elder.actor, personId(), at('2027-01-01T00:01'))
    await watchChecks(at('2027-01-01T10:00'))
    expect(await AlertModel.countDocuments({ day: '2027-01-01' })).toBe(0)
  })

  it('a day that ended while nothing ran is not asked about; today is', async () => {
    await turnOn()

    await watchChecks(at('2026-11-26T09:00'))
    expect(await AlertModel.countDocuments()).toBe(0)
    await watchChecks(at('2026-11-26T10:00'))

    expect(await AlertModel.find().lean()).toMatchObject([{ day: '2026-11-26' }])
  })

  it('a server that comes back at noon still tells of the morning', async () => {
    await turnOn()
    await watchChecks(at('2026-11-26T12:00'))
    await watchChecks(at('2026-11-26T12:00'))

    expect(await AlertModel.find().lean()).toMatchObject([{ day: '2026-11-26', state: 'open' }])
  })

  it('an elder who was removed meanwhile is not waited for any more', async () => {
    await turnOn()
    await PersonModel.deleteOne({ _id: elder._id })

    await watchChecks(AFTER)

    expect(await CheckModel.countDocuments()).toBe(0)
    expect(await AlertModel.countDocuments()).toBe(0)
  })

  it('turned off, it says nothing', async () => {
    await turnOn()
    await stopCheck(daughter.actor, personId())
    await watchChecks(AFTER)
    expect(await AlertModel.countDocuments()).toBe(0)
  })
})
