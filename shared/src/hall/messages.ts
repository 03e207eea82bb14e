import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const hallMessages = {
  ticket_near: { label: '快到您了', fields: MESSAGE_FIELDS },
  ticket_called: { label: '叫到您了', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof hallMessages, true> {}
}
