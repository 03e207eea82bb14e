import type { WorkCalendar } from '../time/work-calendar'
import type { AnswerPromise } from './kinds'
import { answerDueAt, signDueAt } from './promises'
import type { CaseStanding, Receivership } from './reduce'

/**
 * 「不归我们」 goes back within two working days (Shandong hotline rule 2020), counted from the delivery: to a receiver, and
 * to another community.
 */
const RETURN_WORKDAYS = 2
/** Two receivers said that it is not theirs: whose it is takes a ruling. */
export const RETURNS_BEFORE_RULING = 2

/**
 * By when a receiver can hand a case back, and another community takes it on or sends it back. A promise by the clock
 * leaves the time to sign for it, so that nobody keeps a danger for two days that is not theirs.
 */
export const returnDueAt = (givenAt: Date, promise: AnswerPromise, calendar: WorkCalendar): Date =>
  'hours' in promise
    ? signDueAt(givenAt, promise, calendar)
    : answerDueAt(givenAt, { workdays: RETURN_WORKDAYS }, calendar)

/** True while a receiver may hand a case back: not after a ruling, its own report, or the time to return it. */
export const mayHandBack = (
  { bound, reportedAt, returnDueAt: limit }: Pick<Receivership<unknown>, 'bound' | 'reportedAt' | 'returnDueAt'>,
  now: Date,
) => !bound && reportedAt === null && (!limit || now <= limit)

/** True when only an arbiter can give the case to a receiver: two have handed it back, it was handed up, or a ruling holds. */
export const needsRuling = ({
  receiver,
  handBacks,
  handedUp,
}: Pick<CaseStanding<unknown>, 'receiver' | 'handBacks' | 'handedUp'>) =>
  (handedUp?.open ?? false) || (receiver === null ? handBacks >= RETURNS_BEFORE_RULING : receiver.bound)
