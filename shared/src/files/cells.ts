import { cleanPhone, isPhone, isPlacePhone } from '../phones'

/** The result of reading cells: a value, nothing (null), or the sentence that names the fault. */
export type Reading<Value> = { value: Value } | { problem: string } | null

/** Headings and names without the marks that people write differently: width, case, spaces, punctuation. */
export const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')

/** One line of at most `max` characters. */
export const lineOf =
  (label: string, max: number) =>
  ([text = '']: readonly string[]): Reading<string> => {
    if (text === '') return null
    return text.length > max ? { problem: `${label}太长，最多 ${max} 个字` } : { value: text }
  }

const readNumber =
  (isOne: (cleaned: string) => boolean) =>
  ([text = '']: readonly string[]): Reading<string> => {
    const phone = cleanPhone(text)
    if (phone === '') return null
    return isOne(phone) ? { value: phone } : { problem: `电话号码不对：${phone}，再看看位数` }
  }
/** A number as people write or paste it, kept as `cleanPhone` says. */
export const readPhone = readNumber(isPhone)
export const readPlacePhone = readNumber(isPlacePhone)
