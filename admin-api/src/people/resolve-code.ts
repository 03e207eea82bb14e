import { AppError } from '@yike/shared/errors'
import type { Wechat } from '../wechat/client'
import type { ResolveCode } from './sign-in'

export const byWechat =
  (wechat: Wechat): ResolveCode =>
  async (code) => ({ credentialId: `wechat:${await wechat.openIdOf(code)}`, demoName: null })

const DEMO_CODE = /^demo:(.{1,20})$/u

/** The demo login: `demo:<name>` is whoever one likes to be. */
export const byDemoName: ResolveCode = (code) => {
  const name = DEMO_CODE.exec(code)?.[1]?.trim()
  if (!name) return Promise.reject(new AppError('WECHAT_REFUSED', '演示时登录码写成 demo:姓名，例如 demo:王秀英。'))
  return Promise.resolve({ credentialId: `demo:${name}`, demoName: name })
}
