import { dayOf, type Day } from '../time/china'

/** A leave of a member of staff: whole days, both included. */
export interface LeaveDays {
  from: Day
  until: Day
}

export const isOnLeave = ({ from, until }: LeaveDays, now: Date) => from <= dayOf(now) && dayOf(now) <= until

export const overlaps = (one: LeaveDays, other: LeaveDays) => one.from <= other.until && other.from <= one.until

const monthDay = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
/** 「12月1日到12月3日」, 「12月1日」 */
export const leaveInWords = ({ from, until }: LeaveDays) =>
  from === until ? monthDay(from) : `${monthDay(from)}到${monthDay(until)}`
