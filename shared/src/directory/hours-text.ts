import { clock } from '../time/china'
import { daysInWords, problemWithHours, type OpeningRule } from './hours'

const DAYS = '一二三四五六日'
const dayNumber = (name: string) => (name === '天' ? 7 : DAYS.indexOf(name) + 1)
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
const EVERY_DAY = range(1, 7)

const TIMES = /(\d{1,2})[:：点时](\d{2})?分?\s*[-–—~～至到]\s*(\d{1,2})[:：点时](\d{2})?分?/g
const SPAN = /(?:周|星期|礼拜)([一二三四五六日天])\s*[-–—~～至到]\s*(?:周|星期|礼拜)?([一二三四五六日天])/g
const SINGLE = /(?:周|星期|礼拜)([一二三四五六日天]+)/g

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
 * Days that are not named are every day. A sentence when it cannot be read, or says what cannot be.
 */
export function readHours(text: string): { rules: OpeningRule[] } | { problem: string } {
  const rules: OpeningRule[] = []
  for (const part of text.split(/[;；\n]/).filter((one) => one.trim() !== '')) {
    const weekdays = daysOf(part)
    const times = [...part.matchAll(TIMES)].map(([, from, fromMinute, to, toMinute]) => ({
      from: Number(from) * 60 + Number(fromMinute ?? 0),
      to: Number(to) * 60 + Number(toMinute ?? 0),
    }))
    if (times.length === 0 && /全天|24\s*小时/.test(part)) times.push({ from: 0, to: 1440 })
    if (times.length === 0)
      return { problem: `看不懂开门时间“${part.trim()}”，应像：周一到周五 8:30-17:30；周六 9:00-12:00` }
    if (times.some(({ from, to }) => from > 1440 || to > 1440)) return { problem: '开门时间超过了 24:00' }
    rules.push(...times.map((period) => ({ weekdays, ...period })))
  }
  const problem = problemWithHours({ rules, exceptions: [] })
  return problem ? { problem: `开门时间不对：${problem}` } : { rules }
}

/** The weekly rules as `readHours` reads them. */
export const hoursInWords = (rules: readonly OpeningRule[]) =>
  rules.map(({ weekdays, from, to }) => `${daysInWords(weekdays)} ${clock(from)}-${clock(to)}`).join('；')
