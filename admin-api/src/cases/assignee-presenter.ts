import type * as s from '@yike/shared/cases/schemas'
import type { z } from '@yike/shared/zod'
import { presentColleague } from '../people/presenter'
import type { assigneesFor } from './assignees'

/** Those who can be assigned a case, and apart from them those on leave, with whom to ask instead. */
export const presentAssignees = ({
  present,
  away,
}: Awaited<ReturnType<typeof assigneesFor>>): z.output<typeof s.Assignees> => ({
  items: present.map(({ person, openCases, reason }) => ({ ...presentColleague(person, openCases), reason })),
  away: away.map(({ person, leave }) => ({
    id: String(person._id),
    name: person.name,
    leave: `${leave?.words ?? ''}休假${leave?.delegate ? `，${leave.delegate}代班` : ''}`,
  })),
})
