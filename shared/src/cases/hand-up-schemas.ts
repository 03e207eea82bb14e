import { Id, text, z } from '../zod'

/** The words are read by the resident: why the community cannot do it, or how it goes on with it. */
export const HandUp = z.strictObject({ id: Id, seq: z.int(), text: text(500, 4) })
