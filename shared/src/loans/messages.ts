import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const loanMessages = {
  loan_due: { label: '该还了', fields: MESSAGE_FIELDS },
  loan_overdue: { label: '该还没还', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof loanMessages, true> {}
}
