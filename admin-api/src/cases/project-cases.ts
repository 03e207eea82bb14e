import type { MessageKind } from '@yike/shared/messages/declaration'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import type { CaseState } from '@yike/shared/cases/states'
import type { Types } from 'mongoose'
import type { Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { append, keepSaid } from './append'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { toReporter } from './staff-steps'

/** The cases of one kind with the same category, areas, state, project and number of people in need. */
export interface CountedCases {
  _id: {
    category: Types.ObjectId | null
    areas: Types.ObjectId[]
    state: CaseState
    project?: Types.ObjectId
    peopleInNeed?: number
  }
  count: number
}

/** The cases of a kind that the actor sees, as numbers. */
export const countedCases = (actor: Actor, kind: CaseKindCode) =>
  CaseModel.aggregate<CountedCases>([
    { $match: { $and: [casePolicy.visible(actor), { kind }] } },
    {
      $group: {
        _id: {
          category: '$categoryId',
          areas: '$areas',
          state: '$state',
          project: '$projectId',
          peopleInNeed: '$peopleInNeed',
        },
        count: { $sum: 1 },
      },
    },
  ])

/** The cases that are part of one project, and the people in need that they name. */
interface CasesInProject {
  count: number
  peopleInNeed: number
}

/** The cases that are part of each of these projects as numbers, by its id; of ended ones too. */
export async function casesInProjects(projectIds: readonly Types.ObjectId[]): Promise<Map<string, CasesInProject>> {
  const rows = await CaseModel.aggregate<CasesInProject & { _id: Types.ObjectId }>([
    { $match: { projectId: { $in: projectIds } } },
    { $group: { _id: '$projectId', count: { $sum: 1 }, peopleInNeed: { $sum: '$peopleInNeed' } } },
  ])
  return new Map(rows.map(({ _id, ...numbers }) => [String(_id), numbers]))
}

/** The effect of a project's end on each of its cases. */
export interface ProjectEnd {
  projectId: Types.ObjectId
  by: Types.ObjectId
  event: 'resolved' | 'unplanned'
  message: MessageKind
  /** 「您提的需求办好了」. */
  what: string
  text: string
}

/**
 * Ends the project for every case that is part of it and in progress, each by its own write. Running it again goes on
 * with those that are left. Returns how many it changed.
 */
export async function endProjectCases({ projectId, by, event, message, what, text }: ProjectEnd, now: Date) {
  const open = { projectId, state: 'in_progress' as const }
  const actor = { personId: by }
  let changed = 0
  for (const { _id } of await CaseModel.find(open, { _id: 1 }).lean())
    for (;;) {
      const c = await CaseModel.findOne({ ...open, _id }).lean<CaseRecord>()
      if (!c) break
      const said = stableId('need-project', projectId, _id)
      const reason = await keepSaid({ actor, now }, _id, { text, photoIds: [] }, said)
      const notifications = await toReporter(c, message, what, text)
      if (!(await append({ actor, now, filter: open, reason }, c, [{ kind: event }], notifications))) continue
      changed += 1
      break
    }
  return changed
}
