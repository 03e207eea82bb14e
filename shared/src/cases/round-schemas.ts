import { Coded, Id, Instant, Position, z } from '../zod'
import { PromiseView } from './schemas'

/** The grid whose cases are asked for; all of the caller's where it is left out. */
export const GetCaseRound = z.strictObject({ areaId: Id.optional() })

/** An open case with its place, as its reader may know that. */
const RoundCase = z.object({
  id: Id,
  title: z.string(),
  category: z.string().nullable(),
  address: z.string().nullable(),
  position: Position.nullable(),
  state: Coded,
  promise: PromiseView,
  /** By when a receiver must sign for it; null where it has signed, and for the office. */
  signDueAt: Instant.nullable(),
})
export type RoundCase = z.output<typeof RoundCase>

export const CaseRound = z.object({
  items: z.array(RoundCase),
  /** There are more open cases than a round is made of. */
  hasMore: z.boolean(),
})
export type CaseRound = z.output<typeof CaseRound>
