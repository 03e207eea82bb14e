import type { NoteReaders } from '@yike/shared/cases/note-schemas'
import type { z } from '@yike/shared/zod'
import { presentColleague } from '../people/presenter'
import type { noteReaders } from './notes'

export const presentNoteReaders = (readers: Awaited<ReturnType<typeof noteReaders>>): z.output<typeof NoteReaders> => ({
  items: readers.map(({ person, isAway }) => {
    const { id, name, role } = presentColleague(person, 0)
    return { id, name, role, isAway }
  }),
})
