import { addDays, type Day } from '../time/china'

/** Open from one minute of the day to another, on these days of the week (1 Monday to 7 Sunday). */
export interface OpeningRule {
  weekdays: number[]
  from: number
  to: number
  /** First and last day it holds, both inclusive; without them always: summer hours, a trial. */
  validFrom?: Day
  validTo?: Day
}

const NOON = 12 * 60
const MIDNIGHT = 24 * 60

/**
 * Whether a period crosses midnight: 18:00-2:00. It begins in the afternoon and ends by noon; anything else that ends
 * before it begins (8:30-5:00) is a mistake.
 */
export const isOvernight = ({ from, to }: { from: number; to: number }) => to < from && from >= NOON && to <= NOON

/** 1 Monday after 7 Sunday. */
export const nextWeekday = (weekday: number) => (weekday % 7) + 1
const dayAfter = (day: string | undefined) => (day === undefined ? undefined : addDays(day, 1))
const sameDays = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((weekday) => b.includes(weekday))

/** The part of an opening over midnight that lies on the next day. */
function morningAfter<Rule extends OpeningRule>(rule: Rule): Rule {
  const { validFrom, validTo } = rule
  return {
    ...rule,
    weekdays: rule.weekdays.map(nextWeekday).sort((a, b) => a - b),
    from: 0,
    ...(validFrom ? { validFrom: dayAfter(validFrom) } : {}),
    ...(validTo ? { validTo: dayAfter(validTo) } : {}),
  }
}

/** Rules as they are stored: an opening over midnight is two, until 24:00 and from 0:00 of the next day. */
export const splitOvernight = <Rule extends OpeningRule>(rules: readonly Rule[]): Rule[] =>
  rules.flatMap((rule) => {
    if (!isOvernight(rule)) return [rule]
    const evening = { ...rule, to: MIDNIGHT }
    return rule.to === 0 ? [evening] : [evening, morningAfter(rule)]
  })

/** Rules as people write them: two that were split at midnight are one again, 18:00-2:00. */
export function joinOvernight<Rule extends OpeningRule>(rules: readonly Rule[]): Rule[] {
  const mornings = new Set<Rule>()
  const joined = rules.map((evening) => {
    const morning = rules.find((rule) => !mornings.has(rule) && goesOn(evening, rule))
    if (!morning) return evening
    mornings.add(morning)
    return { ...evening, to: morning.to }
  })
  return joined.filter((_, at) => !mornings.has(rules[at]!))
}

function goesOn(evening: OpeningRule, morning: OpeningRule) {
  const whole = { ...evening, to: morning.to }
  if (evening.to !== MIDNIGHT || morning.from !== 0 || !isOvernight(whole)) return false
  const { weekdays, validFrom, validTo } = morningAfter(whole)
  return sameDays(weekdays, morning.weekdays) && validFrom === morning.validFrom && validTo === morning.validTo
}
