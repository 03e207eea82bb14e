import { Coded, Id, Instant, z } from '../zod'

/** A colleague was sent to look at a place before anybody complained. */
export const SentInspection = z.object({
  /** Its case. */
  id: Id,
  number: z.string(),
  /** The colleague who sent, and the one who goes; null while it waits to be assigned anew. */
  by: z.string(),
  to: z.string().nullable(),
  at: Instant,
  state: Coded,
})
export type SentInspection = z.output<typeof SentInspection>

/** A place that 未诉先办 names. */
export const PlaceToInspect = z.object({
  /** 「颐园小区 6 号楼」; null for the grid or the community. */
  building: z.string().nullable(),
  sent: SentInspection.nullable(),
})
export type PlaceToInspect = z.output<typeof PlaceToInspect>

/** Sends a colleague to a place of one line of 未诉先办: of a season, or of the cases of which one is the latest. */
export const SendInspection = z
  .strictObject({
    building: z.string().max(60).nullable(),
    season: z.strictObject({ month: z.string().max(7), communityId: Id, categoryId: Id }).optional(),
    afterCaseId: Id.optional(),
  })
  .refine(({ season, afterCaseId }) => (season === undefined) !== (afterCaseId === undefined), {
    path: ['season'],
    error: '写明是哪一条：往年常有的，或者办好又来的',
  })
export type SendInspection = z.input<typeof SendInspection>
