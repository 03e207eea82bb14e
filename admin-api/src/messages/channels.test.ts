import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getChannels, tryChannels } from '@yike/shared/messages/endpoints'
import { listFirstSteps } from '@yike/shared/office/endpoints'
import { readConfig } from '../config'
import { buildCommunity, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { SmsStandIn } from '../testing/sms-stand-in'
import { WechatStandIn } from '../testing/wechat-stand-in'
import { WechatTokenModel } from '../wechat/client'
import { messages } from './domain'
import { ChannelTryModel } from './model'

const TEMPLATE = {
  priTmplId: 'template-booked',
  title: '预约成功',
  content: '服务:{{thing1.DATA}}\n时间:{{time2.DATA}}\n',
}
const TEMPLATES = {
  booking_confirmed: { id: 'template-booked', fields: { thing1: 'title', time2: 'startsAt' } },
}

const wechat = new WechatStandIn()
const sms = new SmsStandIn()
const env = () => ({
  NODE_ENV: 'test',
  WECHAT_APPID: wechat.appId,
  WECHAT_SECRET: wechat.secret,
  WECHAT_API_BASE: wechat.apiBase,
  WECHAT_TEMPLATES: JSON.stringify(TEMPLATES),
  SMS_WEBHOOK_URL: sms.url,
})
let server: TestServer
let admin: BuiltPerson
beforeAll(async () => {
  await Promise.all([wechat.start(), sms.start()])
  server = await startServer({ env: env() })
  admin = await buildStaff({ area: await buildCommunity() })
})
afterAll(async () => {
  await server.stop()
  await Promise.all([wechat.stop(), sms.stop()])
})
beforeEach(async () => {
  Object.assign(wechat, { refusingTokens: null, cutsLine: false })
  wechat.templates.splice(0, Infinity, TEMPLATE)
  sms.reset()
  await Promise.all([ChannelTryModel.deleteMany({}), WechatTokenModel.deleteMany({})])
})

const tryNow = async () => (await server.call(tryChannels, {}, { as: admin.token })).lastTry!
const isTicked = async () =>
  (await server.call(listFirstSteps, {}, { as: admin.token })).items.find(({ code }) => code === 'wechat')!.isDone

describe('a try of WeChat and SMS', () => {
  it('finds nothing wrong, sends nobody anything, and ticks the first step', async () => {
    expect((await server.call(getChannels, {}, { as: admin.token })).lastTry).toBeNull()
    expect(await isTicked()).toBe(false)

    const { isOfNow, items } = await tryNow()

    expect(isOfNow).toBe(true)
    expect(items.map(({ what, isOk }) => [what, isOk])).toEqual([
      ['小程序号和密钥', true],
      ['“约好了”的模板', true],
      ['短信网关', true],
    ])
    expect(wechat.sent).toEqual([])
    expect(sms.got).toEqual([])
    expect(await isTicked()).toBe(true)
  })

  it('is open again once the settings have changed, and ticked when they are as they were', async () => {
    await tryNow()
    messages.useConfig!(readConfig({ ...env(), SMS_KINDS: 'booking_confirmed' }))
    expect(await isTicked()).toBe(false)
    expect((await server.call(getChannels, {}, { as: admin.token })).lastTry!.isOfNow).toBe(false)
    messages.useConfig!(readConfig(env()))
    expect(await isTicked()).toBe(true)
  })

  it.each([
    [40125, '密钥不对', 'WECHAT_SECRET'],
    [40164, '白名单', 'IP 白名单'],
    [87001, '87001', '全局返回码'],
  ])('says of the refusal %i what is wrong and where it is mended', async (code, says, mend) => {
    wechat.refusingTokens = code
    const [app] = (await tryNow()).items
    expect(app).toMatchObject({ isOk: false })
    expect(app!.says).toContain(says)
    expect(app!.mend).toContain(mend)
    expect(await isTicked()).toBe(false)
  })

  it('notices a secret that was changed at WeChat while our token still lives', async () => {
    await tryNow()
    wechat.refusingTokens = 40001
    expect((await tryNow()).items[0]).toMatchObject({ isOk: false })
  })

  it('finds a template that WeChat does not have, and one with other fields', async () => {
    wechat.templates.splice(0, 1)
    expect((await tryNow()).items[1]).toMatchObject({ isOk: false, says: '微信里没有这个模板号' })
    wechat.templates.push({ ...TEMPLATE, content: '服务:{{thing1.DATA}}\n时间:{{time4.DATA}}\n' })
    expect((await tryNow()).items[1]!.says).toBe('少了 time4，微信的模板里没有 time2')
  })

  it('says that WeChat or the gateway does not answer', async () => {
    wechat.cutsLine = true
    sms.answers = 'cut'
    const { items } = await tryNow()
    expect(items.map(({ what, says }) => [what, says])).toEqual([
      ['小程序号和密钥', '连不上微信'],
      ['短信网关', '连不上'],
    ])
  })
})

it('the page shows no secret, and nobody but an administrator opens it', async () => {
  await tryNow()
  const shown = JSON.stringify(await server.call(getChannels, {}, { as: admin.token }))
  expect(shown).toContain(wechat.appId)
  expect(shown).not.toContain(wechat.secret)
  const clerk = await buildStaff({ role: 'clerk' })
  for (const endpoint of [getChannels, tryChannels])
    await expect(server.call(endpoint, {}, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
