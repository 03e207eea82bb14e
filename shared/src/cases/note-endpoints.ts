import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as n from './note-schemas'
import type { ById, StaffCase } from './schemas'

/** Writes a note that only the staff who see the case read, and notifies the colleagues whom it names, each once. */
export const noteCase = endpoint<z.input<typeof n.NoteCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/notes',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'],
  idempotent: true,
})
/** The colleagues who see a case: those who read a note, and whom it may name. */
export const listNoteReaders = endpoint<z.input<typeof ById>, z.output<typeof n.NoteReaders>>({
  method: 'GET',
  path: '/staff/cases/:id/note-readers',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND'],
})
