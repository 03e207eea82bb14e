/** The values that fill a field of a WeChat template: of every message, and the begin of its subject. */
export const MESSAGE_FIELDS = ['kind', 'title', 'body', 'at'] as const
export const FIELDS_WITH_START = [...MESSAGE_FIELDS, 'startsAt'] as const
export type MessageField = (typeof FIELDS_WITH_START)[number]

/** One kind of message, declared by the domain that sends it: `shared/src/<domain>/messages.ts`. */
export interface MessageDeclaration {
  /** The word of its tag: 「约好了」. */
  label: string
  /**
   * The office phones where none of the recipients has an account to read it with: a plan they count on has changed.
   */
  phoned?: true
  /** Leaves by SMS where WeChat does not reach somebody, unless the office names other kinds (SMS_KINDS). */
  sms?: true
  /** Announces something ahead: it is dropped rather than sent once that has begun. */
  reminder?: true
  fields: readonly MessageField[]
}
export type MessageDeclarations = Readonly<Record<string, MessageDeclaration>>

/**
 * Every kind that is declared: each domain adds its own where it declares them, so that no other can be sent.
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an open interface
export interface MessageKinds {}
export type MessageKind = keyof MessageKinds
