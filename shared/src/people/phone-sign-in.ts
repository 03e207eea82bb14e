/** Seconds in which a sign-in at the console can be confirmed on the phone. */
export const PHONE_SIGN_IN_SECONDS = 120
/** The numbers among which the phone asks for the one that the console shows. */
export const PHONE_SIGN_IN_CHOICES = 3

/** What became of such a sign-in; one that waited too long, or was used, is not kept. */
export const PHONE_SIGN_IN_STATES = {
  open: '等着在手机上确认',
  confirmed: '手机上确认了',
  refused: '手机上点了“不是我”',
  missed: '手机上选错了数字',
  expired: '过了时间',
} as const
export type PhoneSignInState = Exclude<keyof typeof PHONE_SIGN_IN_STATES, 'expired'>

const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe80:)/i
const OWN = /^(?:127\.|::1(?:[:/]|$))/

/** A network address as far as it helps to recognise it: 「113.88.*.*」, in words where it is an inner one. */
export function roughAddress(ip: string) {
  const plain = ip.replace(/^::ffff:/i, '')
  if (OWN.test(plain)) return '运行一刻的这台机器'
  if (PRIVATE.test(plain)) return '单位里的网络'
  return plain.includes(':')
    ? `${plain.split(':').slice(0, 2).join(':')}:*`
    : `${plain.split('.').slice(0, 2).join('.')}.*.*`
}
