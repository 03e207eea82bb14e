import { FIELDS_WITH_START, MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const bookingMessages = {
  booking_confirmed: { label: '约好了', page: 'booking/booking', fields: FIELDS_WITH_START },
  booking_cancelled: { label: '预约取消', page: 'booking/booking', phoned: true, sms: true, fields: FIELDS_WITH_START },
  booking_changed: { label: '预约有变', page: 'booking/booking', phoned: true, sms: true, fields: FIELDS_WITH_START },
  booking_offered: { label: '轮到了', page: 'booking/booking', sms: true, fields: FIELDS_WITH_START },
  booking_reminder: { label: '快到了', page: 'booking/booking', reminder: true, fields: FIELDS_WITH_START },
  booking_appeal: { label: '没来的说明', page: 'booking/booking', fields: FIELDS_WITH_START },
  /** Not sent any more, but older inboxes hold it and settings name it. */
  sitting_cancelled: { label: '场次取消', page: null, sms: true, fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof bookingMessages, true> {}
}
