import type { MessageSubject } from './schemas'

/**
 * The page of the mini-program that shows the subject of a message to its recipients, in the app and behind a WeChat
 * message; null for the first page. A kind may go to residents and to staff, whose pages differ: `work_case` is a case
 * as the office sees it.
 */
export const MESSAGE_PAGES: Readonly<Record<MessageSubject, string | null>> = {
  booking: 'booking/booking',
  case: 'cases/case',
  notice: 'notices/notice',
  sitting: null,
  ticket: 'hall/ticket',
  care: 'care/alert',
  family: 'people/family',
  person: 'desk/person',
  work_case: 'desk/case',
  received_case: 'desk/received',
  followed_case: 'cases/followed',
  mediation: 'cases/mediation',
  home: 'people/home',
}
