import type { SittingView } from '@yike/shared/booking/schemas'
import { heldSessions } from '@yike/shared/booking/session-rules'
import { addDays, clockOf, dateLabel, dayLabel, dayOf, weekdayLabel, type Day } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import type { StripDay } from '@/kit/form/day-strip'
import type { SittingCardProps } from '@/kit/card/sitting-card'

/** As many days as the API answers with by default. */
const DAYS_SHOWN = 14
/** A dial is shown beside the closing time from here on: it covers a quarter of an hour. */
const CLOSING_SOON_MINUTES = 15

export const isBookable = ({ availability }: SittingView) => availability === 'open' || availability === 'few'
/** Whether the line of a full sitting can be joined: not when one of the reader's people is there already. */
export const canWait = ({ availability, mine }: SittingView) => availability === 'full' && mine.length === 0

/** 「午餐」 of 「午餐 第二批」. */
export const shortTitle = ({ title }: { title: string }) => title.split(' ')[0] ?? title

export const stripDays = (sittings: readonly SittingView[], today: Day): StripDay[] =>
  Array.from({ length: DAYS_SHOWN }, (_, ahead) => {
    const day = addDays(today, ahead)
    return {
      day,
      weekday: ahead === 0 ? '今天' : weekdayLabel(day),
      shut: !sittings.some((sitting) => sitting.day === day),
    }
  })

/** The day to begin with: the first with a sitting to book, or else with any sitting. */
export const firstDay = (sittings: readonly SittingView[], today: Day) =>
  (sittings.find(isBookable) ?? sittings[0])?.day ?? today

/** The sitting to offer instead: later the same day if there is one, with room for as many. */
export function nextWithRoom(sittings: readonly SittingView[], instead: SittingView, seats: number) {
  const others = sittings.filter(
    (sitting) =>
      sitting.id !== instead.id && sitting.day === instead.day && isBookable(sitting) && sitting.left >= seats,
  )
  return others.find(({ startsAt }) => startsAt > instead.startsAt) ?? others[0]
}

const STATES = {
  open: ({ left }: SittingView) => ({ tone: 'go', text: `余 ${left} 位` }),
  few: ({ left }: SittingView) => ({ tone: 'soon', text: `只余 ${left} 位` }),
  full: ({ waiting }: SittingView) => ({ tone: 'late', text: waiting > 0 ? `满了，${waiting} 位在排` : '满了' }),
  closed: () => ({ tone: 'plain', text: '已截止' }),
  not_open: () => ({ tone: 'plain', text: '还没开始' }),
  cancelled: () => ({ tone: 'plain', text: '取消了' }),
} as const satisfies Record<SittingView['availability'], (sitting: SittingView) => SittingCardProps['state']>

/** 「10:55」 on the day itself, with its day otherwise: 「11月24日 周二 17:00」. */
function closingInWords({ closesAt, day }: SittingView, now: Date) {
  const at = new Date(closesAt)
  return dayOf(at) === day ? clockOf(at) : momentInWords(closesAt, now)
}

const keptFor = ({ reserve }: SittingView) =>
  reserve && reserve.left > 0 && `${reserve.left} 位留给 ${reserve.minAge} 岁以上的`

/** The label of a sitting among the others of its day. */
export function sittingCard(
  sitting: SittingView,
  verb: string,
  now: Date,
): Omit<SittingCardProps, 'chosen' | 'onChoose'> {
  const state = STATES[sitting.availability](sitting)
  const bookable = isBookable(sitting)
  const waits = canWait(sitting)
  const who = sitting.mine.map((mine) => mine.who).join('、')
  const stands = sitting.mine.every((mine) => mine.state.code === 'waiting' || mine.state.code === 'offered')
  const minutesLeft = Math.ceil((Date.parse(sitting.closesAt) - now.getTime()) / 60_000)
  const closes = `${closingInWords(sitting, now)} 截止`
  const isSoon = bookable && minutesLeft <= CLOSING_SOON_MINUTES
  const menu = sitting.menu.join('、')
  return {
    time: clockOf(new Date(sitting.startsAt)),
    name: sitting.title,
    state: who ? { tone: 'done', text: stands ? `${who}在排队` : `已${verb} ${who}` } : state,
    closing: isSoon
      ? { text: closes, left: { value: minutesLeft, of: CLOSING_SOON_MINUTES, parts: 1, tone: 'soon' } }
      : undefined,
    remark:
      [
        sitting.sessions.length > 1 && `共 ${heldSessions(sitting.sessions).length} 次课`,
        who && state.text,
        waits && '可以排队',
        bookable && !isSoon && closes,
        keptFor(sitting),
      ]
        .filter(Boolean)
        .join('，') || undefined,
    about: sitting.availability === 'closed' ? `${closingInWords(sitting, now)} 就截止了` : menu || undefined,
    shut: !bookable && !waits,
  }
}

/** 「今天 11月23日 周一」. */
export function dayInWords(day: Day, today: Day) {
  const label = dayLabel(day, today)
  const date = dateLabel(day)
  return label === date ? date : `${label} ${date}`
}
