import { clockOf, dateLabel, dayLabel, dayOf, weekdayLabel, type Day } from './china'

/** 「今天 8:30」, 「11月25日 周三 8:30」. */
export function momentInWords(instant: string, now: Date) {
  const at = new Date(instant)
  return `${dayLabel(dayOf(at), dayOf(now))} ${clockOf(at)}`
}

/** 「11月24日 周二」, also where the day has a nearer name. */
export const dateInWords = (instant: string) => dateLabel(dayOf(new Date(instant)))

/** 「11月30日（周一）」: in a text that is stored, and so is read on another day than it is written. */
export const dateInText = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${weekdayLabel(day)}）`

/** 「11月30日（周一）11:30」, in a text that is stored. */
export const instantInText = (instant: Date) => `${dateInText(dayOf(instant))}${clockOf(instant)}`

/** 「2026年11月23日」: for records that are kept for years. */
export const dayInFull = (day: Day) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** The length of a time in words: 「8 小时」, 「3 天」, 「40 分钟」. */
export function lengthInWords(from: string, to: string) {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
  if (minutes < 60) return `${minutes} 分钟`
  if (minutes < 48 * 60) return `${Math.round(minutes / 30) / 2} 小时`
  return `${Math.round(minutes / 1440)} 天`
}

/** 「2026年11月23日 09:42」: the format of a time in a WeChat message. */
export const instantInFull = (instant: Date) => `${dayInFull(dayOf(instant))} ${clockOf(instant).padStart(5, '0')}`
