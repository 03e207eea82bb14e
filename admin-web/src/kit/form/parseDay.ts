import { daysBetween, type Day } from '@yike/shared/time/china'

const TYPED = /^(?:(\d{4})-)?(\d{1,2})(?:-(\d{1,2})|月(\d{1,2})日?)$/
const HALF_A_YEAR = 183

/**
 * The day meant by 「2027-01-03」, 「1月3日」 or 「1-3」; null where the text is none. Without a year a day that passed
 * more than half a year ago is next year's: in December 「1月3日」 is next January.
 */
export function typedDay(text: string, today: Day): Day | null {
  const [, year, month, dashed, spoken] = TYPED.exec(text.trim()) ?? []
  if (!month) return null
  const dayIn = (each: number) => existing(each, Number(month), Number(dashed ?? spoken))
  if (year) return dayIn(Number(year))
  const thisYear = Number(today.slice(0, 4))
  return [dayIn(thisYear), dayIn(thisYear + 1)].find((day) => day && daysBetween(day, today) <= HALF_A_YEAR) ?? null
}

/** Null for 30 February. */
function existing(year: number, month: number, date: number): Day | null {
  const instant = new Date(Date.UTC(year, month - 1, date))
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === date
    ? instant.toISOString().slice(0, 10)
    : null
}
