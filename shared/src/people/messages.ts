import { MESSAGE_FIELDS, type MessageDeclarations } from '../messages/declaration'

export const peopleMessages = {
  family_asked: { label: '想替您办事', page: 'people/family', fields: MESSAGE_FIELDS },
  family_confirmed: { label: '家人同意了', page: 'people/family', fields: MESSAGE_FIELDS },
  family_declined: { label: '家人没同意', page: 'people/family', fields: MESSAGE_FIELDS },
  family_expired: { label: '没等到答复', page: 'people/family', fields: MESSAGE_FIELDS },
  family_vouched: { label: '社区核对了', page: 'people/family', fields: MESSAGE_FIELDS },
  family_ended: { label: '不再代办', page: 'people/family', fields: MESSAGE_FIELDS },
} as const satisfies MessageDeclarations

declare module '../messages/declaration' {
  interface MessageKinds extends Record<keyof typeof peopleMessages, true> {}
}
