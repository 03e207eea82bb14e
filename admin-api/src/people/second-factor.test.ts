import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetSecondFactor } from '@yike/shared/office/endpoints'
import { signInStaff } from '@yike/shared/people/endpoints'
import { AuditEntryModel } from '../audit/model'
import { resetByOperator } from '../office/staff'
import type { Community } from '../territory/areas'
import { codeAt, newAuthenticator, signInWithCode } from '../testing/authenticator'
import { buildCommunity, buildStaff, different } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { SecondFactorModel } from './model'
import { signInStaff as signInFrom } from './sign-in'
import { base32, stepOf, totpCode } from './totp'

/** The real clock: the database removes counted tries by its own. */
const START = new Date()
let now = START
let server: TestServer
let community: Community
let username: string
beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = START
  username = different('admin-')
  community = await buildCommunity()
  await buildStaff({ area: community, username }, now)
})

const password = 'right horse'
const signIn = (code?: string, more: object = {}) =>
  server.call(signInStaff, { username, password, ...(code ? { code } : {}), ...more })
const secondsLater = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))

it('counts codes as RFC 6238 does', () => {
  const secret = Buffer.from('12345678901234567890').toString('hex')
  const codeOf = (seconds: number) => totpCode(secret, stepOf(new Date(seconds * 1000)))
  // Appendix B, SHA-1; the last six of its eight digits.
  expect([59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map(codeOf)).toEqual([
    '287082',
    '081804',
    '050471',
    '005924',
    '279037',
    '353130',
  ])
  expect(base32(Buffer.from('foobar'))).toBe('mzxw6ytboi')
})

describe('the sign-in of an administrator', () => {
  it('sets up an authenticator first, whose secret and recovery codes the database does not tell', async () => {
    const secret = await newAuthenticator(server, { username, password })
    expect(await newAuthenticator(server, { username, password })).toBe(secret)
    await expect(signIn('000000')).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' })
    const { recoveryCodes } = await signIn(codeAt(secret, now))
    expect(new Set(recoveryCodes).size).toBe(10)
    const stored = JSON.stringify(await SecondFactorModel.find({}).lean())
    for (const told of [secret, secret.toLowerCase(), ...recoveryCodes!]) expect(stored).not.toContain(told)

    secondsLater(60)
    await expect(signIn()).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED' })
    expect((await signIn(codeAt(secret, now))).recoveryCodes).toBeUndefined()
  })

  it('asks for the code only after a right password', async () => {
    await expect(signIn('123456', { password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(signIn(undefined, { password: 'wrong' })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  it('takes a code once, also of five who send it at once, and none that is older', async () => {
    const secret = await newAuthenticator(server, { username, password })
    const first = codeAt(secret, now)
    await signIn(first)
    await expect(signIn(first)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' })

    secondsLater(30)
    const second = codeAt(secret, now)
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => signIn(second)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(signIn(first)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' })
  })

  it('takes each recovery code once, however it was copied', async () => {
    const { recoveryCodes } = await signInWithCode(server, { username, password }, now)
    const code = recoveryCodes![3]!
    await signIn(` ${code.toUpperCase().replaceAll('-', ' ')}`)
    await expect(signIn(code)).rejects.toMatchObject({ code: 'SECOND_FACTOR_WRONG' })
    await signIn(recoveryCodes![4])
  })

  it('slows a guesser who knows the password, and not the owner at their own desk', async () => {
    const secret = await newAuthenticator(server, { username, password })
    await signIn(codeAt(secret, now))
    secondsLater(60)
    const wrong = codeAt(secret, now) === '000000' ? '000001' : '000000'
    const from = (ip: string, code: string) => signInFrom({ username, password, code, ip, demoAllowed: false }, now)
    const guesses = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => from(`203.0.113.${n + 1}`, wrong)))
    expect(guesses.map((one) => (one as PromiseRejectedResult).reason as unknown)).toContainEqual(
      expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }),
    )
    await expect(from('198.51.100.7', codeAt(secret, now))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    await signIn(codeAt(secret, now))
  })

  it('is asked of nobody who only works at the counter', async () => {
    const clerk = different('clerk-')
    await buildStaff({ role: 'clerk', username: clerk }, now)
    await server.call(signInStaff, { username: clerk, password })
  })

  it('starts anew after another administrator reset it, who cannot reset their own', async () => {
    const first = await newAuthenticator(server, { username, password })
    const { personId, accessToken } = await signIn(codeAt(first, now))
    await expect(server.call(resetSecondFactor, { personId }, { as: accessToken! })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const other = await buildStaff({ area: community }, now)
    await server.call(resetSecondFactor, { personId }, { as: other.token })
    secondsLater(60)
    expect(await newAuthenticator(server, { username, password })).not.toBe(first)
  })

  it('starts anew after the operator of the server reset it, which is on record', async () => {
    const first = await newAuthenticator(server, { username, password })
    const { personId } = await signIn(codeAt(first, now))
    await expect(resetByOperator('nobody', now)).rejects.toThrow('没有“nobody”这个账号')
    await resetByOperator(username, now)
    secondsLater(60)
    expect(await newAuthenticator(server, { username, password })).not.toBe(first)
    expect(await AuditEntryModel.findOne({ act: 'authenticator reset', actorId: null }).lean()).toMatchObject({
      facts: { personId },
    })
  })
})
