/** What a message is about, in the word of its tag. Domains name theirs; one we do not know is 消息. */
export const MESSAGE_KINDS: Record<string, string> = {
  booking_confirmed: '约好了',
  booking_cancelled: '预约取消',
  booking_changed: '预约有变',
  sitting_cancelled: '场次取消',
  case_accepted: '收下了',
  case_returned: '退回来了',
  case_assigned: '派给您了',
  case_replied: '有答复',
  case_asked: '请补充',
  case_resolved: '办好了',
  case_closed: '办结了',
  case_reopened: '重办',
  case_commented: '有补充',
  notice_published: '通知',
  notice_withdrawn: '通知撤回',
}
