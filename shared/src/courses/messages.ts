import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const courseMessages = {
  child_arrived: { label: '孩子到了', fields: MESSAGE_FIELDS },
  child_collected: { label: '孩子接走了', fields: MESSAGE_FIELDS },
  hours_corrected: { label: '学时改了', fields: MESSAGE_FIELDS },
  certificate_given: { label: '证书', fields: MESSAGE_FIELDS },
  certificate_withdrawn: { label: '证书收回', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof courseMessages, true> {}
}
