const NO_BREAK = '\u00a0'
const JOINED = '\u2060'

/**
 * Ties a number to its unit, so that 「4 分钟」 never breaks between the two, and to a word of one character before it:
 * 「走 4 分钟」. A number that ends its clause stays with its word: 「送到家 4」. A range and a telephone number stay whole:
 * 「70–79 岁」, 「0546-8000100」. A time of day is left alone: 「11:25 出门」 may break. The one place that does it: writers
 * write a plain space and a plain hyphen.
 */
export const tie = (text: string) =>
  text
    .replace(/([\d:.–-]+) (?=[\u4e00-\u9fff])/g, (whole, figure: string) =>
      figure.includes(':') ? whole : figure + NO_BREAK,
    )
    .replace(/(^|[^\u4e00-\u9fff])([\u4e00-\u9fff]) (?=\d)(?!\d+:)/g, `$1$2${NO_BREAK}`)
    .replace(/([\u4e00-\u9fff]) (?=[\d-]+(?:[，、。；）]|$))/g, `$1${NO_BREAK}`)
    .replace(/(\d)–(?=\d)/g, `$1${JOINED}–${JOINED}`)
    .replace(/(\d{3})-(?=\d{3})/g, `$1${JOINED}-${JOINED}`)

/** Joins class names, leaving out empty ones. */
export const classes = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(' ')

/** 「8 元」, 「8.50 元」, 「不要钱」. */
export function priceInWords(fen: number) {
  if (fen === 0) return '不要钱'
  return `${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)} 元`
}
