import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const moderationMessages = {
  report_decided: { label: '举报有结果了', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof moderationMessages, true> {}
}
