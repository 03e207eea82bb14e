import { Id, Instant, text, z } from '../zod'
import { CASE_KIND_CODES } from './kinds'

const Name = text(20)
/** The code of a category, as the office gives it: GB/T 39666 or its own. Only its form is checked. */
const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, '编码只写字母、数字、点和横线，最多 20 位')
const Keywords = z.array(text(12)).max(30, '最多 30 个词')
const Promised = z.union([
  z.strictObject({ workdays: z.int('写整天数').min(1, '至少 1 个工作日').max(60, '最多 60 个工作日') }),
  z.strictObject({ hours: z.int('写整小时数').min(1, '至少 1 小时').max(72, '最多 72 小时') }),
])
const Revision = z.int().min(0)

/** The fields that staff give a category. `promise` null: that of the one above, or of the kind. */
const fields = {
  name: Name,
  code: Code.nullable().default(null),
  keywords: Keywords.default([]),
  promise: Promised.nullable().default(null),
}
/**
 * A new category. With `parentId` one below another, for the same kinds of case; without it one of the first level, for
 * `kinds`. `isPrivate`: neighbours see no case of it; below another it is as that is.
 */
export const CreateCategory = z
  .strictObject({
    parentId: Id.optional(),
    kinds: z.array(z.enum(CASE_KIND_CODES)).min(1, '选一种诉求').max(CASE_KIND_CODES.length).optional(),
    isPrivate: z.boolean().default(false),
    ...fields,
  })
  .refine(({ parentId, kinds }) => parentId !== undefined || kinds !== undefined, {
    path: ['kinds'],
    error: '大类要选用在哪几种诉求上',
  })
/** `parentId`: left out, it stays where it is. */
export const ChangeCategory = z.strictObject({ id: Id, revision: Revision, parentId: Id.optional(), ...fields })
/** One place up or down among the categories beside it. */
export const MoveCategory = z.strictObject({ id: Id, revision: Revision, move: z.enum(['up', 'down']) })
export const CategoryRevision = z.strictObject({ id: Id, revision: Revision })

export const StaffCategory = z.object({
  id: Id,
  parentId: Id.nullable(),
  /** 1 to 3: 大类, 小类, 细类. */
  level: z.int(),
  name: z.string(),
  code: z.string().nullable(),
  keywords: z.array(z.string()),
  kinds: z.array(z.enum(CASE_KIND_CODES)),
  isPrivate: z.boolean(),
  /** Its own promise; null where it has that of the one above, or of the kind. */
  promise: z.union([z.object({ workdays: z.int() }), z.object({ hours: z.int() })]).nullable(),
  retiredAt: Instant.nullable(),
  /** Neither it nor one above it was retired. */
  offered: z.boolean(),
  /** The reason why it cannot be retired; null where it can. */
  keptFor: z.string().nullable(),
  /** The open cases that the caller sees, and the lines of the dispatch catalogue: of it and of what is below it. */
  openCases: z.int(),
  catalogueLines: z.int(),
  revision: z.int(),
})
export type StaffCategory = z.output<typeof StaffCategory>
export const StaffCategoryTree = z.object({
  /** All of the tree, each after the one above it. */
  items: z.array(StaffCategory),
  /** The tree is the same for all communities here: only somebody who works for all of them changes it. */
  mayEdit: z.boolean(),
})
