import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const auditMessages = {
  bulk_reading: { label: '看得比平时多', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof auditMessages, true> {}
}
