// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as messages from '@yike/shared/messages/endpoints'
import { CredentialModel } from '../people/model'
import { buildCommunity, buildResident, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { DOMAINS } from '../domains'
import { SmsStandIn } from '../testing/sms-stand-in'
import { WechatStandIn } from '../testing/wechat-stand-in'
import { Wechat } from '../wechat/client'
import type { Community } from '../territory/areas'
import { queueDeliveries, sendDeliveries, sendSms } from './delivery'
import { ConsentModel, DeliveryModel } from './model'
import { smsText } from './sms'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const NIGHT = new Date('2026-11-23T22:00:00+08:00')
const TEMPLATES = {
  booking_confirmed: { id: 'once', fields: { thing1: 'title' } },
  booking_cancelled: { id: 'once', fields: { thing1: 'title' } },
  notice_published: { id: 'lasting', lasting: true, fields: { thing1: 'title' } },
} as const

const wechat = new WechatStandIn()
const gateway = new SmsStandIn()
let server: TestServer
let community: Community
let wang: BuiltPerson

beforeAll(async () => {
  await Promise.all([wechat.start(), gateway.start()])
  server = await startServer({
    env: {
      WECHAT_APPID: wechat.appId,
      WECHAT_SECRET: wechat.secret,
      WECHAT_API_BASE: wechat.apiBase,
      WECHAT_TEMPLATES: JSON.stringify(TEMPLATES),
      REQUESTS_PER_SECOND: '10000',
    },
  })
  community = await buildCommunity({ name: '颐园社区' })
})
afterAll(async () => {
  await server.stop()
  await Promise.all([wechat.stop(), gateway.stop()])
})
beforeEach(async () => {
  await Promise.all([DeliveryModel.deleteMany({}), ConsentModel.deleteMany({})])
  wechat.sent.length = 0
  wechat.cutsLine = false
  wechat.refusing.clear()
  gateway.reset()
  wang = await buildResident({ community, phone: '13811110001' })
  await CredentialModel.create({ _id: `wechat:openid-${String(wang._id)}`, personId: wang._id, createdAt: NOW })
})

type Outcome = 'accept' | 'reject' | 'ban' | 'filter'
const say = (templateId: string, outcome: Outcome, key?: string) =>
  server.call(messages.keepConsents, { outcomes: [{ templateId, outcome }] }, { as: wang.token, key })
const left = async (templateId = 'once') =>
  (await server.call(messages.listConsents, {}, { as: wang.token })).templates.find(
    (template) => template.templateId === templateId,
  )!
const sms = () => ({ url: gateway.url, kinds: ['booking_cancelled', 'booking_reminder'] })
let told = 0
const tell = (
  kind: string,
  who: BuiltPerson[] = [wang],
  { id = `test:${++told}`, withSms = false, title = '助浴约好了', startsAt = undefined as Date | undefined } = {},
) =>
  queueDeliveries(TEMPLATES, withSms ? sms() : null)(
    {
      seq: 1,
      kind,
      recipients: [],
      title,
      body: '血压 150',
      about: { type: 'booking', id: newId() },
      at: NOW,
      startsAt,
    },
    who.map(({ _id }) => ({ id: `${id}:${String(_id)}`, recipientId: _id })),
  )
const send = (now = NOW) => sendDeliveries(new Wechat(wechat.settings), TEMPLATES, now)
const states = async () => (await DeliveryModel.find().sort({ _id: 1 }).lean()).map(({ state }) => state)

describe('consent to a WeChat message', () => {
  it('is counted by template, once for each tap however often it is sent', async () => {
    const key = newKey()

    await Promise.all(Array.from({ length: 4 }, () => say('once', 'accept', key)))
    await say('once', 'accept')
    await say('once', 'reject')
    await say('unknown-template', 'accept')

    expect((await server.call(messages.listConsents, {}, { as: wang.token })).templates).toEqual([
      {
        templateId: 'once',
        kinds: [
          { code: 'booking_confirmed', label: '约好了' },
          { code: 'booking_cancelled', label: '预约取消' },
        ],
        left: 2,
        lasting: false,
      },
      { templateId: 'lasting', kinds: [{ code: 'notice_published', label: '通知' }], left: 0, lasting: false },
    ])
    expect(await ConsentModel.countDocuments()).toBe(1)
  })

  it('is needed to be put in line at all: one yes, one message, however many processes tell', async () => {
    await tell('booking_confirmed')
    expect(await states()).toEqual([])
    await say('once', 'accept')

    await Promise.all(['booking_confirmed', 'booking_cancelled', 'booking_confirmed'].map((kind) => tell(kind)))
    await Promise.all([send(), send()])

    expect(wechat.sent).toHaveLength(1)
    expect(await states()).toEqual(['sent'])
    expect(await left()).toMatchObject({ left: 0 })
  })

  it('is taken once for a message that is told again after a crash', async () => {
    await say('once', 'accept')
    await say('once', 'accept')

    await Promise.all([
      tell('booking_confirmed', [wang], { id: 'same' }),
      tell('booking_confirmed', [wang], { id: 'same' }),
    ])
    await send()
    await tell('booking_confirmed', [wang], { id: 'same' })

    expect(wechat.sent).toHaveLength(1)
    expect(await left()).toMatchObject({ left: 1 })
  })

  it('comes back when WeChat certainly refused for another reason, and once', async () => {
    await say('once', 'accept')
    await tell('booking_confirmed')
    await new Wechat(wechat.settings).accessToken(NOW)
    wechat.breaking = 47003

    await Promise.all([send(), send()])
    wechat.breaking = null

    expect(await states()).toEqual(['failed'])
    expect(await left()).toMatchObject({ left: 1 })
    await tell('booking_confirmed')
    expect(await send()).toBe(1)
  })

  it('is gone when WeChat says there is none, and what waits in line stays here', async () => {
    for (let yes = 0; yes < 3; yes++) await say('once', 'accept')
    await tell('booking_confirmed')
    await tell('booking_cancelled')
    wechat.refusing.add(`openid-${String(wang._id)}`)

    await send()
    wechat.refusing.clear()
    await send()

    expect(wechat.sent).toHaveLength(0)
    expect(await states()).toEqual(['failed', 'failed'])
    expect(await left()).toMatchObject({ left: 0 })
  })

  it('is used up when nobody knows whether the message left', async () => {
    await say('once', 'accept')
    await tell('booking_confirmed')
    await new Wechat(wechat.settings).accessToken(NOW)
    wechat.cutsLine = true

    await send()

    expect(await states()).toEqual(['unknown'])
    expect(await left()).toMatchObject({ left: 0 })
  })

  it('for good takes nothing, until the person says no', async () => {
    await say('lasting', 'accept')
    for (let n = 0; n < 3; n++) await tell('notice_published')
    expect(await send()).toBe(3)
    expect(await left('lasting')).toMatchObject({ lasting: true })

    await say('lasting', 'reject')
    await tell('notice_published')

    expect(await send()).toBe(0)
    expect(await left('lasting')).toMatchObject({ left: 0, lasting: false })
  })

  it('is one’s own, at most three templates at a time, in words WeChat uses', async () => {
    const li = await buildResident({ community })
    await say('once', 'accept')

    expect((await server.call(messages.listConsents, {}, { as: li.token })).templates[0]).toMatchObject({ left: 0 })
    const keep = (outcomes: unknown) => server.call(messages.keepConsents, { outcomes } as never, { as: li.token })
    const yes = { templateId: 'once', outcome: 'accept' }
    for (const bad of [
      [],
      [yes, yes, yes, yes],
      [{ ...yes, outcome: 'always' }],
      [{ ...yes, left: 50 }],
      'accept',
      [{ templateId: { $gt: '' }, outcome: 'accept' }],
    ])
      await expect(keep(bad)).rejects.toMatchObject({ status: 400 })
  })
})

describe('what is about something that begins before the morning', () => {
  const at = (day: number, clock: string) => new Date(`2026-11-${day}T${clock}:00+08:00`)
  const LATE = at(23, '21:22')
  const TRAIN = at(24, '06:40')

  it('leaves at once at 21:22, by WeChat and by SMS; the rest waits', async () => {
    const li = await buildResident({ community, phone: '13811110002' })
    await say('once', 'accept')
    await say('once', 'accept')
    await tell('booking_cancelled', [wang, li], { withSms: true, startsAt: TRAIN })
    await tell('booking_cancelled', [wang, li], { withSms: true, startsAt: at(24, '11:30') })

    await Promise.all([send(LATE), send(LATE), sendSms(sms(), LATE), sendSms(sms(), LATE)])
    expect([wechat.sent.length, gateway.got.length]).toEqual([1, 1])

    await Promise.all([send(at(24, '08:00')), sendSms(sms(), at(24, '08:00'))])
    expect([wechat.sent.length, gateway.got.length]).toEqual([2, 2])
  })

  it('is not recalled to anybody once it has begun: the reminder is dropped, and the row says so', async () => {
    const li = await buildResident({ community, phone: '13811110003' })
    await tell('booking_reminder', [li], { withSms: true, startsAt: TRAIN })

    expect(await sendSms(sms(), at(24, '08:00'))).toBe(0)

    expect(gateway.got).toHaveLength(0)
    const clerk = await buildStaff({ role: 'clerk', area: community })
    const shown = (state?: 'dropped') => server.call(messages.listUndelivered, { state }, { as: clerk.token })
    expect((await shown()).items).toHaveLength(0)
    expect((await shown('dropped')).items).toMatchObject([
      { state: { label: '过时没发' }, reason: '轮到发的时候事情已经开始了，这条提醒没有发' },
    ])
  })

  it('gives the consent of a dropped reminder back', async () => {
    const reminding = { booking_reminder: { id: 'once', fields: { thing1: 'title' } } } as const
    await say('once', 'accept')
    const entry = {
      seq: 1,
      kind: 'booking_reminder',
      recipients: [],
      title: '6:40 体检',
      body: '',
      about: null,
      at: LATE,
    }
    await queueDeliveries(reminding)({ ...entry, startsAt: TRAIN }, [{ id: 'r', recipientId: wang._id }])
    expect((await left()).left).toBe(0)

    await sendDeliveries(new Wechat(wechat.settings), reminding, at(24, '08:00'))
    expect(wechat.sent).toHaveLength(0)
    expect((await left()).left).toBe(1)
  })
})

describe('the way out by SMS', () => {
  it('is for kinds that are chosen, and for whom WeChat does not reach, by day', async () => {
    const li = await buildResident({ community, phone: '13811110002' })
    const noPhone = await buildResident({ community, phone: null })
    const landline = await buildResident({ community, phone: '0546-8001234' })
    await say('once', 'accept')

    await tell('booking_cancelled', [wang, li, noPhone, landline], { withSms: true })
    await tell('case_replied', [li], { withSms: true })
    expect(await sendSms(sms(), NIGHT)).toBe(0)
    await Promise.all([sendSms(sms(), NOW), sendSms(sms(), NOW), send()])

    expect(gateway.got.map(({ phone }) => phone)).toEqual(['13811110002'])
    expect(wechat.sent).toHaveLength(1)
  })

  it('says the kind and whom to call, never the words of the message', async () => {
    const li = await buildResident({ community, phone: '13811110002' })

    await tell('booking_cancelled', [li], { withSms: true })
    await sendSms(sms(), NOW)

    expect(gateway.got[0]!.text).toBe(
      '【一刻】您有一条“预约取消”的消息，请打开“一刻”看，或打电话给颐园社区 0546-8000000。',
    )
    for (const kind of DOMAINS.flatMap(({ messages = {} }) => Object.keys(messages)))
      expect(smsText(kind, { name: '', phone: '' })).not.toMatch(/助浴|血压|健康|药|病|照护/)
  })

  it('leaves at most once, and a refusal is certain', async () => {
    const li = await buildResident({ community, phone: '13811110002' })
    await tell('booking_cancelled', [li], { withSms: true, id: 'one' })
    gateway.answers = 'cut'
    await sendSms(sms(), NOW)
    gateway.answers = 400
    await tell('booking_cancelled', [li], { withSms: true, id: 'two' })
    await sendSms(sms(), NOW)
    gateway.answers = 200
    await tell('booking_cancelled', [li], { withSms: true, id: 'one' })
    await sendSms(sms(), NOW)

    expect(await states()).toEqual(['unknown', 'failed'])
    expect(new Set(gateway.got.map(({ id }) => id)).size).toBe(2)
    expect(gateway.got).toHaveLength(2)
  })

  it('is not certain after a 500 or a way to somewhere else', async () => {
    const li = await buildResident({ community, phone: '13811110002' })
    for (const answer of [500, 302] as const) {
      gateway.answers = answer
      await tell('booking_cancelled', [li], { withSms: true })
      await sendSms(sms(), NOW)
    }

    expect(await states()).toEqual(['unknown', 'unknown'])
    expect(gateway.isFollowed).toBe(false)
  })
})

describe('what did not reach somebody', () => {
  const fails = async (who: BuiltPerson, facts: object = {}) => {
    const _id = `test:${++told}:${String(who._id)}`
    await DeliveryModel.create({
      ...{ _id, recipientId: who._id, way: 'wechat', openId: 'o', kind: 'sitting_cancelled' },
      ...{ title: '明天的午餐取消了', body: '食堂停电', at: new Date(NOW.getTime() + told * 1000), about: null },
      ...{ state: 'failed', reason: '43101', ...facts },
    })
    return _id
  }
  const list = (as: BuiltPerson, input: Parameters<typeof server.call>[1] & object = {}) =>
    server.call(messages.listUndelivered, input as object, { as: as.token })

  it('is listed for staff of the area, newest first, page by page, with the end of the number', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community })
    const theirs = await buildResident({ phone: '13811110009' })
    for (let n = 0; n < 3; n++) await fails(wang, n === 0 ? { state: 'unknown', reason: 'cut' } : {})
    await fails(theirs)
    await fails(wang, { state: 'sent' })

    const first = await list(clerk, { limit: 2 })
    const second = await list(clerk, { limit: 2, cursor: first.nextCursor })

    expect([...first.items, ...second.items].map(({ state }) => state.code)).toEqual(['failed', 'failed', 'unknown'])
    expect(second.nextCursor).toBeNull()
    expect(first.items[0]).toMatchObject({
      title: '明天的午餐取消了',
      way: { label: '微信' },
      reason: '对方没有（再）同意接收微信提醒',
      person: { name: wang.name, phone: '尾号 0001' },
    })
    expect((await list(clerk, { state: 'unknown' })).items).toHaveLength(1)
    expect((await list(clerk, { way: 'sms' })).items).toHaveLength(0)
  })

  it('leaves the list once somebody has phoned, who stays on record', async () => {
    const [clerk, other] = [await buildStaff({ role: 'clerk', area: community }), await buildStaff({ area: community })]
    const id = await fails(wang)

    await Promise.all([
      server.call(messages.followUpDelivery, { id }, { as: clerk.token }),
      server.call(messages.followUpDelivery, { id }, { as: other.token }),
    ])

    expect((await list(clerk)).items).toEqual([])
    const [done] = (await list(clerk, { done: true })).items
    expect([clerk.name, other.name]).toContain(done!.followedUp!.by)
  })

  it('is not for residents, nor for staff elsewhere', async () => {
    const id = await fails(wang)
    const elsewhere = await buildStaff({})

    await expect(list(wang)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await list(elsewhere)).items).toEqual([])
    await expect(server.call(messages.followUpDelivery, { id }, { as: elsewhere.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
