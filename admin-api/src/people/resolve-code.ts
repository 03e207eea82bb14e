import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { WechatError, type Wechat } from '../wechat/client'
import { CredentialModel } from './model'

/** Turns a code from `wx.login` into a stable name of a person: WeChat's openid, or the demo's name. */
export type ResolveCode = (code: string, isLocal: boolean) => Promise<{ credentialId: string; demoName: string | null }>

const WECHAT = 'wechat:'

export const byWechat =
  (wechat: Wechat): ResolveCode =>
  async (code) => ({ credentialId: WECHAT + (await wechat.openIdOf(code)), demoName: null })

export const DEMO_ELSEWHERE = '演示登录只在运行它的这台电脑上能用。要给别的电脑看演示，启动时加上 DEMO=1。'
/** Turns the code of WeChat's phone button into a number. */
export type ResolvePhone = (code: string, now: Date) => Promise<string>

export const phoneByWechat =
  (wechat: Wechat): ResolvePhone =>
  (code, now) =>
    wechat.phoneNumberOf(code, now).catch((cause: unknown) => {
      throw cause instanceof WechatError ? new AppError('WECHAT_REFUSED', '微信没有给出手机号，请再点一次。') : cause
    })

/** Without WeChat nobody can verify a number by themself. */
export const noPhoneDoor: ResolvePhone = () =>
  Promise.reject(new AppError('WECHAT_REFUSED', '这里没有接微信，请到窗口核对电话。'))

const DEMO_CODE = /^demo:(.{1,20})$/u

/** The demo login: `demo:<name>` is anybody one likes to be; on this machine only, unless it is open `forAll`. */
export const byDemoName =
  (forAll: boolean): ResolveCode =>
  (code, isLocal) => {
    if (!isLocal && !forAll) return Promise.reject(new AppError('WECHAT_REFUSED', DEMO_ELSEWHERE))
    const name = DEMO_CODE.exec(code)?.[1]?.trim()
    if (!name) return Promise.reject(new AppError('WECHAT_REFUSED', '演示时登录码写成 demo:姓名，例如 demo:王秀英。'))
    return Promise.resolve({ credentialId: `demo:${name}`, demoName: name })
  }

/** The openids of people who ever signed in by WeChat, by person. */
export async function openIdsOf(people: readonly Types.ObjectId[]): Promise<Map<string, string>> {
  const credentials = await CredentialModel.find({ personId: { $in: people }, passwordHash: null }).lean()
  return new Map(
    credentials
      .filter(({ _id }) => _id.startsWith(WECHAT))
      .map(({ _id, personId }) => [String(personId), _id.slice(WECHAT.length)]),
  )
}

/** The people among these who use the mini-program, by id: a user name opens the console alone. */
export async function haveApp(people: readonly Types.ObjectId[]): Promise<Set<string>> {
  const credentials = await CredentialModel.find(
    { personId: { $in: people }, passwordHash: null },
    { personId: 1 },
  ).lean()
  return new Set(credentials.map(({ personId }) => String(personId)))
}

/** Whether a WeChat account, or one of the demo in its place, signs this person in that was bound by both steps. */
export const hasBoundPhone = async (personId: Types.ObjectId) =>
  (await CredentialModel.exists({ personId, secondFactor: true, _id: /^(?:wechat|demo):/ })) !== null

/** The people among these who sign in by themselves, by id. */
export async function haveAccounts(people: readonly Types.ObjectId[]): Promise<Set<string>> {
  const credentials = await CredentialModel.find({ personId: { $in: people } }, { personId: 1 }).lean()
  return new Set(credentials.map(({ personId }) => String(personId)))
}
