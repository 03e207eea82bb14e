// Over 300 lines: one grammar. Its parts read one after the other from the same list of tokens.
import { addDays } from '../time/china'
import { HOLIDAY_HOURS, problemWithHours, rulesInWords, type HolidayHours, type OpeningHours } from './hours'
import { hoursTokens, type DayHalf, type HoursToken } from './hours-tokens'
import { isOvernight, splitOvernight, type OpeningRule } from './overnight'

/**
 * Opening hours from text. A sentence is cut into tokens (hours-tokens.ts) and read from left to right; a piece that is
 * not understood is refused by name, and no remainder is taken for a default.
 */

/** The hours that a file or a sentence gives; single days that are different are not part of it. */
export type WrittenHours = Pick<OpeningHours, 'rules' | 'holidays'>

type Dates = Pick<OpeningRule, 'validFrom' | 'validTo'>
type Token<Kind extends HoursToken['kind']> = Extract<HoursToken, { kind: Kind }>

/** Days named together: 「周一、三、五」, 「周末及法定节假日」. */
interface Subject {
  text: string
  days: number[]
  holiday: boolean
  makeUp: boolean
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const NOON = 12 * 60
const MIDNIGHT = 24 * 60
const LATER_HALVES: ReadonlySet<DayHalf | null> = new Set(['noon', 'afternoon', 'evening'])
const LIKE = '应像：周一到周五 8:30-17:30；周六 9:00-12:00'

class Unreadable extends Error {}
const refuse = (problem: string): never => {
  throw new Unreadable(problem)
}

class Reader {
  private at = 0
  private rules: (OpeningRule & { isBare: boolean; part: number })[] = []
  private closed: { days: number[]; dates: Dates }[] = []
  private holidays: HolidayHours | null = null
  private saysWorkdays = false
  /** The days and dates that the next times are for; until a semicolon. */
  private scope: { days: Subject | null; dates: Dates; isUsed: boolean; namesHalf: boolean } = NO_SCOPE()
  private part = 0

  constructor(private readonly tokens: readonly HoursToken[]) {}

  read(): WrittenHours {
    while (this.at < this.tokens.length) this.step()
    this.endPart()
    const isOsm = this.tokens.some(({ kind, text }) => kind === 'day' && /[a-z]/i.test(text))
    const rules = this.rules.flatMap(({ isBare: _, part, ...rule }) => {
      const shut = this.closed.filter(({ dates }) => !hasDates(dates) || sameDates(dates, rule))
      // In OpenStreetMap's notation a later rule replaces an earlier one for the same days.
      const anew = isOsm ? this.rules.filter((other) => other.part > part && sameDates(other, rule)) : []
      const weekdays = rule.weekdays.filter(
        (day) => !shut.some(({ days }) => days.includes(day)) && !anew.some((other) => other.weekdays.includes(day)),
      )
      return weekdays.length === 0 ? [] : [{ ...rule, weekdays }]
    })
    if (rules.length === 0) refuse(`没有写几点开门，${LIKE}`)
    return { rules: splitOvernight(rules), holidays: this.holidays ?? (this.saysWorkdays ? 'office' : 'same') }
  }

  private peek(ahead = 0): HoursToken | undefined {
    return this.tokens[this.at + ahead]
  }
  private is(kind: HoursToken['kind'], ahead = 0) {
    return this.peek(ahead)?.kind === kind
  }
  private take<Kind extends HoursToken['kind']>(kind: Kind): Token<Kind> | null {
    if (!this.is(kind)) return null
    return this.tokens[this.at++] as Token<Kind>
  }
  private skip(...kinds: HoursToken['kind'][]) {
    while (kinds.some((kind) => this.is(kind))) this.at++
  }
  /** Some of the text around here, for a refusal. */
  private here(from = this.at) {
    return this.tokens
      .slice(Math.max(0, from), from + 5)
      .map(({ text }) => text)
      .join('')
      .trim()
  }
  private strange(from = this.at): never {
    return refuse(`看不懂开门时间里的“${this.here(from)}”，${LIKE}`)
  }

  private step() {
    const token = this.peek()!
    switch (token.kind) {
      case 'hard':
        this.at++
        this.endPart()
        return
      case 'soft':
      case 'edge':
      case 'label':
      case 'open':
        this.at++
        return
      case 'from':
      case 'date':
        return this.readDates()
      case 'except':
        return this.readExcept()
      case 'including':
        return this.readIncluding()
      case 'day':
      case 'days':
      case 'holiday':
      case 'makeUp':
        return this.readStatement()
      case 'asUsual':
        this.at++
        return
      case 'half':
      case 'clock':
      case 'number':
      case 'next':
      case 'allDay':
        return this.readPeriod()
      default:
        return this.strange()
    }
  }

  /** A semicolon ends the scope of the days and dates before it. Days without times may follow their times. */
  private endPart() {
    const { days, isUsed } = this.scope
    if (days && !isUsed) {
      const bare = this.rules.filter((rule) => rule.isBare && rule.part === this.part)
      if (bare.length === 0) refuse(`“${days.text}”没有写几点到几点，${LIKE}`)
      for (const rule of bare) Object.assign(rule, { weekdays: days.days, isBare: false })
    }
    this.part++
    this.scope = NO_SCOPE()
  }

  private readDates() {
    const start = this.at
    this.skip('from', 'edge')
    const first = this.take('date') ?? this.strange(start)
    this.skip('edge')
    let dates: Dates
    if (this.is('dash')) {
      this.at++
      this.skip('edge')
      const last = this.take('date') ?? this.strange(start)
      dates = { validFrom: dayOfDate(first, null), validTo: dayOfDate(last, first.year) }
      this.skip('until')
    } else if (this.take('since')) dates = { validFrom: dayOfDate(first, null) }
    else if (this.take('until')) dates = { validTo: dayOfDate(first, null) }
    else return this.strange(start)
    if (this.scope.days && !this.scope.isUsed) return this.strange(start)
    this.scope = { ...NO_SCOPE(), dates }
  }

  /** 「除周一外」, 「除周一、节假日闭馆外」. */
  private readExcept() {
    const start = this.at
    this.at++
    this.skip('edge')
    const groups = this.readSubjects()
    if (groups.length === 0) this.strange(start)
    this.skip('edge', 'closed')
    this.take('outside')
    groups.forEach((group) => this.close(group))
  }

  /** 「含节假日」: holidays have the hours of other days. */
  private readIncluding() {
    const start = this.at
    this.at++
    this.skip('edge')
    const groups = this.readSubjects()
    if (groups.length !== 1 || !groups[0]!.holiday || groups[0]!.days.length > 0) this.strange(start)
    this.setHolidays('same')
  }

  /** Days, and their hours: closed, as usual, or the times that follow. */
  private readStatement() {
    const start = this.at
    const groups = this.readSubjects()
    this.skip('edge')
    if (this.is('allDay') && this.is('closed', 1)) this.at++
    if (this.take('closed') || this.take('outside')) return this.closeLast(groups, start)
    const all = together(groups)
    if (this.is('asUsual') || (all.makeUp && this.is('open'))) {
      this.at++
      if (all.makeUp) this.setHolidays(all.holiday || this.holidays === 'closed' ? 'office' : (this.holidays ?? 'same'))
      else if (all.holiday) this.setHolidays('same')
      if (all.days.length > 0) this.setDays(all, start)
      return
    }
    if (all.holiday || all.makeUp) refuse(`“${all.text}”几点开门，请写在“不一样的日子”里`)
    this.setDays(all, start)
  }

  private setDays(days: Subject, start: number) {
    if (this.scope.days && !this.scope.isUsed) this.strange(start)
    if (days.text.includes('工作日')) this.saysWorkdays = true
    this.scope = { ...NO_SCOPE(), dates: this.scope.dates, days }
  }

  /**
   * 「周一至周五，周末休息」 closes the weekend only: the groups are the whole week. 「周一，周三休息」 closes both. Anything
   * between can mean either, and is refused.
   */
  private closeLast(groups: Subject[], start: number) {
    const last = groups[groups.length - 1]!
    const before = groups.slice(0, -1)
    if (before.length === 0) return this.close(last)
    const earlier = together(before)
    const wholeWeek = earlier.days.length + last.days.length === 7 && together(groups).days.length === 7
    if (wholeWeek || (last.days.length === 0 && earlier.days.length > 1 && !earlier.holiday)) {
      this.setDays(earlier, start)
      return this.close(last)
    }
    if (groups.some(({ days }) => days.length > 1))
      return refuse(`“${together(groups).text}”哪几天休息，分不清，请用分号隔开`)
    groups.forEach((group) => this.close(group))
  }

  private close({ days, holiday, makeUp }: Subject) {
    if (holiday) this.setHolidays('closed')
    if (makeUp && this.holidays === null) this.strange()
    if (days.length > 0) this.closed.push({ days, dates: this.scope.dates })
  }

  private setHolidays(said: HolidayHours) {
    const isNewer =
      this.holidays === null || this.holidays === said || (this.holidays === 'closed' && said === 'office')
    if (!isNewer) refuse('节假日开不开门写了两次，两次不一样')
    this.holidays = said
  }

  /** Days and holidays that are named together; a comma begins a new group. */
  private readSubjects(): Subject[] {
    const groups: Subject[] = []
    let joins = false
    for (;;) {
      const start = this.at
      const one = this.readSubject(groups.length > 0)
      if (!one) break
      const text = this.tokens
        .slice(start, this.at)
        .map((token) => token.text)
        .join('')
      const last = groups[groups.length - 1]
      if (last && joins) groups[groups.length - 1] = together([last, { ...one, text }], '、')
      else groups.push({ ...one, text })
      const mark = this.at
      this.skip('edge')
      joins = true
      if (this.is('soft')) {
        joins = this.peek()!.text !== ','
        this.at++
        this.skip('edge')
      } else if (this.at > mark && !this.isSubject(0)) {
        this.at = mark
        break
      }
      if (!this.isSubject(groups.length)) {
        this.at = mark
        break
      }
    }
    return groups
  }

  private isSubject(groups: number) {
    const kinds: HoursToken['kind'][] = ['day', 'days', 'holiday', 'makeUp', ...(groups > 0 ? (['bare'] as const) : [])]
    return kinds.some((kind) => this.is(kind))
  }

  private readSubject(mayBeBare: boolean): Omit<Subject, 'text'> | null {
    if (this.take('holiday')) return { days: [], holiday: true, makeUp: false }
    if (this.take('makeUp')) return { days: [], holiday: false, makeUp: true }
    const set = this.take('days')
    if (set) return { days: set.days, holiday: false, makeUp: false }
    const start = this.at
    const first = this.take('day')?.days[0] ?? (mayBeBare ? bareDay(this.take('bare')) : null)
    if (!first) return null
    const mark = this.at
    this.skip('edge')
    if (!this.take('dash')) {
      this.at = mark
      return { days: [first], holiday: false, makeUp: false }
    }
    this.skip('edge')
    const number = this.peek()
    const last =
      this.take('day')?.days[0] ??
      bareDay(this.take('bare')) ??
      (number?.kind === 'number' && number.value >= 1 && number.value <= 7 && this.take('number')?.value) ??
      null
    if (!last) return this.strange(start)
    return { days: cyclic(first, last), holiday: false, makeUp: false }
  }

  private readPeriod() {
    const start = this.at
    if (this.is('allDay')) {
      this.at++
      return this.push({ from: 0, to: MIDNIGHT }, false, start)
    }
    const first = this.readClock(start)
    this.skip('edge')
    if (!this.take('dash')) this.strange(start)
    this.skip('edge')
    const last = this.readClock(start)
    if (first.isNumber && first.half === null && !last.isOClock) this.strange(start)
    if (last.isNumber && last.half === null) this.strange(start)
    const from = minuteOf(first, first.half)
    const said = minuteOf(last, last.half)
    // 「下午2:00-5:00」: the end is in the same half of the day, where it can be.
    const isSameHalf = last.half === null && LATER_HALVES.has(first.half) && said <= from && said + NOON > from
    const to = isSameHalf ? said + NOON : said === 0 && !last.isNextDay ? MIDNIGHT : said
    const text = this.tokens
      .slice(start, this.at)
      .map((token) => token.text)
      .join('')
      .trim()
    if (from >= MIDNIGHT || to > MIDNIGHT) refuse(`开门时间超过了 24:00：${text}`)
    if (last.isNextDay) {
      if (to >= from) refuse(`开门时间“${text}”超过了一整天`)
      return this.pushOvernight({ from, to }, first.half !== null, start)
    }
    if (to <= from && !isOvernight({ from, to }))
      refuse(`开门时间不对：结束时间要晚于开始时间（${text}）。下午 5 点写 17:00，第二天写“次日2:00”`)
    this.push({ from, to }, first.half !== null, start)
  }

  /** 「6:00-次日2:00」 begins in the morning: it is stored as two periods from the start. */
  private pushOvernight({ from, to }: { from: number; to: number }, namesHalf: boolean, start: number) {
    if (isOvernight({ from, to })) return this.push({ from, to }, namesHalf, start)
    if (this.scope.days === null || this.scope.days.days.length === 7) {
      this.push({ from, to: MIDNIGHT }, false, start)
      return to === 0 ? undefined : this.push({ from: 0, to }, false, start)
    }
    return refuse('从早上开到第二天的，请分开写：到 24:00，第二天从 0:00 起')
  }

  private push(period: { from: number; to: number }, namesHalf: boolean, start: number) {
    const { days, dates } = this.scope
    const last = this.rules[this.rules.length - 1]
    // 「下午2:00-5:00、6:00-8:00」: whether the second is in the evening cannot be known.
    if (this.scope.namesHalf && !namesHalf && last && period.from < last.from && period.from > 0)
      refuse(`“${this.here(start)}”是上午还是下午，分不清`)
    this.rules.push({ weekdays: days?.days ?? EVERY_DAY, ...period, ...dates, isBare: days === null, part: this.part })
    this.scope.isUsed = true
    this.scope.namesHalf ||= namesHalf
  }

  private readClock(start: number) {
    let isNextDay = this.take('next') !== null
    this.skip('edge')
    const half = this.take('half')?.half ?? null
    this.skip('edge')
    isNextDay ||= this.take('next') !== null
    const token = this.take('clock') ?? this.take('number') ?? this.strange(start)
    const [hour, minute] = token.kind === 'clock' ? [token.hour, token.minute] : [token.value, 0]
    if (minute > 59 || hour > 24 || (hour === 24 && minute > 0))
      refuse(hour > 24 || hour === 24 ? `开门时间超过了 24:00：${token.text}` : `“${token.text}”不是一个钟点`)
    return {
      ...{ hour, minute, half, isNextDay },
      isNumber: token.kind === 'number',
      isOClock: token.kind === 'number' ? false : token.isOClock,
      text: token.text,
    }
  }
}

const NO_SCOPE = () => ({ days: null as Subject | null, dates: {} as Dates, isUsed: false, namesHalf: false })

/** The minute of the day of an hour said with its half of the day: 下午 2:00 is 14:00, 晚上 12 点 is 24:00. */
function minuteOf({ hour, minute, text }: { hour: number; minute: number; text: string }, half: DayHalf | null) {
  const plain = hour * 60 + minute
  if (half === null || hour > 12) return plain
  if (half === 'night') return hour === 12 ? minute : plain
  if (half === 'morning') return plain
  if (half === 'noon') return hour <= 3 ? plain + NOON : plain
  if (half === 'afternoon') return hour === 12 ? plain : plain + NOON
  if (hour === 12) return minute === 0 ? MIDNIGHT : refuse(`晚上“${text}”是哪一天，分不清`)
  return hour < 5 ? refuse(`晚上“${text}”是几点，分不清`) : plain + NOON
}

const hasDates = ({ validFrom, validTo }: Dates) => validFrom !== undefined || validTo !== undefined
const sameDates = (a: Dates, b: Dates) => a.validFrom === b.validFrom && a.validTo === b.validTo

const together = (groups: readonly Subject[], between = '，'): Subject => ({
  text: groups.map(({ text }) => text).join(between),
  days: [...new Set(groups.flatMap(({ days }) => days))].sort((a, b) => a - b),
  holiday: groups.some(({ holiday }) => holiday),
  makeUp: groups.some(({ makeUp }) => makeUp),
})

/** From one day of the week to another, over the week's end too: 周日至周四 is 7, 1, 2, 3, 4. */
const cyclic = (from: number, to: number) =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, ahead) => ((from - 1 + ahead) % 7) + 1).sort((a, b) => a - b)

const bareDay = (token: HoursToken | null) =>
  token ? '一二三四五六日'.indexOf(token.text.replace('天', '日')) + 1 : null

function dayOfDate({ year, month, date, text }: Token<'date'>, yearBefore: number | null) {
  const said = year ?? yearBefore
  if (said === null) return refuse(`“${text}”没有写是哪一年，应像：2026年6月1日至2026年9月30日`)
  const day = `${said}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  const exists = month >= 1 && month <= 12 && date >= 1 && addDays(`${day.slice(0, 8)}01`, date - 1) === day
  return exists ? day : refuse(`“${text}”这一天不存在`)
}

/**
 * Opening hours as people write them: 「周一到周五 8:30-17:30；周六、周日 9:00-12:00」, 「周二至周日 9:00-17:00（周一闭馆）」,
 * 「除周一外 上午8:30-11:30 下午2:00-5:00」, 「2026年6月1日到2026年8月31日 每天 6:00-8:00；法定节假日休息」, 「18:00-次日2:00」, `Mo-Fr
 * 08:30-17:30; PH off`. Times without days are for every day, 工作日 keeps the holidays of offices. A sentence when anything
 * in it is not understood.
 */
export function readHours(text: string): WrittenHours | { problem: string } {
  const tokens = hoursTokens(text)
  if ('strange' in tokens) return { problem: `看不懂开门时间里的“${tokens.strange.trim()}”，${LIKE}` }
  try {
    const hours = new Reader(tokens).read()
    const problem = problemWithHours({ rules: hours.rules, exceptions: [] })
    return problem ? { problem: `开门时间不对：${problem}` } : hours
  } catch (cause) {
    if (cause instanceof Unreadable) return { problem: cause.message }
    throw cause
  }
}

/** Hours as `readHours` reads them. */
export const hoursInWords = ({ rules, holidays }: WrittenHours) =>
  [...rulesInWords(rules), ...(holidays === 'same' || rules.length === 0 ? [] : [HOLIDAY_HOURS[holidays]])].join('；')
