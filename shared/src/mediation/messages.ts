import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const mediationMessages = {
  mediation_session: { label: '调解会', sms: true, fields: MESSAGE_FIELDS },
  mediation_cancelled: { label: '调解会取消', sms: true, fields: MESSAGE_FIELDS },
  mediation_ended: { label: '调解有结果', fields: MESSAGE_FIELDS },
  /** A week before the parties can no longer ask the court to confirm their agreement. */
  mediation_confirm: { label: '司法确认', fields: MESSAGE_FIELDS },
  /** To those who direct mediation: a party wishes for another mediator. */
  mediator_wished: { label: '想换调解员', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof mediationMessages, true> {}
}
