import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const peopleMessages = {
  family_asked: { label: '想替您办事', fields: MESSAGE_FIELDS },
  family_confirmed: { label: '家人同意了', fields: MESSAGE_FIELDS },
  family_declined: { label: '家人没同意', fields: MESSAGE_FIELDS },
  family_expired: { label: '没等到答复', fields: MESSAGE_FIELDS },
  family_vouched: { label: '社区核对了', fields: MESSAGE_FIELDS },
  family_claimed: { label: '本人登录了', fields: MESSAGE_FIELDS },
  person_claimed: { label: '本人登录了', fields: MESSAGE_FIELDS },
  home_accepted: { label: '住址核对好了', fields: MESSAGE_FIELDS },
  home_returned: { label: '住址的证明', fields: MESSAGE_FIELDS },
  family_ended: { label: '不再代办', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof peopleMessages, true> {}
}
