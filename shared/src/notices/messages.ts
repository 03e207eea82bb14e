import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const noticeMessages = {
  notice_published: { label: '通知', fields: MESSAGE_FIELDS },
  /** Not sent any more, but older inboxes hold it. */
  notice_withdrawn: { label: '通知撤回', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof noticeMessages, true> {}
}
