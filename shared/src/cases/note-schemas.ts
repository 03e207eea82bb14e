import { Coded, Id, text, z } from '../zod'
import { MENTIONS_MAX, NOTE_MAX } from './notes'

export const NoteCase = z.strictObject({
  id: Id,
  text: text(NOTE_MAX),
  /** The colleagues who get a message; they see the case. */
  mentions: z.array(Id).max(MENTIONS_MAX, `一次最多提 ${MENTIONS_MAX} 位同事`).default([]),
})

/** The colleagues who see a case, by name. */
export const NoteReaders = z.object({
  items: z.array(z.object({ id: Id, name: z.string(), role: Coded, isAway: z.boolean() })),
})
