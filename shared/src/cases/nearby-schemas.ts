import { Coded, Day, Id, Position, z } from '../zod'

/** A report on the residents' map: no word of its reporter, no home, no number, no photo, no hour. */
const NearbyCase = z.object({
  id: Id,
  /** The name of its category. */
  what: z.string(),
  icon: z.string(),
  /** 「颐园卫生服务站附近」; null where no position is shown. */
  where: z.string().nullable(),
  /** The middle of a square of about 100 m, GCJ-02; null where it might name a home. */
  position: Position.nullable(),
  state: Coded,
  /** The day of the report, or of the answer. */
  day: Day,
  /** The reader reported it. */
  mine: z.boolean(),
  followed: z.boolean(),
})
export type NearbyCase = z.output<typeof NearbyCase>
export const NearbyCaseList = z.object({ items: z.array(NearbyCase) })
export const ListNearbyCases = z.strictObject({})

export const SayStillBroken = z.strictObject({
  id: Id,
  /** May be left out: the tap says enough. */
  text: z.string().trim().max(200, '最多 200 个字').default(''),
})
