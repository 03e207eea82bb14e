import { Coded, Id, z } from '../zod'

/** The colleagues whom a case may be about, those first whom its words name. */
export const ColleaguesOfCase = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      role: Coded,
      /** The title or the words of the report hold the name. */
      isNamed: z.boolean(),
      /** The case is about them: they do not see it. */
      isAccused: z.boolean(),
    }),
  ),
})

export const NameAccused = z.strictObject({
  id: Id,
  personId: Id,
  /** False: it is not about them after all. */
  isAccused: z.boolean(),
})
