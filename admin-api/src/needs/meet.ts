import { matchedInWords, plannedInWords, type ResourceKind } from '@yike/shared/needs/projects'
import type { MatchNeed, PlanNeed } from '@yike/shared/needs/schemas'
import { closing, nextWorkday } from '@yike/shared/time/work-calendar'
import { dayOf, instantAt } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { step, toReporter } from '../cases/staff-steps'
import { placeById, serviceWithPlace } from '../directory/find'
import type { CallContext } from '../http/policy'
import { Types } from 'mongoose'
import { officeHours } from '../territory/office-hours'
import { goingProject } from './projects'

const RESOURCE: Record<ResourceKind, (id: string) => Promise<{ name: string }>> = {
  place: placeById,
  service: async (id) => (await serviceWithPlace(id)).service,
}

/** Answers a need with a place or a service that meets it: the person reads which. */
export const matchNeed = (call: CallContext, { resource, ...input }: z.output<typeof MatchNeed>) =>
  step(call, input, 'match', async (c) => {
    const { name } = await RESOURCE[resource.of](resource.id)
    const text = matchedInWords(name, input.text)
    return {
      moves: [{ kind: 'matched', resource: { of: resource.of, id: new Types.ObjectId(resource.id) } }],
      said: { text, photoIds: [] },
      notifications: await toReporter(c, 'case_resolved', '附近已经有了', text),
    }
  })

/** Makes a need part of a project: from then on it is promised for the day of the project. */
export const planNeed = (call: CallContext, input: z.output<typeof PlanNeed>) =>
  step(call, input, 'plan', async (c) => {
    const project = await goingProject(call.actor, input.projectId)
    const office = (await officeHours()).calendarIn(c.areas)
    const text = plannedInWords({ name: project.name, day: dateInText(project.doneBy) }, input.text)
    let workdays = 1
    for (let day = nextWorkday(dayOf(call.now), office); day < project.doneBy; day = nextWorkday(day, office))
      workdays++
    const dueAt = instantAt(project.doneBy, closing(office))
    return {
      moves: [{ kind: 'planned', project: project._id, solve: { promise: { workdays }, dueAt } }],
      said: { text, photoIds: [] },
      notifications: await toReporter(c, 'case_replied', '列入项目了', text),
    }
  })
