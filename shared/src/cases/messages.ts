import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const caseMessages = {
  case_accepted: { label: '收下了', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_returned: { label: '退回来了', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_assigned: { label: '派给您了', page: 'cases/case', fields: MESSAGE_FIELDS },
  /** To the members of the receiver: about the case as they see it. */
  case_dispatched: { label: '派给你们了', page: 'desk/received', fields: MESSAGE_FIELDS },
  /** To the members of the receiver who are on duty. */
  case_unsigned: { label: '还没签收', page: 'desk/received', fields: MESSAGE_FIELDS },
  /** To the office: a receiver does not answer. */
  case_unanswered: { label: '单位没动静', page: 'desk/case', fields: MESSAGE_FIELDS },
  case_handed_back: { label: '单位退回', page: 'desk/case', fields: MESSAGE_FIELDS },
  case_noted: { label: '单位有话', page: 'desk/case', fields: MESSAGE_FIELDS },
  case_reported: { label: '单位报办好', page: 'desk/case', fields: MESSAGE_FIELDS },
  case_unassigned: { label: '退回重派', page: 'desk/case', fields: MESSAGE_FIELDS },
  case_replied: { label: '有答复', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_asked: { label: '请补充', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_resolved: { label: '办好了', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_closed: { label: '办结了', page: 'cases/case', fields: MESSAGE_FIELDS },
  case_reopened: { label: '重办', page: 'desk/case', fields: MESSAGE_FIELDS },
  /** To those who follow it, or whose own report was merged into it. */
  case_progress: { label: '跟着看的事', page: 'cases/followed', fields: MESSAGE_FIELDS },
  case_commented: { label: '有补充', page: 'desk/case', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof caseMessages, true> {}
}
