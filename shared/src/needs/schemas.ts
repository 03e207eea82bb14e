import { Coded, Day, Id, text, z } from '../zod'
import { RESOURCE_CODES } from './projects'

/** A project (项目清单): what the office does about several needs, until when. */
export const NeedProject = z.object({
  id: Id,
  name: z.string(),
  doneBy: Day,
  state: Coded,
  area: z.object({ id: Id, name: z.string() }),
  /** The needs that are part of it, as a number. */
  needs: z.int(),
  /** The people in need that these name together; those that name no number add none. */
  peopleInNeed: z.int(),
})
export type NeedProject = z.output<typeof NeedProject>
export const NeedProjectList = z.object({ items: z.array(NeedProject) })

export const CreateNeedProject = z.strictObject({ areaId: Id, name: text(40, 2), doneBy: Day })
export const EndNeedProject = z.strictObject({
  id: Id,
  outcome: z.enum(['done', 'dropped']),
  /** Everybody who asked for it reads this. */
  text: text(300, 4),
})

/** The needs of one category in one compound or grid, as numbers: nobody is named. */
const NeedCount = z.object({
  category: z.string(),
  /** The compound, else the grid; 「没划到」 where neither holds it. */
  area: z.string(),
  waiting: z.int(),
  planned: z.int(),
  met: z.int(),
  /** The people in need that these name together, by the same standing; a need that names no number adds none. */
  peopleInNeed: z.object({ waiting: z.int(), planned: z.int(), met: z.int() }),
  /** The needs among them that name no number: the people are this many needs short. */
  unnumbered: z.int(),
})
export type NeedCount = z.output<typeof NeedCount>
export const NeedCounts = z.object({ rows: z.array(NeedCount) })
export const ExportNeeds = z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx') })

const step = { id: Id, seq: z.int() }
export const MatchNeed = z.strictObject({
  ...step,
  resource: z.strictObject({ of: z.enum(RESOURCE_CODES), id: Id }),
  text: text(300, 2),
})
export const PlanNeed = z.strictObject({ ...step, projectId: Id, text: z.string().trim().max(300).default('') })
