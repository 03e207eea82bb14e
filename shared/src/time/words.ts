import { clockOf, dayLabel, dayOf } from './china'

/** 「今天 8:30」, 「11月25日 周三 8:30」. */
export function momentInWords(instant: string, now: Date) {
  const at = new Date(instant)
  return `${dayLabel(dayOf(at), dayOf(now))} ${clockOf(at)}`
}

/** 「11月24日 周二」, also where the day has a nearer name. */
export const dateInWords = (instant: string) => dayLabel(dayOf(new Date(instant)), '1970-01-01')

/** How long something lasts: 「8 小时」, 「3 天」, 「40 分钟」. */
export function lengthInWords(from: string, to: string) {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
  if (minutes < 60) return `${minutes} 分钟`
  if (minutes < 48 * 60) return `${Math.round(minutes / 30) / 2} 小时`
  return `${Math.round(minutes / 1440)} 天`
}

/** 「2026年11月23日 09:42」: what a message of WeChat takes for a time. */
export const instantInFull = (instant: Date) => {
  const [year, month, day] = dayOf(instant).split('-').map(Number)
  return `${year}年${month}月${day}日 ${clockOf(instant).padStart(5, '0')}`
}
