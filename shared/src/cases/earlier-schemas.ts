import { Coded, Id, Instant, z } from '../zod'

export const ListEarlierCases = z.strictObject({ personId: Id })

/** The earlier cases of a caller, the newest first. */
export const EarlierCases = z.object({
  /** Of all of them, and of those that are open; `items` are the newest. */
  count: z.int(),
  openCount: z.int(),
  items: z.array(
    z.object({
      id: Id,
      number: z.string(),
      kind: Coded,
      title: z.string(),
      state: Coded,
      filedAt: Instant,
      /** A word of the caller can be written down with it now, as theirs. */
      mayAdd: z.boolean(),
    }),
  ),
})
export type EarlierCases = z.output<typeof EarlierCases>
