import type { WorkCalendar } from '@yike/shared/cases/promises'
import { isWorkday } from '../territory/calendar'

/** The office hours that promises count: 8:30 to 12:00 and 14:00 to 17:30 on the State Council's working days. */
export const OFFICE: WorkCalendar = {
  isWorkday,
  periods: [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 + 30 },
  ],
}

/** Days after the answer in which a resident may reopen the case. */
export const REOPEN_DAYS = 30
