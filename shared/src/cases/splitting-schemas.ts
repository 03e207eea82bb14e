import { Id, text, z } from '../zod'
import { PARTS_AT_ONCE } from './splitting'

const Part = z.strictObject({
  /** The matter of the part in the words of the office: those of the resident stay with the first case. */
  description: text(500, 4),
  /** Left out: it is chosen when somebody takes it on. */
  categoryId: Id.optional(),
})
/** The parts that become cases of their own; `text` is the sentence that the resident reads. */
export const SplitCase = z.strictObject({
  id: Id,
  seq: z.int(),
  text: text(500, 2),
  parts: z.array(Part).min(1, '至少分出一件').max(PARTS_AT_ONCE, `一次最多分出 ${PARTS_AT_ONCE} 件`),
})
