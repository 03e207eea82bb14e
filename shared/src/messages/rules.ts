import { addDays, dayOf, instantAt, MINUTE_MS, minuteOf } from '../time/china'

/** Minutes of the day in China. */
const QUIET_FROM = 21 * 60
const QUIET_UNTIL = 8 * 60

/** Little rings at night: from 21:00 to 8:00 the inbox is written, and a message that can wait rings in the morning. */
export const isQuiet = (now: Date) => minuteOf(now) >= QUIET_FROM || minuteOf(now) < QUIET_UNTIL

/** The end of the night that `now` is in; `now` itself by day. */
export function nightEnds(now: Date): Date {
  if (!isQuiet(now)) return now
  const day = dayOf(now)
  return instantAt(minuteOf(now) < QUIET_UNTIL ? day : addDays(day, 1), QUIET_UNTIL)
}

/**
 * Whether a message has to leave at night all the same: its subject begins before the night is over, and in the morning
 * it would come too late.
 */
export const cannotWait = (startsAt: Date, now: Date) => startsAt > now && startsAt <= nightEnds(now)

/** The instant after a number of minutes, the night not counted: two hours from 20:30 are over at 9:30. */
export function afterWakingMinutes(from: Date, minutes: number): Date {
  const day = dayOf(from)
  const start = Math.max(from.getTime(), instantAt(day, QUIET_UNTIL).getTime())
  const evening = instantAt(day, QUIET_FROM).getTime()
  const left = Math.max(0, evening - start) / MINUTE_MS
  if (minutes <= left) return new Date(start + minutes * MINUTE_MS)
  return afterWakingMinutes(instantAt(addDays(day, 1), QUIET_UNTIL), minutes - left)
}

/** As many templates as WeChat asks for at one tap. */
const TEMPLATES_A_TAP = 3

interface Asked {
  templateId: string
  kinds: { code: string }[]
  left: number
  lasting: boolean
}

/**
 * The templates to ask for at a tap: of these kinds (all when left out), the ones of which fewest messages may still be
 * sent first, at most three. A template with a lasting consent is not asked for again.
 */
export const templatesToAsk = <T extends Asked>(templates: readonly T[], kinds?: readonly string[]): T[] =>
  templates
    .filter(({ lasting }) => !lasting)
    .filter((template) => !kinds || template.kinds.some(({ code }) => kinds.includes(code)))
    .sort((a, b) => a.left - b.left)
    .slice(0, TEMPLATES_A_TAP)
