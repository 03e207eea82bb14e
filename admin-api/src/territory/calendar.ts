import calendar from 'chinese-days'
import type { HolidayCalendar } from '@yike/shared/directory/hours'
import type { Day } from '@yike/shared/time/china'

/** Whether offices work: the State Council's calendar with public holidays and make-up workdays. */
export const isWorkday = (day: Day) => calendar.isWorkday(day)

/** The Chinese name is there on days off for a holiday and on the workdays that make up for them. */
const holidayNamed = (day: Day) => calendar.getDayDetail(day).name.split(',')[1] ?? null

/** A year that the State Council has not announced yet has no holidays here. */
export const holidayCalendar: HolidayCalendar = {
  holidayOn: (day) => (isWorkday(day) ? null : holidayNamed(day)),
  isMakeUpDay: (day) => isWorkday(day) && holidayNamed(day) !== null,
}
