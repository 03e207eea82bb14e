import { Id, Instant, z } from '../zod'
import { PlaceToInspect } from './inspection-schemas'

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '写成 2026-11 这样')
const Named = z.object({ id: Id, name: z.string() })
export const SeasonalCase = z.object({
  /** The month in which it is likely to come. */
  month: z.string(),
  community: Named,
  category: Named,
  /** 「2024年 5 件，2025年 7 件」. */
  words: z.string(),
  /** Grids in which it came as often by themselves; empty where it is spread over the community. */
  grids: z.array(z.string()),
  /** The ids of these grids. */
  gridIds: z.array(Id),
  /**
   * Buildings where it came as often by itself, reported by several households, as notices name them: 「颐园小区 6 号楼」.
   * The one with most cases first.
   */
  buildings: z.array(z.string()),
  /** The months of earlier years that count, for the list of cases. */
  months: z.array(z.string()),
  /** The colleague who said that it was seen to for this year. */
  handled: z.object({ by: z.string(), at: Instant }).nullable(),
  /** Its buildings, else its grid or the community. */
  places: z.array(PlaceToInspect),
  can: z.object({ handle: z.boolean(), inspect: z.boolean() }),
})
export type SeasonalCase = z.output<typeof SeasonalCase>
/** Of this month and the next, this one first. */
export const SeasonalCases = z.object({ items: z.array(SeasonalCase) })
export const HandleSeasonal = z.strictObject({
  month: Month,
  communityId: Id,
  categoryId: Id,
  /** False takes it back. */
  handled: z.boolean(),
})
