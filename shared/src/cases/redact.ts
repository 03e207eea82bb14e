/** The facts on record of the reporter: they must not reach the organisation that the report may be about. */
export interface Reported {
  name: string | null
  home: string | null
}

const DIGIT = '[0-9０-９零〇一二三四五六七八九幺]'
/** A run of digits as in a phone or identity card number, also with spaces and hyphens, also in Chinese numerals. */
const NUMBER = new RegExp(`${DIGIT}(?:[\\s\\-－—]?${DIGIT}){6,}[XxＸ]?`, 'g')
/** 「2026-11-29」, 「20261129」: a day is no number of a person. */
const DAY = /^(19|20)\d{2}[-－]?(0[1-9]|1[0-2])[-－]?(0[1-9]|[12]\d|3[01])$/

/**
 * A text as a receiver may read it: the reporter's name, their home as it is on record, and every number that may be a
 * phone or an identity card are replaced by words that say so. What else people write about themselves stays.
 */
export function withoutReporter(text: string, { name, home }: Reported): string {
  let shown = text.replace(NUMBER, (number) => (DAY.test(number) ? number : '（号码在社区）'))
  if (home) shown = shown.split(home).join('（门牌在社区）')
  if (name && name.length > 1) shown = shown.split(name).join('这位居民')
  return shown
}
