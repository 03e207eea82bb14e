import type { Reading } from '../files/cells'
import { instantAt, type Day } from '../time/china'

/** 2019/2/28 11:25:05, 2017-06-08 17:31:20, 2026年11月30日 9:05, 9/9/9 9:9, and the date of a workbook as it is read. */
const DATE =
  /^(\d{1,2}|\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:：时](\d{1,2})分?(?:[:：](\d{1,2}(?:\.\d{1,3})?)秒?)?Z?)?$/

/** 04/13/2018 11:11:26 AM, as systems abroad export it. The year stands last, so that no other reading is possible. */
const DATE_ABROAD = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: +(\d{1,2}):(\d{2})(?::(\d{2}))? *([AP]M))?$/i

/** The same moment in the order year, month, day and by a clock of 24 hours; any other text as it is. */
function yearFirst(text: string) {
  const [, month, day, year, hour, minute, second = '0', half] = DATE_ABROAD.exec(text) ?? []
  if (year === undefined) return text
  if (hour === undefined || half === undefined) return `${year}-${month}-${day}`
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  return Number(hour) > 12 ? text : `${year}-${month}-${day} ${hours}:${minute}:${second}`
}

const pad = (value: number) => String(value).padStart(2, '0')

/** Whether a calendar has this day. */
function isDay(year: number, month: number, day: number) {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/**
 * An instant by the clock of China, to the second. A workbook has no time zone: its dates show the clock of the office
 * too, and are a millisecond off. A day without a clock ends at midnight: for a deadline the whole day counts.
 */
export const readInstant =
  (label: string) =>
  ([text = '']: readonly string[]): Reading<Date> => {
    if (text === '') return null
    const refused = { problem: `${label}看不懂：${text.slice(0, 40)}，写成 2026-11-30 17:30` }
    const found = DATE.exec(yearFirst(text.normalize('NFKC')))
    if (!found) return refused
    const [short, month, day, hour = 24, minute = 0, second = 0] = found
      .slice(1)
      .map((part) => (part === undefined ? undefined : Number(part))) as [number, number, number, ...number[]]
    const year = short < 100 ? 2000 + short : short
    if (year < 2000 || year > 2100 || !isDay(year, month, day) || minute > 59 || second >= 60) return refused
    if (hour > 24 || (hour === 24 && minute > 0)) return refused
    const at = instantAt(`${year}-${pad(month)}-${pad(day)}` as Day, hour * 60 + minute)
    return { value: new Date(at.getTime() + Math.round(second) * 1000) }
  }

const FLAGS: Readonly<Record<string, boolean>> = {
  ...{
    是: true,
    需要: true,
    允许: true,
    保密: true,
    已回访: true,
    公开: true,
    y: true,
    yes: true,
    1: true,
    true: true,
  },
  ...{ 否: false, 不需要: false, 不允许: false, 不保密: false, 未回访: false, 不公开: false, n: false, no: false },
  ...{ 0: false, false: false },
}

/** 是 or 否, and the words that platforms write for them. */
export const readFlag =
  (label: string) =>
  ([text = '']: readonly string[]): Reading<boolean> => {
    if (text === '') return null
    const word = text.toLowerCase()
    return Object.keys(FLAGS).includes(word)
      ? { value: FLAGS[word]! }
      : { problem: `${label}看不懂：${text.slice(0, 40)}，写“是”或“否”` }
  }
