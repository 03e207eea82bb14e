import { Id, Instant, pageOf, PageQuery, text, z } from '../zod'

const step = { id: Id, seq: z.int() }
/** To another community of the same district; the reason is read by colleagues of both. */
export const TransferCase = z.strictObject({ ...step, communityId: Id, text: text(500, 2) })
/** The resident reads the sentence. Without a grid its place decides, else it has none. */
export const AcceptTransfer = z.strictObject({ ...step, gridId: Id.optional(), text: text(500, 2) })
export const ReturnTransfer = z.strictObject({ ...step, text: text(500, 2) })

/** The time that the other community has to answer; no words where the transfer is from before there was a limit. */
const Waiting = z.object({ late: z.boolean().optional(), words: z.string().nullable().optional() })
const Named = z.object({ id: Id, name: z.string() })
export const TransferTargets = z.object({
  /** Communities, those of the same street first. */
  items: z.array(Named.extend({ street: z.string().nullable() })),
})
export const TransferGrids = z.object({ items: z.array(Named) })
export const ListTransfers = z.strictObject({ ...PageQuery })
/** A case that waits to be taken on by the caller's community. */
const TransferredCase = Waiting.extend({
  id: Id,
  number: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  since: Instant,
})
export const TransferredCases = pageOf(TransferredCase)
/** The transfer that a case waits in. */
export const TransferView = Waiting.extend({ to: Named, since: Instant, by: z.string(), bound: z.boolean() })
