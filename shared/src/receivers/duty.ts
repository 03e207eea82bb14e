import { dayOf, weekdayOf, WEEKDAYS } from '../time/china'

/** The days of the week on which a member is on duty; 1 is Monday. */
export interface DutyLine<Id> {
  personId: Id
  weekdays: number[]
}

/** 「周师傅 周一、周三」 */
export const dutyInWords = (name: string, weekdays: readonly number[]) =>
  `${name} ${weekdays.length === WEEKDAYS.length ? '每天' : weekdays.map((day) => WEEKDAYS[day - 1]).join('、')}`

/**
 * The members who are on duty at an instant: those whom the roster names for the day, without those who are away. A day
 * that the roster leaves empty is everybody's who is there. Empty only where everybody is away.
 */
export function onDuty<Id>(
  { memberIds, roster }: { memberIds: readonly Id[]; roster: readonly DutyLine<Id>[] },
  now: Date,
  isAway: (personId: Id) => boolean,
): Id[] {
  const weekday = weekdayOf(dayOf(now))
  const present = memberIds.filter((id) => !isAway(id))
  const named = present.filter((id) =>
    roster.some(({ personId, weekdays }) => String(personId) === String(id) && weekdays.includes(weekday)),
  )
  return named.length > 0 ? named : present
}

/** Said before a case is given to a receiver of which nobody is there, and to the office when it was. */
export const UNMANNED = '现在没有人在岗，急的先打电话，或者换一家'
