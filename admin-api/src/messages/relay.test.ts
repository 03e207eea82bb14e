import { Schema, model, type Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as messages from '@yike/shared/messages/endpoints'
import { CredentialModel } from '../people/model'
import { buildResident, newId, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { WechatStandIn } from '../testing/wechat-stand-in'
import { Wechat } from '../wechat/client'
import { queueDeliveries, sendDeliveries } from './delivery'
import { ConsentModel, DeliveryModel, MessageModel } from './model'
import { OutboxSchema, withOutbox, type OutboxEntry } from './outbox'
import { Relay } from './relay'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const NIGHT = new Date('2026-11-23T21:00:00+08:00')
const DAWN = new Date('2026-11-24T07:59:00+08:00')
const MORNING = new Date('2026-11-24T08:00:00+08:00')
const TEMPLATES = {
  booking_confirmed: {
    id: 'template-1',
    fields: { thing1: 'title', thing2: 'body', time3: 'at', phrase4: 'kind' },
  },
  case_assigned: { id: 'template-1', fields: { thing1: 'title' } },
} as const

interface Source {
  _id: Types.ObjectId
  name: string
  outbox: OutboxEntry[]
}
const SourceSchema = new Schema<Source>(
  { name: String, outbox: [OutboxSchema] },
  { versionKey: false, autoIndex: false },
)
withOutbox(SourceSchema)
const SourceModel = model<Source>('TestSource', SourceSchema, 'test_sources')

const standIn = new WechatStandIn()
let server: TestServer
let wang: BuiltPerson
let li: BuiltPerson
beforeAll(async () => {
  await standIn.start()
  server = await startServer()
})
afterAll(async () => {
  await server.stop()
  await standIn.stop()
})
beforeEach(async () => {
  await Promise.all([SourceModel.deleteMany({}), MessageModel.deleteMany({}), DeliveryModel.deleteMany({})])
  standIn.sent.length = 0
  standIn.cutsLine = false
  wang = await buildResident()
  li = await buildResident()
  await CredentialModel.create({ _id: `wechat:openid-${String(wang._id)}`, personId: wang._id, createdAt: NOW })
  await ConsentModel.create({
    _id: `${String(wang._id)}:template-1`,
    personId: wang._id,
    templateId: 'template-1',
    left: 50,
  })
})

const entry = (seq: number, recipients: BuiltPerson[], words: Partial<OutboxEntry> = {}): OutboxEntry => ({
  seq,
  kind: 'booking_confirmed',
  recipients: recipients.map(({ _id }) => _id),
  title: '午餐约好了',
  body: '明天 11:30，颐园食堂',
  about: { type: 'booking', id: newId() },
  at: NOW,
  ...words,
})
const tell = (...outbox: OutboxEntry[]) => SourceModel.create({ name: 'source', outbox })
const relayWith = (leave: ConstructorParameters<typeof Relay>[0] = queueDeliveries(TEMPLATES)) => {
  const relay = new Relay(leave)
  relay.add(SourceModel)
  return relay
}
const send = (now = NOW) => sendDeliveries(new Wechat(standIn.settings), TEMPLATES, now)

describe('the relay', () => {
  it('tells each recipient once and empties the outbox', async () => {
    const source = await tell(entry(1, [wang, li]), entry(2, [wang]))

    expect(await relayWith().run()).toBe(2)

    expect((await MessageModel.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)).toEqual(
      [`1:${String(wang._id)}`, `1:${String(li._id)}`, `2:${String(wang._id)}`].map(
        (rest) => `test_sources:${String(source._id)}:${rest}`,
      ),
    )
    expect((await SourceModel.findById(source._id).lean())!.outbox).toEqual([])
    expect(await relayWith().run()).toBe(0)
  })

  it('that died between the inbox and the outbox is finished by the next, without a second line', async () => {
    await tell(entry(1, [wang, li]))
    const dies = relayWith(() => Promise.reject(new Error('killed here')))

    await expect(dies.run()).rejects.toThrow('1 outboxes')
    await MessageModel.updateMany({}, { $set: { readAt: NOW } })
    await relayWith().run()

    expect(await MessageModel.countDocuments()).toBe(2)
    expect(await MessageModel.countDocuments({ readAt: NOW })).toBe(2)
    expect(await DeliveryModel.countDocuments()).toBe(1)
    expect(await SourceModel.countDocuments({ 'outbox.0': { $exists: true } })).toBe(0)
  })

  it('runs in several processes at once', async () => {
    for (let i = 0; i < 20; i++) await tell(entry(1, [wang, li]), entry(2, [li]))

    await Promise.all(Array.from({ length: 4 }, () => relayWith().run()))

    expect(await MessageModel.countDocuments()).toBe(60)
    expect(await DeliveryModel.countDocuments()).toBe(20)
  })

  it('is not held up by an outbox that cannot be told', async () => {
    await tell(entry(1, [wang], { title: 'the one that fails' }))
    await tell(entry(1, [li]))
    const relay = relayWith(({ title }) =>
      title.includes('fails') ? Promise.reject(new Error('no')) : Promise.resolve(),
    )

    await expect(relay.run()).rejects.toThrow()

    expect(await MessageModel.countDocuments({ recipientId: li._id })).toBe(1)
    expect(await SourceModel.countDocuments({ 'outbox.0': { $exists: true } })).toBe(1)
  })

  it('tells in one round all that waits, also behind more of them than it takes at once that cannot be told', async () => {
    const many = (count: number, title: string, minute: number) =>
      SourceModel.insertMany(
        Array.from({ length: count }, () => ({
          name: 'source',
          outbox: [entry(1, [wang], { title, at: new Date(NOW.getTime() + minute * 60_000) })],
        })),
      )
    await many(120, 'the one that fails', 0)
    await many(230, '午餐约好了', 1)
    const relay = relayWith(({ title }) =>
      title.includes('fails') ? Promise.reject(new Error('no')) : Promise.resolve(),
    )

    await expect(relay.run()).rejects.toThrow('120 outboxes')

    expect((await MessageModel.find().lean()).filter(({ title }) => title === '午餐约好了')).toHaveLength(230)
    expect(await SourceModel.countDocuments({ 'outbox.0': { $exists: true } })).toBe(120)
    expect(await relayWith().run()).toBe(120)
    expect(await MessageModel.countDocuments()).toBe(350)
  })

  it('leaves alone what was pushed while it told', async () => {
    const source = await tell(entry(1, [wang]))
    await relayWith(async () => {
      await SourceModel.updateOne({ _id: source._id }, { $push: { outbox: entry(2, [li]) } })
    }).run()

    expect((await SourceModel.findById(source._id).lean())!.outbox.map(({ seq }) => seq)).toEqual([2])
  })
})

describe('the way out by WeChat', () => {
  it('leads staff to the page of staff, and residents to theirs', async () => {
    const id = newId()
    const about = (type: 'case' | 'work_case') => ({ kind: 'case_assigned', about: { type, id } })
    await tell(entry(1, [wang], about('work_case')), entry(2, [wang], about('case')))
    await relayWith().run()

    await send()

    expect(standIn.sent.map(({ page }) => page).sort()).toEqual([
      `cases/case?id=${String(id)}`,
      `desk/case?id=${String(id)}`,
    ])
  })

  const queued = async (words: Partial<OutboxEntry> = {}) => {
    await tell(entry(1, [wang, li], words))
    await relayWith().run()
  }
  const states = async () => (await DeliveryModel.find().lean()).map(({ state }) => state)

  it('takes those who are there, by the template of the kind, within its limits', async () => {
    await queued({ title: '周三和周四的午餐都约好了，请带上老年卡，到颐园社区食堂二楼', body: ' ' })

    expect(await send()).toBe(1)

    const { touser, template_id: template, page, data } = standIn.sent[0]!
    expect(standIn.sent).toHaveLength(1)
    expect([touser, template]).toEqual([`openid-${String(wang._id)}`, 'template-1'])
    expect(page).toMatch(/^booking\/booking\?id=[0-9a-f]{24}$/)
    expect([...data.thing1!.value]).toHaveLength(20)
    expect(data).toMatchObject({
      thing2: { value: '详情请看小程序' },
      time3: { value: '2026年11月23日 10:00' },
      phrase4: { value: '约好了' },
    })
  })

  it('takes no kind that the office has no template for', async () => {
    await queued({ kind: 'case_replied' })

    expect(await DeliveryModel.countDocuments()).toBe(0)
    expect(await MessageModel.countDocuments()).toBe(2)
  })

  it('is silent from 21:00 to 8:00', async () => {
    await queued()

    expect([await send(NIGHT), await send(DAWN)]).toEqual([0, 0])
    expect(await send(MORNING)).toBe(1)
  })

  it('is gone once, however many processes send', async () => {
    for (let i = 0; i < 10; i++) await queued()

    await Promise.all([send(), send(), send()])

    expect(standIn.sent).toHaveLength(10)
    expect(new Set(await states())).toEqual(new Set(['sent']))
  })

  it('is not gone twice when the line was cut after WeChat took it', async () => {
    await new Wechat(standIn.settings).accessToken(NOW)
    await queued()
    standIn.cutsLine = true
    await send()
    standIn.cutsLine = false
    await send()

    expect(standIn.sent).toHaveLength(1)
    expect(await states()).toEqual(['unknown'])
  })

  it('stays unknown when the sender died in the call', async () => {
    await queued()
    await DeliveryModel.updateMany({}, { $set: { state: 'sending', sendingSince: NOW } })

    await send(new Date(NOW.getTime() + 60_000))
    expect(await states()).toEqual(['sending'])
    await send(new Date(NOW.getTime() + 121_000))

    expect(await states()).toEqual(['unknown'])
    expect(standIn.sent).toHaveLength(0)
  })

  it('keeps why WeChat refused', async () => {
    standIn.refusing.add(`openid-${String(wang._id)}`)
    await queued()

    expect(await send()).toBe(0)

    expect(await DeliveryModel.findOne().lean()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('43101') as string,
    })
  })
})

describe('the inbox', () => {
  it('pages, newest first, and is read up to a message', async () => {
    for (let minute = 0; minute < 5; minute++)
      await tell(entry(1, [wang], { title: `第${minute}条`, at: new Date(NOW.getTime() + minute * 60_000) }))
    await relayWith().run()
    const list = (input: { cursor?: string; limit?: number }) =>
      server.call(messages.listMessages, input, { as: wang.token })

    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, cursor: first.nextCursor! })
    const third = await list({ limit: 2, cursor: second.nextCursor! })

    expect([...first.items, ...second.items, ...third.items].map(({ title }) => title)).toEqual([
      '第4条',
      '第3条',
      '第2条',
      '第1条',
      '第0条',
    ])
    expect(third.nextCursor).toBeNull()
    expect(first.items[0]).toMatchObject({ kind: { label: '约好了' }, about: { type: 'booking' }, read: false })
    const { unread } = await server.call(messages.readMessages, { upTo: second.items[0]!.id }, { as: wang.token })
    expect(unread).toBe(2)
  })

  it('shows nobody the lines of somebody else, and reads none for them', async () => {
    await tell(entry(1, [wang]))
    await relayWith().run()
    const [line] = (await server.call(messages.listMessages, {}, { as: wang.token })).items

    expect((await server.call(messages.listMessages, {}, { as: li.token })).items).toEqual([])
    await server.call(messages.readMessages, { upTo: line!.id }, { as: li.token })
    expect((await server.call(messages.listMessages, {}, { as: wang.token })).items[0]!.read).toBe(false)
  })

  it('refuses a cursor that it did not give', async () => {
    await expect(
      server.call(messages.listMessages, { cursor: 'bm90IG91cnM' }, { as: wang.token }),
    ).rejects.toMatchObject({ status: 400, details: { fields: { cursor: ['这一页接不上了，从头再看'] } } })
  })
})
