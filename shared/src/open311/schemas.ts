import { Id, Instant, text, z } from '../zod'

/** An outside system that files cases by Open311, and reads what became of them. It belongs to one community. */
export const Partner = z.object({
  id: Id,
  name: z.string(),
  community: z.object({ id: Id, name: z.string() }),
  madeAt: Instant,
  /** The time at which its present key was made. */
  keyMadeAt: Instant,
  /** The last call with its key, to the minute; null before the first. */
  usedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})
export type Partner = z.output<typeof Partner>
export const PartnerList = z.object({
  items: z.array(Partner),
  /** The communities in which the caller may add one. */
  communities: z.array(z.object({ id: Id, name: z.string() })),
})
/** The key is shown once, when it is made: only its digest is kept. Null where the answer is one to a replay. */
export const PartnerWithKey = Partner.extend({ key: z.string().nullable() })

export const CreatePartner = z.strictObject({ communityId: Id, name: text(40, 2) })
export const PartnerById = z.strictObject({ id: Id })
