import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const caseMessages = {
  case_accepted: { label: '收下了', fields: MESSAGE_FIELDS },
  case_returned: { label: '退回来了', fields: MESSAGE_FIELDS },
  case_assigned: { label: '派人办理', fields: MESSAGE_FIELDS },
  /** To the members of the receiver: about the case as they see it. */
  case_dispatched: { label: '派给你们了', fields: MESSAGE_FIELDS },
  /** To the members of the receiver who are on duty. */
  case_reminded: { label: '催一下', fields: MESSAGE_FIELDS },
  case_whistled: { label: '社区吹哨', fields: MESSAGE_FIELDS },
  /** To the blower of the whistle and to the one who handles the case: a receiver made contact, or reported in. */
  whistle_answered: { label: '单位应哨', fields: MESSAGE_FIELDS },
  /** To the office: a receiver does not answer. */
  case_unanswered: { label: '单位没动静', fields: MESSAGE_FIELDS },
  /** To the office: a promise to the resident has passed. */
  case_overdue: { label: '过了时限', fields: MESSAGE_FIELDS },
  case_handed_back: { label: '单位退回', fields: MESSAGE_FIELDS },
  /** To the arbiter: two receivers said that it is not theirs. */
  case_for_ruling: { label: '请您会商', fields: MESSAGE_FIELDS },
  /** To those who accept cases in the community that a case is sent to. */
  case_transfer_asked: { label: '转来一件', fields: MESSAGE_FIELDS },
  /** To those who accept cases there, then to those who sent it: nobody has answered in time. */
  case_transfer_late: { label: '转办还没接收', fields: MESSAGE_FIELDS },
  /** To the one who sent it: it came back. */
  case_transfer_returned: { label: '转办退回来了', fields: MESSAGE_FIELDS },
  /** To the resident: another community goes on with it. */
  case_transferred: { label: '转到别的社区办', fields: MESSAGE_FIELDS },
  /** To the one who handed it up: the community goes on with it. */
  case_handed_down: { label: '会商结果', fields: MESSAGE_FIELDS },
  case_noted: { label: '单位有话', fields: MESSAGE_FIELDS },
  case_reported: { label: '单位报办好', fields: MESSAGE_FIELDS },
  case_unassigned: { label: '退回重派', fields: MESSAGE_FIELDS },
  case_replied: { label: '有答复', fields: MESSAGE_FIELDS },
  case_asked: { label: '请补充', fields: MESSAGE_FIELDS },
  /** To the resident: a certificate can be collected, and it was. */
  case_ready: { label: '可以来领了', fields: MESSAGE_FIELDS },
  case_collected: { label: '领走了', fields: MESSAGE_FIELDS },
  case_resolved: { label: '办好了', fields: MESSAGE_FIELDS },
  case_lapsed: { label: '先办结了', fields: MESSAGE_FIELDS },
  case_extended: { label: '延期了', fields: MESSAGE_FIELDS },
  /** To those who may grant it, and to the one who asked. */
  case_extension_asked: { label: '申请延期', fields: MESSAGE_FIELDS },
  case_extension_decided: { label: '延期答复', fields: MESSAGE_FIELDS },
  /** To the one who handles it: the upper level asks for a work order again. */
  case_urged: { label: '上级催办', fields: MESSAGE_FIELDS },
  /** To those who supervise what is redone. */
  case_supervised: { label: '督办', fields: MESSAGE_FIELDS },
  case_closed: { label: '办结了', fields: MESSAGE_FIELDS },
  case_reopened: { label: '重办', fields: MESSAGE_FIELDS },
  case_merged: { label: '并到一起办', fields: MESSAGE_FIELDS },
  case_split: { label: '分成几件办', fields: MESSAGE_FIELDS },
  /** To the receivers of a case: it was merged, so that they stop, or stands for itself again. */
  received_case_merged: { label: '并到一起办', fields: MESSAGE_FIELDS },
  /** To the receivers of a case: a part of it is handled by itself from now on. */
  received_case_split: { label: '分成几件办', fields: MESSAGE_FIELDS },
  /** To the receivers of a case: they do not see it any more. */
  received_case_withdrawn: { label: '社区收回了', fields: MESSAGE_FIELDS },
  /** To those who follow it, or whose own report was merged into it. */
  case_progress: { label: '跟着看的事', fields: MESSAGE_FIELDS },
  /** To a colleague whom a note of the office names. */
  case_mentioned: { label: '提到了您', fields: MESSAGE_FIELDS },
  case_commented: { label: '有补充', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof caseMessages, true> {}
}
