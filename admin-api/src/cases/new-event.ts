import type { CaseEvent } from '@yike/shared/cases/reduce'
import type { Types } from 'mongoose'
import type { NotificationDraft } from '../messages/notify'

type Id = Types.ObjectId

/** A new event, without its number, its author and its time. */
export type NewEvent = Omit<CaseEvent<Id>, 'seq' | 'at' | 'actor' | 'reason' | 'visibleTo'> &
  Partial<Pick<CaseEvent<Id>, 'visibleTo'>> & {
    /** The words of the step are said with this event, where it is not the first. */
    said?: true
    /** It follows from a rule: nobody did it. */
    byItself?: true
  }

/** The page that shows a case to those who hear of a step. */
export const PAGES = { reporter: 'case', office: 'work_case', receivers: 'received_case' } as const

/** A notification about a case. Its recipients may be more than one of these, so it says as what they hear of it. */
export interface CaseNotification extends NotificationDraft {
  to: keyof typeof PAGES
}
