import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const admissionMessages = {
  /** To those who answer for the street: a department asks. */
  admission_asked: { label: '申请准入', fields: MESSAGE_FIELDS },
  /** To the one who asked: the answer of the street, or that it ended the work. */
  admission_answered: { label: '准入答复', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof admissionMessages, true> {}
}
