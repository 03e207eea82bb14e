import { addWorkingMinutes, minutesOfDay, workingMinutesBetween, type WorkCalendar } from '../time/work-calendar'
import { leadsTo } from './events'
import type { CaseEvent } from './reduce'

/** The working days for which the clock of one promise rests at most, over all of its pauses: a setting of the product. */
export const MOST_PAUSED_WORKDAYS = 10

/** Whether an event gives a promise whose time begins with it. */
const countsFromItself = ({ promise, promisedAt, at }: CaseEvent<unknown>) =>
  promise !== undefined && (promisedAt ?? at) >= at

/** A time in which a case waited for the resident. */
export interface Pause {
  from: Date
  to: Date
}

/**
 * The times since the promise was given in which the clock rested, without one that still runs. Together they are not
 * longer than `MOST_PAUSED_WORKDAYS`: what goes beyond is cut off.
 */
export function pausesOf<Id>(events: readonly CaseEvent<Id>[], office: WorkCalendar): Pause[] {
  const pauses: Pause[] = []
  let from: Date | null = null
  for (const event of events) {
    if (countsFromItself(event)) pauses.length = 0
    const to = leadsTo(event.kind)
    if (!to) continue
    if (from) pauses.push(withinLimit({ from, to: event.at }, pauses, office))
    from = to === 'waiting' && event.rests !== false ? event.at : null
  }
  return pauses
}

/** The working minutes for which the clock may still rest after these pauses. */
const minutesLeft = (before: readonly Pause[], office: WorkCalendar) =>
  Math.max(
    0,
    before.reduce(
      (left, { from, to }) => left - workingMinutesBetween(from, to, office),
      MOST_PAUSED_WORKDAYS * minutesOfDay(office),
    ),
  )

/** The part of a pause that still counts as one after those before it. */
export function withinLimit({ from, to }: Pause, before: readonly Pause[], office: WorkCalendar): Pause {
  const left = minutesLeft(before, office)
  if (left === 0) return { from, to: from }
  return workingMinutesBetween(from, to, office) <= left
    ? { from, to }
    : { from, to: addWorkingMinutes(from, left, office) }
}

/** The working days for which the clock of a case may still rest, to a tenth; 0 where it runs on while the resident is asked. */
export const pauseWorkdaysLeft = <Id>(events: readonly CaseEvent<Id>[], office: WorkCalendar) =>
  Math.floor((minutesLeft(pausesOf(events, office), office) / minutesOfDay(office)) * 10) / 10
