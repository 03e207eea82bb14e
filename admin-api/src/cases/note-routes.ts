import { listNoteReaders, noteCase } from '@yike/shared/cases/note-endpoints'
import { NoteCase, NoteReaders } from '@yike/shared/cases/note-schemas'
import { ById, StaffCase } from '@yike/shared/cases/schemas'
import { Routes, handle } from '../http/handle'
import { presentNoteReaders } from './note-presenter'
import { noteCase as writeNote, noteReaders } from './notes'
import { showStaff } from './show-staff'

/** Notes that the staff who see a case write for each other. */
export function noteRoutes() {
  const routes = new Routes()
  handle(routes, noteCase, { input: NoteCase, output: StaffCase }, async (input, call) =>
    showStaff(await writeNote(call, input), call),
  )
  handle(routes, listNoteReaders, { input: ById, output: NoteReaders }, async ({ id }, { actor, now }) =>
    presentNoteReaders(await noteReaders(actor, id, now)),
  )
  return routes
}
