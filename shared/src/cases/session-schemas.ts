import { Coded, Id, Instant, InstantInput, text, z } from '../zod'

/** A session that is ahead. */
export const NextSession = z.object({ id: Id, at: Instant, place: z.string() })
/** A session as the people who were asked to come see it. */
export const Session = NextSession.extend({ state: Coded })
/** The same for the staff who see the case. */
export const NotedSession = Session.extend({ notes: z.string().nullable() })
export type NotedSession = z.output<typeof NotedSession>

export const PlanSession = z.strictObject({ id: Id, at: InstantInput, place: text(60, 2) })
/** Writes down a session, or that it was not held. Only the staff who see the case read the notes. */
export const RecordSession = z.strictObject({
  id: Id,
  sessionId: Id,
  held: z.boolean(),
  notes: z.string().trim().max(3000, '最多 3000 个字').default(''),
})
