import calendar from 'chinese-days'
import type { Day } from '@yike/shared/time/china'

/** Whether offices work: the State Council's calendar with public holidays and make-up workdays. */
export const isWorkday = (day: Day) => calendar.isWorkday(day)

/** 「春节」, 「国庆节」; null on a plain day. */
export function holidayName(day: Day) {
  const { name } = calendar.getDayDetail(day)
  const [, chinese] = name.split(',')
  return chinese ?? null
}
