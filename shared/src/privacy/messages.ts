import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const privacyMessages = {
  erasure_asked: { label: '要注销账号', fields: MESSAGE_FIELDS },
  erasure_taken_back: { label: '不注销了', fields: MESSAGE_FIELDS },
  incident_due: { label: '安全事件快到时限', sms: true, fields: MESSAGE_FIELDS },
  account_erased: { label: '注销了账号', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof privacyMessages, true> {}
}
