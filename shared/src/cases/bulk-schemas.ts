import { Coded, Id, z } from '../zod'
import { BULK_MAX, BULK_STEP_CODES } from './bulk'
import { cleanTemplate, templateFault } from './reply-templates'

/** A step for many cases, to be looked at: nothing is written. `text` may have the variables of a reply template. */
export const PreviewBulkStep = z.strictObject({
  step: z.enum(BULK_STEP_CODES),
  ids: z.array(Id).min(1, '先选几件').max(BULK_MAX, `一次最多 ${BULK_MAX} 件`),
  /** Only for `assign`. */
  assigneeId: Id.optional(),
  text: z
    .string()
    .trim()
    .max(500, '最多 500 个字')
    .transform(cleanTemplate)
    .superRefine((words, ctx) => {
      const message = templateFault(words)
      if (message) ctx.addIssue({ code: 'custom', message })
    })
    .default(''),
})

const BulkRow = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  state: Coded,
  seq: z.int(),
  /** The words with the facts of this case. */
  text: z.string(),
  /** The reason why it will not take the step; null where it will. */
  fault: z.string().nullable(),
})
export type BulkRow = z.output<typeof BulkRow>
export const BulkPreview = z.object({
  items: z.array(BulkRow),
  /** How many of the chosen ones the caller does not see, or no longer. */
  unseen: z.int(),
})
export type BulkPreview = z.output<typeof BulkPreview>

export const TakeBack = z.strictObject({ id: Id, seq: z.int() })
