import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const careMessages = {
  care_missed: { label: '没报平安', sms: true, fields: MESSAGE_FIELDS },
  care_help: { label: '呼救', sms: true, fields: MESSAGE_FIELDS },
  care_escalated: { label: '没人接', sms: true, fields: MESSAGE_FIELDS },
  care_needs_help: { label: '要帮忙', fields: MESSAGE_FIELDS },
  care_taken: { label: '有人去了', fields: MESSAGE_FIELDS },
  care_settled: { label: '办妥了', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof careMessages, true> {}
}
