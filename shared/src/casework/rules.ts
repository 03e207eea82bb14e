import type { SessionState } from '../cases/sessions'
import { addDays, daysBetween, type Day } from '../time/china'

/** The version of the sentence that somebody agrees to before a social worker writes anything about them. */
export const CASEWORK_CONSENT_VERSION = '2026-11'
/** Read out or shown; a change of it needs a new version. */
export const CASEWORK_CONSENT =
  '社工和您一起定目标、约见面，每次见面写一份记录。记录加密存放，只有这位社工和督导看得到，您自己能导出。您随时能停，停了就收尾，记录三年后删掉。'

/** The person who agreed. Under 14 it is a guardian, by name. */
export const CONSENT_GIVERS = { self: '本人', guardian: '监护人' } as const
export type ConsentGiver = keyof typeof CONSENT_GIVERS

export const SESSION_STATES: Record<SessionState, string> = { planned: '约好了', held: '见过了', cancelled: '没见成' }

/** The reasons for which a casework closes (结案). */
export const OUTCOMES = {
  goals_met: '目标达到了',
  withdrawn: '本人不想做了',
  referred: '转给别的机构',
  moved: '搬走了',
  died: '离世',
} as const
export type Outcome = keyof typeof OUTCOMES
export const OUTCOME_CODES = Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]

/** The first planned session from an instant on, else the last one that nobody has written down yet; null without one. */
export function nextSession<Session extends { at: Date; state: SessionState }>(
  sessions: readonly Session[],
  now: Date,
): Session | null {
  const planned = sessions.filter(({ state }) => state === 'planned').sort((a, b) => a.at.getTime() - b.at.getTime())
  return planned.find(({ at }) => at >= now) ?? planned[planned.length - 1] ?? null
}

/** A plan is looked at again at least this often. */
const REVIEW_DAYS = 90
/** The fault of a review day; null when it has none. */
export const problemWithReview = (reviewOn: Day, today: Day): string | null =>
  reviewOn < today
    ? '回顾的日子已经过了，重新选'
    : daysBetween(today, reviewOn) > REVIEW_DAYS
      ? `最晚 ${REVIEW_DAYS} 天以后回顾一次，选早一点`
      : null
export const firstReview = (today: Day): Day => addDays(today, REVIEW_DAYS / 3)
