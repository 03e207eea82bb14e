import { clockOf, dayLabel, dayOf, weekdayLabel, type Day } from '@yike/shared/time/china'

/** A number and its unit never part at a line end. */
export const tie = (figure: number | string, unit: string) => `${figure}\u00a0${unit}`

/** Ties the figures of a sentence to the word behind them: no line ends in 「9」 with 「号楼」 below. */
export const tieFigures = (text: string) => text.replace(/(\d) (?=[\u4e00-\u9fff])/g, '$1\u00a0')

/** 「11月23日 周一」. */
export const fullDay = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${weekdayLabel(day)}`

/** 「今天 17:30」, 「11月20日 周五 9:05」. */
export const dayAndClock = (iso: string, now: Date) => {
  const instant = new Date(iso)
  return `${dayLabel(dayOf(instant), dayOf(now))} ${clockOf(instant)}`
}

/** 「12.50 元」, 「免费」. */
export const yuan = (fen: number) =>
  fen === 0 ? '免费' : tie(Number.isInteger(fen / 100) ? fen / 100 : (fen / 100).toFixed(2), '元')

const DIGITS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十']
/** Small counts are written in words: 「今天先办这四件」. */
export const spoken = (count: number) => DIGITS[count] ?? String(count)
