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

/** Stands for the home of the reporter. An address that says only this says no place. */
export const HOME_HIDDEN = '（门牌在社区）'

/**
 * A text as a receiver may read it: the reporter's name, their home as it is on record, and every number that may be a
 * phone or an identity card are replaced by words that say so. Everything else that people write about themselves stays.
 */
export function withoutReporter(text: string, { name, home }: Reported): string {
  let shown = text.replace(NUMBER, (number) => (DAY.test(number) ? number : '（号码在社区）'))
  if (home) shown = shown.split(home).join(HOME_HIDDEN)
  if (name && name.length > 1) shown = shown.split(name).join('这位居民')
  return shown
}

/** A flat: 「2 单元 501」, 「501 室」, 「3-2-501」, 「3 号楼 501」. The building and its entrance stay. */
const FLATS: readonly [RegExp, string][] = [
  [/(\d{1,3})\s*[-－—]\s*\d{1,2}\s*[-－—]\s*\d{3,4}(?!\d)/g, '$1 号楼'],
  [/((?:单元|号楼|栋|幢))\s*\d{3,4}(?!\d)\s*[室户]?/g, '$1'],
  [/(?<!\d)\d{3,4}\s*[室户]/g, '一户'],
]

/** A text as neighbours may read it: as a receiver does, and without the flats that it names. */
export const withoutHomes = (text: string, reported: Reported): string =>
  FLATS.reduce((shown, [flat, instead]) => shown.replace(flat, instead), withoutReporter(text, reported))
