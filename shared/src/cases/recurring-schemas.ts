import { Coded, Id, Instant, z } from '../zod'
import { PlaceToInspect } from './inspection-schemas'
import { SeasonalCase } from './seasonal-schemas'

const Named = z.object({ id: Id, name: z.string() })

/** The same category at the same building, reported again soon after it was mended. */
export const CameBackCase = z.object({
  category: Named,
  community: Named,
  grid: Named.nullable(),
  /** 「颐园小区 6 号楼」; null where so few people reported that it would single one of them out. */
  building: z.string().nullable(),
  times: z.int(),
  /** The cases of the row, the oldest first. */
  cases: z.array(z.object({ id: Id, number: z.string(), filedAt: Instant, state: Coded })),
  place: PlaceToInspect,
  can: z.object({ inspect: z.boolean() }),
})
export type CameBackCase = z.output<typeof CameBackCase>
export const RecurringCases = z.object({
  /** Of this month and the next, this one first. */
  seasonal: z.array(SeasonalCase),
  /** Those with the latest case first. */
  cameBack: z.array(CameBackCase),
})
