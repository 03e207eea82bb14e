import { FIELDS_WITH_START, type MessageDeclarations } from '../messages/declaration'

export const scheduleMessages = {
  session_changed: { label: '课时有变', phoned: true, fields: FIELDS_WITH_START },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof scheduleMessages, true> {}
}
