import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as people from '@yike/shared/people/endpoints'
import { buildCommunity, buildStaff } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { PersonModel } from './model'
import { refreshSession } from './sessions'
import { checkPassword } from './sign-in'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await buildCommunity()
})
afterAll(() => server.stop())

/** The real clock: records that have expired by the clock of the database are gone. */
const NOW = new Date()
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const signIn = (name: string) => server.call(people.signInWithWechat, { code: `demo:${name}` })
const attempt = (username: string, password: string, ip = '203.0.113.7') => ({
  username,
  password,
  ip,
  demoAllowed: true,
})
const codeOf = (cause: unknown) => (cause as { code?: string }).code
const codesOf = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === 'fulfilled' ? 'OK' : codeOf(one.reason)))

describe('the first sign-in', () => {
  it('writes a person down once, however many phones ask at the same moment', async () => {
    const signedIn = await Promise.all(Array.from({ length: 8 }, () => signIn('赵同时')))

    expect(new Set(signedIn.map(({ personId }) => personId)).size).toBe(1)
    expect(await PersonModel.countDocuments({ name: '赵同时' })).toBe(1)
  })

  it('finishes what a crash left between the credential and the person', async () => {
    const { personId } = await signIn('钱半截')
    await PersonModel.deleteOne({ _id: personId })

    expect(await signIn('钱半截')).toMatchObject({ personId, name: '钱半截' })
  })

  it('keeps the version of the agreement that was ticked', async () => {
    const { accessToken } = await server.call(people.signInWithWechat, {
      code: 'demo:孙同意',
      consentVersion: '2026-11',
    })

    expect(await server.call(people.getMe, {}, { as: accessToken! })).toMatchObject({ consentVersion: '2026-11' })
  })

  it('refuses a code that WeChat, or here the demo, does not know', async () => {
    await expect(server.call(people.signInWithWechat, { code: '0a1b2c' })).rejects.toMatchObject({
      status: 401,
      code: 'WECHAT_REFUSED',
    })
  })
})

describe('a session', () => {
  const open = async () => {
    const { refreshToken } = await signIn('周')
    const { tokens } = await refreshSession(refreshToken!, NOW)
    return { first: refreshToken!, second: tokens.refreshToken }
  }

  it('gives the same new token to two tabs that renew at once', async () => {
    const { refreshToken } = await signIn('吴两页')

    const [one, two] = await Promise.all([refreshSession(refreshToken!, NOW), refreshSession(refreshToken!, NOW)])

    expect(one.tokens.refreshToken).toBe(two.tokens.refreshToken)
    await expect(refreshSession(one.tokens.refreshToken, NOW)).resolves.toBeTruthy()
  })

  it('bears a lost answer for a minute, and ends for everybody when an old token comes later', async () => {
    const { first, second } = await open()

    expect((await refreshSession(first, later(59))).tokens.refreshToken).toBe(second)
    await expect(refreshSession(first, later(61))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await expect(refreshSession(second, later(62))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('also ends when the thief renewed several times before the owner came back', async () => {
    const { first, second } = await open()
    const third = (await refreshSession(second, later(10))).tokens.refreshToken

    await expect(refreshSession(first, later(20))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await expect(refreshSession(third, later(30))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('ends after thirty days without use', async () => {
    const { second } = await open()

    await expect(refreshSession(second, later(30 * 86_400 + 1))).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('takes no token that we did not make', async () => {
    const { second } = await open()
    const [personId, sessionId, , signature] = second.split('.')

    for (const forged of [`${personId}.${sessionId}.9.${signature}`, second.slice(0, -1), 'x', ''])
      await expect(refreshSession(forged, NOW)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    await expect(refreshSession(second, NOW)).resolves.toBeTruthy()
  })

  it('is over at once for its access token when the person signs out, and for no other phone', async () => {
    const [phone, tablet] = [await signIn('郑两机'), await signIn('郑两机')]

    await server.call(people.signOut, {}, { as: phone.accessToken! })

    await expect(server.call(people.getMe, {}, { as: phone.accessToken! })).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    })
    await expect(server.call(people.getMe, {}, { as: tablet.accessToken! })).resolves.toBeTruthy()
  })

  it('is over too when only the refresh token is left to sign out with', async () => {
    const { refreshToken } = await signIn('郑过期')

    await server.call(people.signOut, { refreshToken: refreshToken! })

    await expect(server.call(people.refreshSession, { refreshToken: refreshToken! })).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    })
  })

  it('is listed with its client, and ended alone or with all others', async () => {
    const from = (agent: string) =>
      server.call(people.signInWithWechat, { code: 'demo:钱三机' }, { headers: { 'User-Agent': agent } })
    const phone = await from('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) MicroMessenger/8.0.44')
    const tablet = await from('Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.44')
    const lost = await from('Mozilla/5.0 (X11; Linux x86_64)')
    const as = { as: phone.accessToken! }
    const stranger = { as: (await signIn('孙路人')).accessToken! }

    const { items } = await server.call(people.listSessions, {}, as)
    expect(items[0]).toMatchObject({ client: { label: '微信小程序' }, device: 'iPhone', isThis: true })
    expect(items.map(({ device }) => device).sort()).toEqual(['Linux 电脑', 'iPhone', '安卓手机'].sort())
    const { id } = items.find(({ device }) => device === 'Linux 电脑')!
    await server.call(people.endSession, { id }, stranger)
    await expect(server.call(people.getMe, {}, { as: lost.accessToken! })).resolves.toBeTruthy()

    const left = await server.call(people.endSession, { id }, as)
    expect(left.items.map(({ device }) => device)).toEqual(['iPhone', '安卓手机'])
    await expect(server.call(people.getMe, {}, { as: lost.accessToken! })).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    })
    expect((await server.call(people.endOtherSessions, {}, as)).items).toMatchObject([{ isThis: true }])
    await expect(refreshSession(tablet.refreshToken!, NOW)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    expect((await server.call(people.listSessions, {}, stranger)).items).toHaveLength(1)
  })

  it('keeps eight clients at most', async () => {
    const { personId } = await signIn('冯九机')
    for (let i = 0; i < 8; i++) await signIn('冯九机')

    expect((await PersonModel.findById(personId).lean())!.sessions).toHaveLength(8)
  })

  it('carries no permission: a role taken away counts from the next request', async () => {
    const clerk = await buildStaff({ role: 'clerk' })
    await server.call(people.getStaffMe, {}, { as: clerk.token })

    await PersonModel.updateOne({ _id: clerk._id }, { $set: { roles: [] } })

    await expect(server.call(people.getStaffMe, {}, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('staff', () => {
  it('sign in by name and password, and are told what they may do', async () => {
    const clerk = await buildStaff({ role: 'clerk', username: 'counter-1', name: '张海燕' })
    const { accessToken } = await server.call(people.signInStaff, { username: 'counter-1', password: 'right horse' })

    const me = await server.call(people.getStaffMe, {}, { as: accessToken! })

    expect(me).toMatchObject({ id: String(clerk._id), name: '张海燕', wechatBound: false })
    expect(me.permissions).toContain('booking.check_in')
    expect(me.permissions).not.toContain('notice.publish')
    expect(me.communities).toHaveLength(1)
  })

  it('get one answer for an unknown name and a wrong password', async () => {
    await buildStaff({ role: 'clerk', username: 'counter-2' })

    const outcomes = await Promise.allSettled([
      server.call(people.signInStaff, { username: 'counter-2', password: 'wrong' }),
      server.call(people.signInStaff, { username: 'nobody', password: 'wrong' }),
    ])

    const [known, unknown] = outcomes.map((one) => (one as PromiseRejectedResult).reason as Error)
    expect(known!.message).toBe(unknown!.message)
    expect(codesOf(outcomes)).toEqual(['WRONG_CREDENTIALS', 'WRONG_CREDENTIALS'])
  })

  it('are held off after eight tries, at once or one by one, and let in again after 15 minutes', async () => {
    await buildStaff({ role: 'clerk', username: 'counter-3' })

    const storm = await Promise.allSettled(
      Array.from({ length: 12 }, () => checkPassword(attempt('counter-3', 'guess'), NOW)),
    )

    expect(codesOf(storm).filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(8)
    expect(codesOf(storm).filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(4)
    await expect(checkPassword(attempt('counter-3', 'right horse'), later(60))).rejects.toThrow('15 分钟')
    await expect(checkPassword(attempt('counter-3', 'right horse'), later(901))).resolves.toBeTruthy()
  })

  it('are not locked out by somebody who guesses from elsewhere', async () => {
    await buildStaff({ role: 'clerk', username: 'counter-31' })
    const guesses = Array.from({ length: 20 }, () => checkPassword(attempt('counter-31', 'guess', '198.51.100.9'), NOW))
    await Promise.allSettled(guesses)

    await expect(checkPassword(attempt('counter-31', 'right horse', '203.0.113.31'), NOW)).resolves.toBeTruthy()
  })

  it('slow an address that tries many names', async () => {
    const from = (n: number) => checkPassword(attempt(`name-${n}`, 'guess', '2001:db8:1:2::1'), NOW)
    const storm = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => from(n)))

    expect(codesOf(storm).filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(20)
    // The next address of the same network is the same guesser.
    await expect(checkPassword(attempt('name-99', 'guess', '2001:db8:1:2::99'), NOW)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      details: { retryAfterSeconds: 900 },
    })
  })

  it('go on from where they signed in before while a hundred addresses guess their name', async () => {
    await buildStaff({ role: 'clerk', username: 'counter-32' })
    await checkPassword(attempt('counter-32', 'right horse', '203.0.113.32'), NOW)
    const guesses = Array.from({ length: 150 }, (_, n) =>
      checkPassword(attempt('counter-32', 'guess', `198.51.100.${n + 20}`), NOW),
    )
    const order: string[] = []
    const owner = checkPassword(attempt('counter-32', 'right horse', '203.0.113.32'), NOW).then(() =>
      order.push('owner'),
    )
    void guesses[100]!.catch(() => order.push('the last of the guesses that wait'))
    const storm = await Promise.allSettled(guesses)

    // One is checked and a hundred wait; the others are told so at once, and the owner is next.
    const sayings = storm.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : ''))
    expect(sayings.filter((words) => words.startsWith('现在登录的人太多'))).toHaveLength(49)
    await owner
    expect(order).toEqual(['owner', 'the last of the guesses that wait'])
    await expect(checkPassword(attempt('counter-32', 'guess', '198.51.100.200'), NOW)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    })
    await expect(checkPassword(attempt('counter-32', 'right horse', '203.0.113.32'), NOW)).resolves.toBeTruthy()
  })

  it('start from nothing after a right password', async () => {
    await buildStaff({ role: 'clerk', username: 'counter-4' })
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 7; i++) await checkPassword(attempt('counter-4', 'guess'), NOW).catch(() => undefined)
      await expect(checkPassword(attempt('counter-4', 'right horse'), NOW)).resolves.toBeTruthy()
    }
  })

  it('without a role any more cannot sign in', async () => {
    const clerk = await buildStaff({ role: 'clerk', username: 'counter-7' })
    await PersonModel.updateOne({ _id: clerk._id }, { $set: { roles: [] } })

    await expect(
      server.call(people.signInStaff, { username: 'counter-7', password: 'right horse' }),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })
})

describe('the demo login', () => {
  const elsewhere = { headers: { 'X-Forwarded-For': '203.0.113.7' } }

  it('is there for this machine only', async () => {
    await expect(server.call(people.signInWithWechat, { code: 'demo:王秀英' }, elsewhere)).rejects.toMatchObject({
      code: 'WECHAT_REFUSED',
      message: expect.stringContaining('DEMO=1') as string,
    })
  })

  it('keeps the accounts whose password everybody can read to this machine', async () => {
    const clerk = await buildStaff({ role: 'clerk', username: 'demo-clerk' })
    await PersonModel.updateOne({ _id: clerk._id }, { $set: { demo: true } })
    const right = { username: 'demo-clerk', password: 'right horse' }

    await expect(server.call(people.signInStaff, right, elsewhere)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(server.call(people.signInStaff, right)).resolves.toMatchObject({ personId: String(clerk._id) })
  })
})
