/** A run of figures as long as an identity card number, with spaces or hyphens as people copy it. */
const RUN = /(?<![\dA-Za-z])\d(?:[\s-]?\d){13,16}[\s-]?[\dXx](?![\dA-Za-z])/g
/** Place, date of birth, order, check digit. The date makes it unlikely to be another number. */
const WHOLE = /^\d{6}((?:1[89]|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/
/** Numbers given before 1999 have no century and no check digit. */
const OLD = /^\d{6}(\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/
const MASKED = /^\*{6}(\d{4})\*{4}(\d{3}[\dX])$/
/** In place of a number whose check digit is wrong. */
const WRONG = '号码不对（没有留下）'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'
/** Whether the check digit of a number of 18 characters fits (GB 11643). */
function isChecked(number: string) {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return CHECK_DIGITS[sum % 11] === number[17]
}

function maskedRun(run: string) {
  const number = run.replace(/[\s-]/g, '').toUpperCase()
  const year = WHOLE.exec(number)?.[1]
  const old = OLD.exec(number)?.[1]
  if (!year && !old) return run
  return year && !isChecked(number) ? WRONG : `******${year ?? `19${old}`}****${number.slice(-4)}`
}

/**
 * A text without the identity card numbers in it: of each the year of birth and the last four characters stay
 * (`******1944****301X`), and nothing of one whose check digit is wrong.
 */
export function withoutIdNumbers(text: string): string {
  const plain = text.normalize('NFKC')
  const masked = plain.replace(RUN, maskedRun)
  return masked === plain ? text : masked
}

/** Whether a text is one whole number, of 18 characters and with the right check digit. */
export function isIdNumber(text: string): boolean {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return WHOLE.test(number) && isChecked(number)
}

/** The year of birth and the end that a masked number still tells; null for any other text. */
export function idEndOf(text: string): { birthYear: number; idLast4: string } | null {
  const [, year, idLast4] = MASKED.exec(text) ?? []
  return year && idLast4 ? { birthYear: Number(year), idLast4 } : null
}
