/**
 * 受理编号: date, four digits, check digit, one series per community and day. Stored `20261123-0009-4`, said aloud and
 * shown `1123-0009-4`: the year is left out because nobody says it.
 *
 * The check digit is Damm's: of the one-digit decimal schemes it alone catches every wrong digit and every swap of
 * neighbours (ISO 7064 MOD 11,10 misses some swaps, MOD 11-2 needs an X that is hard to say). It covers what is said,
 * so a number heard wrongly on the telephone is noticed there and then.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

const checkDigit = (digits: string) =>
  [...digits].reduce((interim, digit) => DAMM[Number(interim)]![Number(digit)]!, '0')

/** The number of the so-manieth case of a day ('2026-11-23') in its community. */
export function makeCaseNumber(day: string, count: number) {
  const date = day.replace(/-/g, '')
  const series = String(count).padStart(4, '0')
  return `${date}-${series}-${checkDigit(date.slice(4) + series)}`
}

/** As people see and say it: `1123-0009-4`. */
export const shownNumber = (number: string) => number.slice(4)

/**
 * The stored numbers that a text may mean, newest year first; none when the text is no number or its check digit is
 * wrong. People leave the year out, so this year and the one before are tried.
 */
export function numbersMeant(text: string, thisYear: number): string[] {
  if (!/^[\d\s-]+$/.test(text)) return []
  const digits = text.replace(/\D/g, '')
  const [, year, date, series, check] = /^(20\d\d)?(\d{4})(\d{4,5})(\d)$/.exec(digits) ?? []
  if (!date || !series || checkDigit(date + series) !== check) return []
  const years = year ? [year] : [thisYear, thisYear - 1]
  return years.map((one) => `${one}${date}-${series}-${check}`)
}
