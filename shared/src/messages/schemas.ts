import { Coded, Flag, Id, Instant, PageQuery, pageOf, text, z } from '../zod'

/**
 * The subject of a message. `work_case`, `received_case` and `followed_case`: a case as the office, its receiver and a
 * neighbour see it; `person`: a resident as the office sees them.
 */
const MESSAGE_SUBJECTS = [
  'booking',
  'case',
  'notice',
  'sitting',
  'ticket',
  'care',
  'family',
  'person',
  'work_case',
  'received_case',
  'followed_case',
  'mediation',
  'home',
] as const
export type MessageSubject = (typeof MESSAGE_SUBJECTS)[number]

export const ListMessages = z.strictObject({ ...PageQuery })
export const Message = z.object({
  id: z.string(),
  kind: Coded,
  title: z.string(),
  body: z.string(),
  at: Instant,
  /** The subject of the message, so that a tap leads there. */
  about: z.object({ type: z.enum(MESSAGE_SUBJECTS), id: Id }).nullable(),
  read: z.boolean(),
})
export type Message = z.output<typeof Message>
export const MessagePage = pageOf(Message)
/** Marks all messages up to and including this one as read. */
export const ReadMessages = z.strictObject({ upTo: z.string().max(120) })
export const Unread = z.object({ unread: z.int() })

/** One subscribe template of the office, and how many more messages of it the reader agreed to. */
const ConsentTemplate = z.object({
  /** As `wx.requestSubscribeMessage` takes it. */
  templateId: z.string(),
  /** The kinds of message that leave by it. */
  kinds: z.array(Coded),
  /** Messages that may still be sent: one consent, one message. */
  left: z.int(),
  /** Agreed to for good. */
  lasting: z.boolean(),
})
type ConsentTemplate = z.output<typeof ConsentTemplate>
/** Empty where nothing leaves by WeChat. */
export const Consents = z.object({ templates: z.array(ConsentTemplate) })
export type Consents = z.output<typeof Consents>
/** WeChat's answer after asking, template by template, in its own words. At most three are asked for at once. */
export const KeepConsents = z.strictObject({
  outcomes: z
    .array(
      z.strictObject({
        templateId: text(100),
        outcome: z.enum(['accept', 'reject', 'ban', 'filter', 'acceptWithAudio']),
      }),
    )
    .min(1, '至少一个模板')
    .max(3, '一次最多 3 个模板'),
})

/** `dropped` is shown only when asked for: nobody has to phone about a reminder that came too late. */
const DELIVERY_STATES_SHOWN = ['failed', 'unknown', 'dropped'] as const
export const ListUndelivered = z.strictObject({
  state: z.enum(DELIVERY_STATES_SHOWN).optional(),
  way: z.enum(['wechat', 'sms', 'phone']).optional(),
  /** Includes the messages that somebody has phoned about. */
  done: Flag().optional(),
  ...PageQuery,
})
/** A message that did not leave, or whose delivery is unknown. Its words are in the inbox in any case. */
export const Undelivered = z.object({
  id: z.string(),
  kind: Coded,
  title: z.string(),
  body: z.string(),
  at: Instant,
  way: Coded,
  state: Coded,
  /** Why, in Chinese where the reason is known. */
  reason: z.string(),
  /** `phone`: 「尾号 4321」; `showPersonPhone` gives the whole of it. */
  person: z.object({ id: Id, name: z.string(), home: z.string().nullable(), phone: z.string().nullable() }),
  /** The person who phoned, and when. */
  followedUp: z.object({ by: z.string(), at: Instant }).nullable(),
})
export type Undelivered = z.output<typeof Undelivered>
export const UndeliveredPage = pageOf(Undelivered)
export const UndeliveredId = z.strictObject({ id: z.string().min(1).max(160) })
