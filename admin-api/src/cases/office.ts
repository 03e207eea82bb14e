import type { WorkCalendar } from '@yike/shared/cases/promises'
import { isWorkday } from '../territory/calendar'

/** When the office counts time: 8:30 to 12:00 and 14:00 to 17:30 on the State Council's working days. */
export const OFFICE: WorkCalendar = {
  isWorkday,
  periods: [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 + 30 },
  ],
}

/** How long after the answer a resident may say that it is not solved. */
export const REOPEN_DAYS = 30
