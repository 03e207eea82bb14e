import { labelOf } from './registry'

/** The office's own gateway for SMS: it sends the messages it gets. */
export interface SmsSettings {
  /** An https address to which {id, phone, text} is posted, each id at most once. */
  url: string
  /** The kinds of message that leave by SMS where WeChat does not reach somebody. */
  kinds: readonly string[]
}

export interface Sms {
  id: string
  phone: string
  text: string
}

/** Only these numbers take an SMS. */
export const isMobile = (phone: string | null): phone is string => phone !== null && /^1[3-9]\d{9}$/.test(phone)

/**
 * The text of an SMS: the kind of message and the way to the rest, never its words. Titles name services, and 血压 or
 * 助浴 on a locked screen shows others something about somebody's health.
 */
export const smsText = (kind: string, community: { name: string; phone: string }) =>
  `【一刻】您有一条“${labelOf(kind)}”的消息，请打开“一刻”看，或打电话给${community.name} ${community.phone}。`

/** The gateway refused: the SMS has certainly not left. */
export class SmsRefused extends Error {}

const TIMEOUT_MS = 8000

/**
 * Hands one SMS to the gateway. 2xx: it has it. 4xx: it certainly does not (SmsRefused). Any other answer: nobody
 * knows.
 */
export async function postSms({ url }: Pick<SmsSettings, 'url'>, sms: Sms) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(sms),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (response.ok) return
  const answer = `SMS gateway: ${response.status}`
  throw response.status >= 400 && response.status < 500 ? new SmsRefused(answer) : new Error(answer)
}
