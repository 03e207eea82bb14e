import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deactivateStaff } from '@yike/shared/office/endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as phones from '@yike/shared/people/phone-endpoints'
import { AuditEntryModel } from '../audit/model'
import type { Community } from '../territory/areas'
import { codeAt, newAuthenticator } from '../testing/authenticator'
import { buildCommunity, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { CredentialModel } from './model'

let server: TestServer
/** The real clock: the database removes what has expired by its own. */
const START = new Date()
let now = START
let community: Community
let admin: BuiltPerson
let username: string
/** An access token of the phone that is bound to the account. */
let phone: string
let secret: string
beforeAll(async () => {
  server = await startServer({ now: () => now })
  community = await buildCommunity()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = START
  username = different('admin-')
  admin = await buildStaff({ area: community, username })
  secret = await newAuthenticator(server, { username, password })
  await server.call(people.signInStaff, { username, password, code: codeAt(secret, now) })
  await CredentialModel.create({ _id: `demo:${username}`, personId: admin._id, secondFactor: true, createdAt: now })
  phone = (await server.call(people.signInWithWechat, { code: `demo:${username}` })).accessToken!
})

const password = 'right horse'
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))
const ask = (more: object = {}, headers: Record<string, string> = {}) =>
  server.call(phones.askPhoneSignIn, { username, password, ...more }, { headers })
const enter = (token: string) => server.call(phones.enterByPhone, { token })
const waiting = async () => (await server.call(phones.listWaitingSignIns, {}, { as: phone })).items
const choose = (id: string, number: number, as = phone) => server.call(phones.chooseNumber, { id, number }, { as })
const refuse = (id: string) => server.call(phones.refuseSignIn, { id }, { as: phone })
const eventsOf = async () =>
  (
    await AuditEntryModel.find({ kind: 'security', 'facts.personId': String(admin._id) })
      .sort({ _id: 1 })
      .lean()
  )
    .map(({ act }) => act)
    .filter((act) => act.startsWith('phone') || act.startsWith('password'))

describe('the bound phone as second step', () => {
  it('confirms by the number at the console, which goes on by itself, once', async () => {
    await expect(server.call(people.signInStaff, { username, password })).rejects.toMatchObject({
      code: 'SECOND_FACTOR_NEEDED',
      details: { phone: true },
    })
    const { token, number } = await ask({}, { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0)' })
    expect(await enter(token)).toMatchObject({ state: { code: 'open' }, signedIn: null })

    const [shown] = await waiting()
    expect(shown).toMatchObject({ device: 'Windows 电脑', address: '运行一刻的这台机器', isSameNetwork: true })
    expect(new Set(shown!.choices).size).toBe(3)
    expect(shown!.choices).toContain(number)
    expect(await choose(shown!.id, number)).toMatchObject({ state: { code: 'confirmed' } })
    const entered = await Promise.all([enter(token), enter(token), enter(token)])

    const signedIn = entered.flatMap((one) => (one.signedIn ? [one.signedIn] : []))
    expect(signedIn).toMatchObject([{ personId: String(admin._id) }])
    expect(await server.call(people.getStaffMe, {}, { as: signedIn[0]!.accessToken! })).toMatchObject({
      confirmsSignIns: true,
    })
    expect(await enter(token)).toMatchObject({ state: { code: 'expired' } })
    expect(await eventsOf()).toEqual(['phone sign-in asked', 'phone sign-in confirmed'])
  })

  it('ends a sign-in by one wrong number', async () => {
    const { token, number } = await ask()
    const [{ id, choices } = { id: '', choices: [] }] = await waiting()

    expect(
      await choose(
        id,
        choices.find((one) => one !== number)!,
      ),
    ).toMatchObject({ state: { code: 'missed' } })

    await expect(choose(id, number)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await enter(token)).toMatchObject({ state: { code: 'missed' }, signedIn: null })
    expect(await eventsOf()).toEqual(['phone sign-in asked', 'phone sign-in missed'])
  })

  it('says that it was somebody else: that network asks no more, and the owner comes in by a code and from elsewhere', async () => {
    const { token } = await ask()
    await refuse((await waiting())[0]!.id)

    expect(await enter(token)).toMatchObject({ state: { code: 'refused' }, signedIn: null })
    expect(await waiting()).toEqual([])
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(await eventsOf()).toEqual(['phone sign-in asked', 'phone sign-in refused'])
    later(60)
    const code = codeAt(secret, now)
    expect(await server.call(people.signInStaff, { username, password, code })).toMatchObject({ name: admin.name })
    expect(await ask()).toMatchObject({ number: expect.any(Number) as number })
  })

  it('is asked five times in 15 minutes, and codes count on', async () => {
    for (let i = 0; i < 5; i++) await ask()

    await expect(ask()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    later(60)
    const code = codeAt(secret, now)
    expect(await server.call(people.signInStaff, { username, password, code })).toMatchObject({ name: admin.name })
  })

  it('has two minutes', async () => {
    const { token, number } = await ask()
    const [shown] = await waiting()
    later(120)

    expect(await waiting()).toEqual([])
    await expect(choose(shown!.id, number)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await enter(token)).toMatchObject({ state: { code: 'expired' }, signedIn: null })
  })

  it('is no second step without a right password, for another account, or at the console itself', async () => {
    await expect(ask({ password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const colleague = await buildStaff({ area: community })
    const { number } = await ask()
    const [shown] = await waiting()
    await expect(choose(shown!.id, number, colleague.token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    later(60)
    const atConsole = { headers: { 'X-Client': 'console' } }
    const signedIn = await fetch(`${server.origin}/api/v1/staff/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...atConsole.headers },
      body: JSON.stringify({ username, password, code: codeAt(secret, now) }),
    })
    const [, access] = /yike_staff_access=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '') ?? []
    expect(access).toBeTruthy()
    await expect(choose(shown!.id, number, access)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is not offered to an account without an authenticator, or without a phone', async () => {
    const clerk = different('clerk-')
    await buildStaff({ role: 'clerk', area: community, username: clerk })
    await expect(ask({ username: clerk })).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED' })

    await CredentialModel.deleteOne({ _id: `demo:${username}` })
    await expect(ask()).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED', details: { phone: false } })
    await expect(server.call(people.signInStaff, { username, password })).rejects.toMatchObject({
      details: { phone: false },
    })
  })

  it('opens nothing once the account has ended', async () => {
    const other = await buildStaff({ area: community })
    const { token, number } = await ask()
    await choose((await waiting())[0]!.id, number)
    await server.call(deactivateStaff, { personId: String(admin._id), reason: '调走了' }, { as: other.token })

    expect(await enter(token)).toMatchObject({ state: { code: 'expired' }, signedIn: null })
  })
})

describe('a password that somebody else knows', () => {
  const newPassword = '槐树下面的风吹过颐园三号楼的春天'
  const change = (more: object = {}) =>
    server.call(phones.changeMyPassword, { password, newPassword, ...more }, { as: admin.token })

  it('is changed by its owner: others are signed out, and a sign-in that waits ends', async () => {
    const { token, number } = await ask()
    await choose((await waiting())[0]!.id, number)

    await change()

    expect(await enter(token)).toMatchObject({ state: { code: 'expired' }, signedIn: null })
    await expect(waiting()).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await expect(ask()).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await server.call(people.getStaffMe, {}, { as: admin.token })).toMatchObject({ name: admin.name })
    expect((await eventsOf()).at(-1)).toBe('password changed')
  })

  it('stays for somebody who does not know it, and takes no weak one', async () => {
    await expect(change({ password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(change({ newPassword: '太短了' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { newPassword: [expect.stringContaining('至少') as string] } },
    })
  })
})
