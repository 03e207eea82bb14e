import { calendarOf, OFFICE_HOURS } from '@yike/shared/receivers/hours'
import { isWorkday } from '../territory/calendar'

/** The office hours that promises count, on the State Council's working days. */
export const OFFICE = calendarOf(OFFICE_HOURS, isWorkday)

/** Days after the answer in which a resident may reopen the case. */
export const REOPEN_DAYS = 30
