import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

/** Their labels do not say casework: somebody else may look at the phone. */
export const caseworkMessages = {
  casework_session: { label: '约好见面', fields: MESSAGE_FIELDS },
  casework_cancelled: { label: '见面取消', fields: MESSAGE_FIELDS },
  /** To the social worker: the person wishes to end it. */
  casework_end_wished: { label: '个案要收尾', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof caseworkMessages, true> {}
}
