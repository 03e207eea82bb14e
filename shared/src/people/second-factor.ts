/** A code of an authenticator app (RFC 6238): 6 digits, new every 30 seconds. */
export const isTotpCode = (text: string) => /^\d{6}$/.test(text)
/** A code for a lost phone as it is shown: four groups of four. */
export const RECOVERY_PATTERN = /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/
export const RECOVERY_CODES = 10
/** The way out for somebody whose role needs a second step, in a session that was opened without one. */
export const SECOND_STEP_FIRST =
  '您的管理岗位要用动态码登录才能用。先在电脑上登录管理台，按提示设好动态码；手机要在“设置”里点“我是工作人员”，用动态码再绑一次。'
/** The same code however it was copied: 「ABCD efgh-…」. */
export const plainCode = (text: string) => {
  const bare = text.toLowerCase().replace(/[\s-]/g, '')
  return isTotpCode(bare) ? bare : (bare.match(/.{1,4}/g) ?? []).join('-')
}
