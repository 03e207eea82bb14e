/** A code of an authenticator app (RFC 6238): 6 digits, new every 30 seconds. */
export const isTotpCode = (text: string) => /^\d{6}$/.test(text)
/** A code for a lost phone as it is shown: four groups of four. */
export const RECOVERY_PATTERN = /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/
export const RECOVERY_CODES = 10
/** The same code however it was copied: 「ABCD efgh-…」. */
export const plainCode = (text: string) => {
  const bare = text.toLowerCase().replace(/[\s-]/g, '')
  return isTotpCode(bare) ? bare : (bare.match(/.{1,4}/g) ?? []).join('-')
}
