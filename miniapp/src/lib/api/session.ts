import Taro from '@tarojs/taro'
import {
  claimWrittenDown,
  listWrittenDown,
  signInBySms,
  signInWithWechat,
  signOut as signOutRoute,
} from '@yike/shared/people/endpoints'
import type { SignedIn, WrittenDown } from '@yike/shared/people/schemas'
import { ApiError, call } from './api'
import { endSession, getSession, keepSession, useSession } from './session-store'
import { filesWaiting, flushQueue } from '@/lib/offline/offline-queue'
import { forgetSeen } from '@/lib/offline/cache-owner'
import { forgetFile, keptFiles } from '@/lib/storage/stored-files'
import { goBackOnce, isInSight } from '@/kit/page/go-back'
import { forgetDrafts } from '@/lib/storage/use-draft'

export { useSession }

const SIGN_IN_PAGE = 'people/sign-in'
const FIRST_PAGE = '/tabs/home'

/** The taps that wait for a sign-in, and how they hear whether somebody signed in. */
let waiting: { signedIn: Promise<boolean>; answer: (signedIn: boolean) => void } | null = null

/**
 * Asks for a sign-in at the first tap that needs a person, and returns to that tap: resolves true once somebody is
 * signed in, false when the sign-in page was left without.
 */
export function requireSignIn(): Promise<boolean> {
  if (getSession()) return Promise.resolve(true)
  // Two lists of one page ask at once: one page of it is enough.
  if (waiting) return waiting.signedIn
  let answer = (_: boolean) => {}
  const signedIn = new Promise<boolean>((resolve) => (answer = resolve))
  waiting = { signedIn, answer }
  Taro.navigateTo({ url: `/${SIGN_IN_PAGE}` }).catch(leaveSignIn)
  return signedIn
}

/** The sign-in page was left, by signing in or by going back. */
export function leaveSignIn() {
  waiting?.answer(getSession() !== null)
  waiting = null
}

/** Returns to the tap that asked for a sign-in. A page that was left while the answer was on its way is not left again. */
export async function leaveSignedIn() {
  if (!isInSight(SIGN_IN_PAGE)) return
  // Opened by itself, the sign-in page has nothing to go back to.
  if (Taro.getCurrentPages().length > 1) await goBackOnce()
  else await Taro.switchTab({ url: FIRST_PAGE })
}

const signInWithCode = async (code: string, consentVersion: string) =>
  enter(await call(signInWithWechat, { code, consentVersion }))

/** Goes back signed in; where the family or the counter wrote this person down, the page asks first. */
async function enter(signedIn: SignedIn): Promise<WrittenDown[]> {
  keepSession(signedIn)
  // A person who cannot be asked now is asked the next time.
  const { items } = await call(listWrittenDown, {}).catch(() => ({ items: [] }))
  if (items.length === 0) await leaveSignedIn()
  return items
}

/** With the digits that came by SMS, in a browser. */
export const signInByCode = async (phone: string, code: string, consentVersion: string) =>
  enter(await call(signInBySms, { phone, code, consentVersion }))

/** Claims the written-down record as the signed-in person's own. */
export async function claimPerson(personId: string) {
  keepSession(await call(claimWrittenDown, { personId }))
  await leaveSignedIn()
}

/** With the WeChat account of this phone. */
export async function signInByWechat(consentVersion: string) {
  const { code } = await Taro.login()
  if (!code) throw new ApiError('WECHAT_REFUSED', '微信没有认出这次登录，请退出小程序再进一次。')
  return signInWithCode(code, consentVersion)
}

/** Signs in under any name, where the API offers the demo login. A release build has no such function. */
export const signInAsDemo: ((name: string, consentVersion: string) => Promise<WrittenDown[]>) | null = DEMO_LOGIN
  ? (name, consentVersion) => signInWithCode(`demo:${name}`, consentVersion)
  : null

/**
 * Ends the session, and takes off this phone what was written and seen in it. Steps that are not sent yet are sent
 * first; what cannot be sent even now waits, sealed, until the same person signs in again.
 */
export async function signOut() {
  const session = getSession()
  await flushQueue()
  await call(signOutRoute, { refreshToken: session?.refreshToken ?? undefined })
  endSession()
  if (session === null) return
  forgetDrafts(session.personId)
  await forgetSeen()
  const waiting = await filesWaiting()
  for (const file of await keptFiles()) if (!waiting.has(file)) await forgetFile(file)
}
