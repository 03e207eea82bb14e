import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getMe, getSignInWays, sendSmsCode, signInBySms } from '@yike/shared/people/endpoints'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { AnyModel } from '../any-model'
import { buildCommunity, buildResident, buildStaff } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { SmsStandIn } from '../testing/sms-stand-in'
import { AttemptsModel, CredentialModel, PersonModel } from './model'
import { sendSmsCode as sendCode, SmsCodeModel } from './sms-code'

/** A noon to come: the database removes codes whose time is over by its own clock. */
const NOON = instantAt(addDays(dayOf(new Date()), 1), 12 * 60)
const PHONE = '13905461234'
const gateway = new SmsStandIn()
let now = NOON
let server: TestServer
beforeAll(async () => {
  await gateway.start()
  server = await startServer({ env: { SMS_WEBHOOK_URL: gateway.url }, now: () => now })
})
afterAll(async () => {
  await server.stop()
  await gateway.stop()
})
beforeEach(async () => {
  now = NOON
  gateway.reset()
  for (const one of [PersonModel, CredentialModel, SmsCodeModel, AttemptsModel] as const)
    await (one as AnyModel).deleteMany({})
  await buildCommunity()
})

async function codeFor(phone: string) {
  await server.call(sendSmsCode, { phone })
  return /\d{6}/.exec(gateway.got.at(-1)!.text)![0]
}
const signIn = (code: string, phone = PHONE) => server.call(signInBySms, { phone, code })
const minutesLater = (minutes: number) => (now = new Date(NOON.getTime() + minutes * 60_000))
/** A resident who signed in by WeChat before. */
async function withAccount(phone: string) {
  const person = await buildResident({ phone }, NOON)
  await CredentialModel.create({ _id: `wechat:${String(person._id)}`, personId: person._id, createdAt: NOON })
  return person
}

describe('a sign-in by SMS', () => {
  it('makes an account with a verified number the first time, and leads to the same one afterwards', async () => {
    expect((await server.call(getSignInWays, {})).sms).toBe(true)
    const first = await signIn(await codeFor(PHONE))
    expect(await server.call(getMe, {}, { as: first.accessToken! })).toMatchObject({
      ...{ phoneLast4: '1234', phoneVerified: true },
    })
    expect((await signIn(await codeFor(PHONE))).personId).toBe(first.personId)
  })

  it('leads to the account that WeChat verified the number of, and never to one of the staff', async () => {
    const li = await withAccount(PHONE)
    expect((await signIn(await codeFor(PHONE))).personId).toBe(String(li._id))

    const clerk = await buildStaff({ role: 'clerk', username: 'liumin' }, NOON)
    await PersonModel.updateOne({ _id: clerk._id }, { $set: { phone: li.phone, phoneVerifiedAt: NOON } })
    await PersonModel.deleteOne({ _id: li._id })
    expect((await signIn(await codeFor(PHONE))).personId).not.toBe(String(clerk._id))
  })

  it('asks at the counter where a number is verified for two', async () => {
    await withAccount(PHONE)
    await withAccount(PHONE)
    await expect(signIn(await codeFor(PHONE))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('takes a code once, also of five who send it at once, for ten minutes, and five tries', async () => {
    const code = await codeFor(PHONE)
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => signIn(code)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)

    const late = await codeFor(PHONE)
    minutesLater(11)
    await expect(signIn(late)).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })

    minutesLater(16)
    const guessed = await codeFor(PHONE)
    const wrong = guessed === '000000' ? '000001' : '000000'
    for (let at = 0; at < 5; at++) await expect(signIn(wrong)).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })
    await expect(signIn(guessed)).rejects.toMatchObject({ code: 'SMS_CODE_WRONG' })
  })

  it('sends three in a quarter of an hour to one number, and none to a fixed line', async () => {
    for (let at = 0; at < 3; at++) await codeFor(PHONE)
    await expect(server.call(sendSmsCode, { phone: PHONE })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    await expect(server.call(sendSmsCode, { phone: '0546-8123456' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(gateway.got).toHaveLength(3)
  })

  it('uses up the number of nobody from a network that is over its limit', async () => {
    const sent = () => Promise.resolve()
    const from = (ip: string, phone: string) => sendCode(sent, { phone, ip }, NOON)
    for (let n = 10; n < 30; n++) await from('203.0.113.5', `139000000${n}`)

    for (let n = 0; n < 5; n++)
      await expect(from('203.0.113.5', PHONE)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    for (let n = 0; n < 3; n++) await expect(from('198.51.100.5', PHONE)).resolves.toBeUndefined()
  })

  it('says that the gateway did not take it, and leaves neither number nor code in the database', async () => {
    for (const answer of [400, 503, 'cut'] as const) {
      gateway.answers = answer
      await expect(server.call(sendSmsCode, { phone: PHONE })).rejects.toMatchObject({ code: 'SMS_REFUSED' })
    }
    const code = /\d{6}/.exec(gateway.got[0]!.text)![0]
    const kept = JSON.stringify([await SmsCodeModel.find().lean(), await AttemptsModel.find().lean()])
    expect(kept).not.toContain(PHONE)
    expect(kept).not.toContain(code)
  })
})
