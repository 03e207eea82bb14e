import { Coded, Id, Instant, PageQuery, pageOf, z } from '../zod'

export const ListMessages = z.strictObject({ ...PageQuery })
export const Message = z.object({
  id: z.string(),
  kind: Coded,
  title: z.string(),
  body: z.string(),
  at: Instant,
  /** What it is about, so that a tap leads there. */
  about: z.object({ type: z.enum(['booking', 'case', 'notice', 'sitting', 'ticket', 'care']), id: Id }).nullable(),
  read: z.boolean(),
})
export type Message = z.output<typeof Message>
export const MessagePage = pageOf(Message)
/** All messages up to and including this one are read. */
export const ReadMessages = z.strictObject({ upTo: z.string().max(120) })
export const Unread = z.object({ unread: z.int() })
