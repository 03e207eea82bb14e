import { Id, text, z } from '../zod'
import { EXTENSION_WORKDAYS } from './urgencies'

const step = { id: Id, seq: z.int() }
/** The reason is read by colleagues. */
export const AskExtension = z.strictObject({
  ...step,
  workdays: z.int().min(1, '至少 1 个工作日').max(EXTENSION_WORKDAYS, `最多 ${EXTENSION_WORKDAYS} 个工作日`),
  text: text(500, 4),
})
/** The words of a grant are read by the resident. */
export const DecideExtension = z.strictObject({ ...step, grant: z.boolean(), text: text(500, 2) })
