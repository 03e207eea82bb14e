import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const directoryMessages = {
  correction_accepted: { label: '改好了', fields: MESSAGE_FIELDS },
  correction_refused: { label: '核对过了', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof directoryMessages, true> {}
}
