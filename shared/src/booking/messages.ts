import { FIELDS_WITH_START, MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const bookingMessages = {
  booking_confirmed: { label: '约好了', fields: FIELDS_WITH_START },
  booking_cancelled: { label: '预约取消', phoned: true, sms: true, fields: FIELDS_WITH_START },
  booking_changed: { label: '预约有变', phoned: true, sms: true, fields: FIELDS_WITH_START },
  booking_offered: { label: '轮到了', sms: true, fields: FIELDS_WITH_START },
  booking_reminder: { label: '快到了', reminder: true, fields: FIELDS_WITH_START },
  booking_appeal: { label: '没来的说明', fields: FIELDS_WITH_START },
  /** Not sent any more, but older inboxes hold it and settings name it. */
  sitting_cancelled: { label: '场次取消', sms: true, fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof bookingMessages, true> {}
}
