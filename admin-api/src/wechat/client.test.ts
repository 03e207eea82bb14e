import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { CredentialModel } from '../people/model'
import { buildCommunity } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { WechatStandIn } from '../testing/wechat-stand-in'
import { Wechat, WechatTokenModel } from './client'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

const standIn = new WechatStandIn()
let server: TestServer
beforeAll(async () => {
  await standIn.start()
  server = await startServer({
    env: { WECHAT_APPID: standIn.appId, WECHAT_SECRET: standIn.secret, WECHAT_API_BASE: standIn.apiBase },
  })
  await buildCommunity()
})
afterAll(async () => {
  await server.stop()
  await standIn.stop()
})

describe('signing in by WeChat', () => {
  it('makes a code into a person, the same one each time', async () => {
    const first = await server.call(people.signInWithWechat, { code: standIn.giveCode('openid-wang') })
    const second = await server.call(people.signInWithWechat, { code: standIn.giveCode('openid-wang') })

    expect(second.personId).toBe(first.personId)
    expect(await CredentialModel.findById('wechat:openid-wang').lean()).toMatchObject({ passwordHash: null })
  })

  it('takes a code once, and none that WeChat does not know', async () => {
    const code = standIn.giveCode('openid-li')
    await server.call(people.signInWithWechat, { code })

    for (const bad of [code, 'made-up', 'demo:王秀英'])
      await expect(server.call(people.signInWithWechat, { code: bad })).rejects.toMatchObject({
        status: 401,
        code: 'WECHAT_REFUSED',
      })
  })
})

describe('the phone button', () => {
  it('shows that a number is theirs', async () => {
    const { accessToken } = await server.call(people.signInWithWechat, { code: standIn.giveCode('openid-sun') })
    const as = accessToken!
    await server.call(people.changeMe, { phone: '13800000101' }, { as })
    expect(await server.call(people.getMe, {}, { as })).toMatchObject({ phoneLast4: '0101', phoneVerified: false })

    const code = standIn.givePhoneCode('13812345678')
    const me = await server.call(people.verifyMyPhone, { code }, { as })

    expect(me).toMatchObject({ phoneLast4: '5678', phoneVerified: true })
    await expect(server.call(people.verifyMyPhone, { code }, { as })).rejects.toMatchObject({ code: 'WECHAT_REFUSED' })
  })
})

describe('WeChat that does not answer', () => {
  it('is said as such, and its address, which holds our secret, stands nowhere', async () => {
    const nobody = new Wechat({ ...standIn.settings, apiBase: 'http://127.0.0.1:1' })

    const refusal = await nobody.openIdOf('code').catch((cause: unknown) => cause)

    expect(refusal).toMatchObject({ code: 'WECHAT_UNREACHABLE' })
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain(standIn.secret)
  })

  it('is no way to another address', async () => {
    const leading = createServer((_, response) =>
      response.writeHead(302, { Location: `${standIn.apiBase}/cgi-bin/stable_token` }).end(),
    ).listen(0, '127.0.0.1')
    await once(leading, 'listening')
    const { port } = leading.address() as AddressInfo
    standIn.asked.token = 0
    const wechat = new Wechat({ ...standIn.settings, apiBase: `http://127.0.0.1:${port}` })
    await WechatTokenModel.deleteMany({})

    await expect(wechat.accessToken(NOW)).rejects.toMatchObject({ code: 'WECHAT_UNREACHABLE' })

    expect(standIn.asked.token).toBe(0)
    leading.close()
  })
})

describe('the access token', () => {
  beforeEach(async () => {
    await WechatTokenModel.deleteMany({})
    Object.assign(standIn.asked, { token: 0, forced: 0 })
  })

  it('is asked for once by all processes, and anew before it ends', async () => {
    const [one, two] = [new Wechat(standIn.settings), new Wechat(standIn.settings)]

    await one.checkText('您好', 'openid-wang', 2, NOW)
    await two.checkText('您好', 'openid-wang', 2, later(100))
    expect(standIn.asked.token).toBe(1)

    await two.checkText('您好', 'openid-wang', 2, later(116))
    expect(standIn.asked.token).toBe(2)
  })

  it('that was ended elsewhere is renewed by force once, and the call goes through', async () => {
    const [one, two] = [new Wechat(standIn.settings), new Wechat(standIn.settings)]
    await one.accessToken(NOW)
    const old = await two.accessToken(NOW)
    standIn.endToken()

    expect(await one.checkText('您好', 'openid-wang', 2, NOW)).toBe('pass')
    const fresh = await two.accessToken(NOW, old)

    expect(fresh).not.toBe(old)
    expect(standIn.asked.forced).toBe(1)
  })
})

describe('the other calls', () => {
  const wechat = () => new Wechat(standIn.settings)

  it('give the phone number behind a code, once', async () => {
    const code = standIn.givePhoneCode('13812345678')

    expect(await wechat().phoneNumberOf(code, NOW)).toBe('13812345678')
    await expect(wechat().phoneNumberOf(code, NOW)).rejects.toMatchObject({ errcode: 40029 })
  })

  it('say whether a text may be shown, and which answer to wait for about a picture', async () => {
    expect(await wechat().checkText('这是违规的话', 'openid-wang', 2, NOW)).toBe('risky')
    expect(await wechat().checkImage('https://example.org/a.jpg', 'openid-wang', 2, NOW)).toBe('trace-image')
  })
})
