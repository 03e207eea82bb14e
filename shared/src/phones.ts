/** Marks that come along when a number is pasted from a phone's contacts: direction, zero width, byte order. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g
const DASHES = /[-‐‑‒–—―−－ー]/g

/**
 * A phone number as it is stored, from the typed or pasted text: 「+86 138-0000-1234」 is 13800001234, 「(0546) 800
 * 1234」 is 0546-8001234, 「０５４６—８００１２３４」 likewise, and an extension is written with 转. A text that is no
 * number stays recognisable, so that the refusal can name it.
 */
export function cleanPhone(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/^\s*(?:tel|电话|手机)\s*:?/i, '')
    .replace(DASHES, '-')
    .replace(/\s*(?:转|ext\.?|x|#)\s*(?=\d)/i, '转')
    .trim()
  const national = text.replace(/^(?:\+|00)\s*86[\s-]*/, '').trim()
  const isAbroad = national !== text
  const [number = '', extension] = national
    .replace(/^\((0\d{2,3})\)[\s-]*/, '$1-')
    .replace(/\s/g, '')
    .split('转')
  // A landline with its area code has nine digits at least without the nought; 95598 and 400 numbers have none.
  const lacksNought = isAbroad && /^(?:10|[2-9])/.test(number) && !/^[48]00/.test(number) && digitsIn(number) >= 9
  const plain = withArea(lacksNought ? `0${number}` : number)
  return extension === undefined ? plain : `${plain}转${extension}`
}

const digitsIn = (number: string) => number.replace(/\D/g, '').length

/** One hyphen, after the area code or as 400 numbers are written; none in a mobile number or a hotline. */
function withArea(number: string): string {
  const digits = number.replace(/-/g, '')
  if (!/^\d+$/.test(digits)) return number
  const area = /^(0\d{2,3})-/.exec(number)?.[1]
  const behind = area ? number.slice(area.length + 1) : ''
  // 「0546-8001234-801」: an extension behind a hyphen.
  const tail = /^(\d{7,8})-(\d{1,6})$/.exec(behind)
  if (area && tail) return `${area}-${tail[1]}转${tail[2]}`
  return area ? `${area}-${digits.slice(area.length)}` : digits
}

/** Mobile, landline with its area code, 400 and 800, and hotlines: 110, 12345, 95598, 96119. */
const NUMBER = String.raw`1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|1\d{2,4}|9[56]\d{3,6}|[48]00-?\d{3}-?\d{4}`
const PHONE = new RegExp(`^(?:${NUMBER})$`)
const PLACE_PHONE = new RegExp(`^(?:${NUMBER}|[2-8]\\d{6,7})(?:转\\d{1,6})?$`)

/** Whether a cleaned number is one that can be dialled from a mobile phone. */
export const isPhone = (cleaned: string) => PHONE.test(cleaned)
/** The phone of a place may also lack the area code and have an extension: 「8001234」, 「0546-8001234转801」. */
export const isPlacePhone = (cleaned: string) => PLACE_PHONE.test(cleaned)

/** A number and its extension, null without one. */
export function extensionOf(phone: string): { number: string; extension: string | null } {
  const [number = '', extension = null] = phone.split('转')
  return { number, extension }
}

/** The signs to dial: a phone waits at the comma before it dials the extension. */
export const dialled = (phone: string) => phone.replace('转', ',')
