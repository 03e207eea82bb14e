import { HOLIDAY_HOURS, problemWithHours, ruleInWords, type HolidayHours, type OpeningHours } from './hours'

/** What a file or a sentence says of hours; days that are different are not said so. */
export type WrittenHours = Pick<OpeningHours, 'rules' | 'holidays'>

const DAYS = '一二三四五六日'
const dayNumber = (name: string) => (name === '天' ? 7 : DAYS.indexOf(name) + 1)
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
const EVERY_DAY = range(1, 7)

const TIMES = /(\d{1,2})[:：点时](\d{2})?分?\s*[-–—~～至到]\s*(\d{1,2})[:：点时](\d{2})?分?/g
const SPAN = /(?:周|星期|礼拜)([一二三四五六日天])\s*[-–—~～至到]\s*(?:周|星期|礼拜)?([一二三四五六日天])/g
const SINGLE = /(?:周|星期|礼拜)([一二三四五六日天]+)/g

const DATE = String.raw`(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?`
const BETWEEN = new RegExp(String.raw`${DATE}\s*[-–—~～至到]\s*${DATE}`)
const SINCE = new RegExp(String.raw`(?:从|自)?${DATE}\s*(?:起|开始)`)
const UNTIL = new RegExp(String.raw`(?:到|至)?${DATE}\s*(?:止|为止)`)
const dayFrom = (year = '', month = '', date = '') => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`

/** The dates a part begins with, and the rest of it. */
function datesOf(part: string) {
  const between = BETWEEN.exec(part)
  if (between)
    return {
      dates: { validFrom: dayFrom(...between.slice(1, 4)), validTo: dayFrom(...between.slice(4, 7)) },
      rest: part.replace(between[0], ''),
    }
  const [since, until] = [SINCE.exec(part), UNTIL.exec(part)]
  if (since) return { dates: { validFrom: dayFrom(...since.slice(1)) }, rest: part.replace(since[0], '') }
  if (until) return { dates: { validTo: dayFrom(...until.slice(1)) }, rest: part.replace(until[0], '') }
  return { dates: {}, rest: part }
}

/** What a part says of holidays, when it speaks of nothing else. */
function holidaysOf(part: string): HolidayHours | null {
  if (/\d/.test(part) || !/节假日|节日|假日/.test(part)) return null
  if (/调休|补班/.test(part)) return 'office'
  return /休息|不开|关门/.test(part) ? 'closed' : /照常|不休|开放|营业/.test(part) ? 'same' : null
}

function daysOf(text: string): number[] {
  if (/工作日/.test(text)) return range(1, 5)
  if (/周末|双休日/.test(text)) return [6, 7]
  const days = new Set<number>()
  const rest = text.replace(SPAN, (_, from: string, to: string) => {
    range(dayNumber(from), dayNumber(to)).forEach((day) => days.add(day))
    return ''
  })
  for (const [, names] of rest.matchAll(SINGLE)) for (const name of names!) days.add(dayNumber(name))
  return days.size === 0 ? EVERY_DAY : [...days].sort((a, b) => a - b)
}

/**
 * Opening hours as people write them: 「周一到周五 8:30-17:30；周六、周日 9:00-12:00」, 「每天 10:30-13:00、16:30-18:00」, 「全天」.
 * also 「2026年6月1日到2026年8月31日 每天 6:00-8:00；法定节假日休息」. Days that are not named are every day. A sentence when it cannot
 * be read, or says what cannot be.
 */
export function readHours(text: string): WrittenHours | { problem: string } {
  const rules: WrittenHours['rules'] = []
  let holidays: HolidayHours = 'same'
  for (const whole of text.split(/[;；\n]/).filter((one) => one.trim() !== '')) {
    const said = holidaysOf(whole)
    if (said) {
      holidays = said
      continue
    }
    const { dates, rest: part } = datesOf(whole)
    const weekdays = daysOf(part)
    const times = [...part.matchAll(TIMES)].map(([, from, fromMinute, to, toMinute]) => ({
      from: Number(from) * 60 + Number(fromMinute ?? 0),
      to: Number(to) * 60 + Number(toMinute ?? 0),
    }))
    if (times.length === 0 && /全天|24\s*小时/.test(part)) times.push({ from: 0, to: 1440 })
    if (times.length === 0)
      return { problem: `看不懂开门时间“${part.trim()}”，应像：周一到周五 8:30-17:30；周六 9:00-12:00` }
    if (times.some(({ from, to }) => from > 1440 || to > 1440)) return { problem: '开门时间超过了 24:00' }
    rules.push(...times.map((period) => ({ weekdays, ...period, ...dates })))
  }
  const problem = problemWithHours({ rules, exceptions: [] })
  return problem ? { problem: `开门时间不对：${problem}` } : { rules, holidays }
}

/** Hours as `readHours` reads them. */
export const hoursInWords = ({ rules, holidays }: WrittenHours) =>
  [...rules.map(ruleInWords), ...(holidays === 'same' || rules.length === 0 ? [] : [HOLIDAY_HOURS[holidays]])].join(
    '；',
  )
