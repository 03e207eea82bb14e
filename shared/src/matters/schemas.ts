import { changeOf, Coded, Id, text, z } from '../zod'
import { MATTER_RESULT_CODES } from './results'

/** A paper to bring. */
const Paper = z.object({
  /** Stays with it when the list is edited: 「p1」. */
  key: z.string(),
  name: z.string(),
  /** Which pages, or whose; may be empty. */
  note: z.string(),
})

/** A matter that the community handles, as its guide tells it (办事指南). Nothing of it costs money. */
export const Matter = z.object({
  id: Id,
  name: z.string(),
  forWhom: z.string(),
  papers: z.array(Paper),
  /** From the day on which the papers are complete. */
  workdays: z.int(),
  where: z.string(),
  when: z.string(),
  result: Coded,
  /** The rule that it rests on; empty where none was written down. */
  basis: z.string(),
  /** It is handled in this area and below. */
  area: z.object({ id: Id, name: z.string() }),
  /** Nobody files it any more. */
  closed: z.boolean(),
})
export type Matter = z.output<typeof Matter>

export const ListMatters = z.strictObject({ communityId: Id })
export const MatterList = z.object({ items: z.array(Matter) })
export const ById = z.strictObject({ id: Id })

const Fields = z.strictObject({
  name: text(40, 2),
  forWhom: text(100),
  papers: z
    .array(
      z.strictObject({
        /** Left out for a paper that is new. */
        key: z
          .string()
          .regex(/^p\d{1,3}$/, '材料的编号不对，重新打开再改')
          .optional(),
        name: text(30),
        note: z.string().trim().max(100, '最多 100 个字').default(''),
      }),
    )
    .max(15, '最多 15 样材料'),
  workdays: z.int('写几个工作日').min(1, '最少 1 个工作日').max(30, '最多 30 个工作日'),
  where: text(100),
  when: text(100),
  result: z.enum(MATTER_RESULT_CODES),
  basis: z.string().trim().max(200, '最多 200 个字').default(''),
})
export const CreateMatter = Fields.extend({ areaId: Id })
export const UpdateMatter = changeOf(Fields).extend({ id: Id, closed: z.boolean().optional() })
