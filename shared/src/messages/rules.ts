import { minuteOf } from '../time/china'

/** Minutes of the day in China. */
const QUIET_FROM = 21 * 60
const QUIET_UNTIL = 8 * 60

/** Nothing rings at night: from 21:00 to 8:00 only the inbox is written, and what would ring waits for the morning. */
export const isQuiet = (now: Date) => minuteOf(now) >= QUIET_FROM || minuteOf(now) < QUIET_UNTIL
