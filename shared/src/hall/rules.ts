import { charactersOf } from '../people/names'

/** A ticket whose call was missed is put back behind this many others, and at most this often. */
const PUT_BACK_AFTER = 3
export const MAX_PUT_BACKS = 2

/** Milliseconds in which a step at the window can be taken back. */
export const UNDO_MS = 60_000

/** The holder is notified when this many are ahead. */
export const NEAR_AHEAD = 2

/** The rule of the order in words, shown where numbers are taken and at the window. */
export const ORDER_IN_WORDS = '按取号先后叫。约好的签到以后，到了约定的时间就先叫，约得早的在前。'

const NUMBER_DIGITS = 3

/** 「A012」; from 1000 on the number is as long as it is. */
export const ticketCode = (letter: string, number: number) => `${letter}${String(number).padStart(NUMBER_DIGITS, '0')}`

export interface Queued {
  /** Milliseconds: the time it was taken; after it was put back, a time between those of its new neighbours. */
  order: number
  /** The instant from which it goes before tickets without a booking; null without one. */
  priorityAt: Date | null
}

/** A line of a hall and the windows that call it. */
export interface LineAtWindows {
  letter: string
  windows: readonly number[]
}

/**
 * The letters that are called in one order with a line, its own among them: those that every window at work for the
 * line calls as well (every window while none is known to be at work). A window of several lines calls the first to
 * come, whatever the letter, so the first of a line may have others before them; a window of its own calls it at once.
 */
export function calledTogether(letter: string, lines: readonly LineAtWindows[], atWork: readonly number[]): string[] {
  const all = lines.find((line) => line.letter === letter)?.windows ?? []
  const working = all.filter((window) => atWork.includes(window))
  const windows = working.length > 0 ? working : all
  const others = lines.filter(
    (line) => line.letter !== letter && windows.length > 0 && windows.every((window) => line.windows.includes(window)),
  )
  return [letter, ...others.map((line) => line.letter)]
}

const isDue = ({ priorityAt }: Queued, now: Date) => priorityAt !== null && priorityAt <= now

/**
 * The order in which waiting tickets are called now: bookings that are due by the booked time, then the others as they
 * came.
 */
export function inCallOrder<Ticket extends Queued>(waiting: readonly Ticket[], now: Date): Ticket[] {
  const due = waiting.filter((ticket) => isDue(ticket, now))
  const others = waiting.filter((ticket) => !isDue(ticket, now))
  return [
    ...due.sort((a, b) => a.priorityAt!.getTime() - b.priorityAt!.getTime() || a.order - b.order),
    ...others.sort((a, b) => a.order - b.order),
  ]
}

/**
 * The order of a ticket that comes back after its call was missed: behind the next three, so that nobody who waited
 * loses more than one turn. Tickets with a booking that is due come first in any case and count among the three.
 */
export function orderOfPutBack(waiting: readonly Queued[], now: Date): number {
  const queue = inCallOrder(waiting, now)
  const others = queue.filter((ticket) => !isDue(ticket, now))
  const before = PUT_BACK_AFTER - (queue.length - others.length)
  const last = others[Math.min(before, others.length) - 1]
  if (last) return last.order + 0.5
  return others[0] ? others[0].order - 0.5 : now.getTime()
}

/** Fewer ended calls than this give no estimate for the next. */
const ENOUGH = 3

/** The median of how long they took, in minutes; null when too few of today are known. */
export function medianMinutes(durationsMs: readonly number[]): number | null {
  if (durationsMs.length < ENOUGH) return null
  const sorted = [...durationsMs].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return median / 60_000
}

/** About how long: minutes for one, times those ahead, shared by the windows at work. */
export const waitMinutes = (ahead: number, minutesEach: number | null, windows: number) =>
  minutesEach === null ? null : Math.max(1, Math.round((ahead * minutesEach) / Math.max(1, windows)))

/** 「前面 3 位，大约 12 分钟」; says plainly when the time is unknown. */
export function waitInWords(ahead: number, minutes: number | null) {
  if (ahead === 0) return '下一位就是您'
  return minutes === null ? `前面 ${ahead} 位，要等多久今天还说不准` : `前面 ${ahead} 位，大约 ${minutes} 分钟`
}

/** 「王*英」, 「王*」: enough for people to recognise themselves. */
export function maskName(name: string) {
  const characters = charactersOf(name)
  if (characters.length < 2) return '*'
  if (characters.length === 2) return `${characters[0]}*`
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters[characters.length - 1]}`
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 「请 A 零 一 二 号，到 3 号窗口」: digit by digit, or a voice reads A012 as twelve. */
export const callInWords = (code: string, window: number) =>
  `请 ${[...code].map((sign) => DIGITS[Number(sign)] ?? sign).join(' ')} 号，到 ${window} 号窗口`
