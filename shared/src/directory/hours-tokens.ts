/** One piece of a sentence about opening hours. `value` is the number, the days or the half of the day it names. */
export type HoursToken =
  | { kind: 'day'; text: string; days: number[] }
  | { kind: 'days'; text: string; days: number[] }
  | { kind: 'date'; text: string; year: number | null; month: number; date: number }
  | { kind: 'clock'; text: string; hour: number; minute: number; isOClock: boolean }
  | { kind: 'number'; text: string; value: number }
  | { kind: 'half'; text: string; half: DayHalf }
  | { kind: Plain; text: string }

export type DayHalf = 'night' | 'morning' | 'noon' | 'afternoon' | 'evening'

type Plain = (typeof PLAIN)[number][0] | 'bare'
type Read = (match: RegExpExecArray) => HoursToken

const DAY_NAMES = '一二三四五六日'
const dayNumber = (name: string) => (name === '天' ? 7 : /\d/.test(name) ? Number(name) : DAY_NAMES.indexOf(name) + 1)
const ENGLISH_DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** Words that mean one thing and carry no number; the first that fits is taken, so longer ones come first. */
const PLAIN = [
  ['hard', /[;\n。]/y],
  ['soft', /[,、|]|以及|和|及|与|并/y],
  ['edge', /[()[\]【】:：\s]/y],
  ['next', /次日|第二天|翌日|隔天/y],
  ['allDay', /24\s*小时|24\s*h\b|24\/7|全天候?/iy],
  ['label', /(?:营业|开放|服务|办公|工作|开馆|开门|上班|供餐|就餐|用餐|接待)?时间[为是]?/y],
  ['asUsual', /全年无休|无休|不休息?|不打烊|照常(?:营业|开放|开门|服务)?|正常(?:营业|开放|开门|服务)/y],
  ['closed', /不营业|不开放|不开门|不上班|不办公|不服务|休息|休馆|闭馆|闭店|关门|关闭|停业|停止服务|off\b|closed\b/iy],
  ['open', /(?:对外)?(?:营业|开放|开门|开馆|上班|办公|服务|接待|供餐|就餐|用餐)|open\b/iy],
  ['outside', /除外|以外|之外|外/y],
  ['except', /除[了去]?/y],
  ['including', /包括|包含|含/y],
  ['makeUp', /调休(?:上班|工作)?日?|补班日?/y],
  ['holiday', /(?:国家)?法定(?:节假日|节日|假日|假期)|节假日|节日|假日|PH\b/y],
  ['dash', /--|[-–—~～至到]/y],
  ['since', /起|开始|以后/y],
  ['until', /为止|止/y],
  ['from', /从|自/y],
] as const satisfies readonly (readonly [string, RegExp])[]

/** In this order: a date before a time, a time before a bare number, 「除外」 before 「除」. */
const READS: readonly (readonly [RegExp, Read])[] = [
  [
    /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?/y,
    ([text, year, month, date]) => ({
      kind: 'date',
      text,
      year: Number(year),
      month: Number(month),
      date: Number(date),
    }),
  ],
  [
    /(\d{1,2})月(\d{1,2})[日号]?/y,
    ([text, month, date]) => ({ kind: 'date', text, year: null, month: Number(month), date: Number(date) }),
  ],
  [
    /(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![\d:.点时]))/y,
    ([text, name]) => ({ kind: 'day', text, days: [dayNumber(name!)] }),
  ],
  [/周末|双休日/y, ([text]) => ({ kind: 'days', text, days: [6, 7] })],
  [/工作日/y, ([text]) => ({ kind: 'days', text, days: [1, 2, 3, 4, 5] })],
  [/每天|每日|天天|一周七天|365天/y, ([text]) => ({ kind: 'days', text, days: EVERY_DAY })],
  [
    /(mo|tu|we|th|fr|sa|su)(?:n|nday|on|onday|e|es|esday|d|dnesday|u|ur|urs|ursday|i|iday|t|turday)?(?![a-z])/iy,
    ([text, name]) => ({ kind: 'day', text, days: [ENGLISH_DAYS.indexOf(name!.toLowerCase()) + 1] }),
  ],
  [/凌晨/y, ([text]) => ({ kind: 'half', text, half: 'night' })],
  [/上午|早上|早晨|早餐|早|am\b/iy, ([text]) => ({ kind: 'half', text, half: 'morning' })],
  [/中午|午间|午餐|中餐/y, ([text]) => ({ kind: 'half', text, half: 'noon' })],
  [/下午|pm\b/iy, ([text]) => ({ kind: 'half', text, half: 'afternoon' })],
  [/晚上|傍晚|夜间|晚餐|晚/y, ([text]) => ({ kind: 'half', text, half: 'evening' })],
]
const NUMBERS: readonly (readonly [RegExp, Read])[] = [
  [
    /(\d{1,2})(?:[:.](\d{2})(?!\d)分?|[点时]\s*(?:(半)|(\d{1,2})(?![:点时\d])分?)?整?)/y,
    ([text, hour, minute, half, spoken]) => ({
      kind: 'clock',
      text,
      hour: Number(hour),
      minute: half ? 30 : Number(minute ?? spoken ?? 0),
      isOClock: minute === undefined,
    }),
  ],
  [/\d{1,2}(?!\d)/y, ([text]) => ({ kind: 'number', text, value: Number(text) })],
  [/[一二三四五六日天]/y, ([text]) => ({ kind: 'bare', text })],
]

const ALL: readonly (readonly [RegExp, Read])[] = [
  ...READS,
  ...PLAIN.map(([kind, pattern]) => [pattern, ([text]: RegExpExecArray) => ({ kind, text })] as const),
  ...NUMBERS,
]

function tokenAt(text: string, at: number): HoursToken | null {
  for (const [pattern, read] of ALL) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return read(match)
  }
  return null
}

/** A sentence as its pieces, or the first stretch of it that is none of them. */
export function hoursTokens(sentence: string): HoursToken[] | { strange: string } {
  const text = sentence.normalize('NFKC').replace(/[\u200b\ufeff]/g, '')
  const tokens: HoursToken[] = []
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at)
    if (!token) {
      let end = at + 1
      while (end < text.length && !tokenAt(text, end)) end++
      return { strange: text.slice(at, end) }
    }
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}
