import { clockOf, dayOf, daysBetween, dayLabel } from '@yike/shared/time/china'
import { tie } from '../kit/show/text'

const HOUR_MS = 3_600_000
/** The full arc of the small dial in a list of mixed things: a working week. */
const FULL_ARC_HOURS = 5 * 24

/** 「超 2 小时」, 「今天 17:30」, 「还有 3 天」. */
export function timeLeft(dueAt: string, now: Date) {
  const due = new Date(dueAt)
  const hours = (due.getTime() - now.getTime()) / HOUR_MS
  if (hours <= -24) return `超 ${tie(Math.floor(-hours / 24), '天')}`
  if (hours <= -1) return `超 ${tie(Math.floor(-hours), '小时')}`
  if (hours < 0) return `超 ${tie(Math.max(1, Math.floor(-hours * 60)), '分钟')}`
  const days = daysBetween(dayOf(now), dayOf(due))
  return days < 2 ? `${dayLabel(dayOf(due), dayOf(now))} ${clockOf(due)}` : `还有 ${tie(days, '天')}`
}

export const shareLeft = (dueAt: string, now: Date) => (Date.parse(dueAt) - now.getTime()) / HOUR_MS / FULL_ARC_HOURS
