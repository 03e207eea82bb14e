import { signInStaff } from '@yike/shared/people/endpoints'
import { stepOf, totpCode } from '../people/totp'
import type { Refused, TestServer } from './server'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** The secret as an authenticator app reads it from the QR code. */
const secretFrom = (text: string) => {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))).toString('hex')
}

/** The code that an authenticator app shows at a time. */
export const codeAt = (secret: string, at: Date) => totpCode(secretFrom(secret), stepOf(at))

/** The secret that a sign-in without an authenticator is given. */
export async function newAuthenticator(server: TestServer, who: { username: string; password: string }) {
  const refused = (await server.call(signInStaff, who).catch((cause: unknown) => cause)) as Refused
  if (refused.code !== 'SECOND_FACTOR_SETUP') throw new Error(`No authenticator was asked for: ${refused.code}`)
  return (refused.details as { secret: string }).secret
}

/** The first sign-in of an administrator, with a new authenticator. */
export async function signInWithCode(server: TestServer, who: { username: string; password: string }, now: Date) {
  const secret = await newAuthenticator(server, who)
  return server.call(signInStaff, { ...who, code: codeAt(secret, now) })
}
