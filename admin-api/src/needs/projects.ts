import type { CreateNeedProject, EndNeedProject } from '@yike/shared/needs/schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { endProjectCases } from '../cases/project-cases'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { staffArea } from '../territory/edit'
import { NeedProjectModel, type NeedProject } from './model'
import { needPolicy } from './policy'

/** Projects of the actor's areas: those that go on, by their day, then the ended ones. */
export const listProjects = (actor: Actor) =>
  NeedProjectModel.find(needPolicy.visible(actor)).sort({ end: 1, doneBy: 1, _id: 1 }).limit(500).lean<NeedProject[]>()

export async function createProject({ actor, key, now }: CallContext, input: z.output<typeof CreateNeedProject>) {
  const area = await staffArea(actor, input.areaId)
  authorize(needPolicy.keep(actor, area))
  const { areaId: _, ...facts } = input
  if (facts.doneBy < dayOf(now))
    throw new AppError('INVALID_INPUT', undefined, { fields: { doneBy: ['“哪天前办好”已经过了，选今天或以后'] } })
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<NeedProject>(NeedProjectModel, idem)
  if (before) return before
  try {
    const made = await NeedProjectModel.create({ ...facts, areas: area.areas, state: 'going', idem, createdAt: now })
    return made.toObject<NeedProject>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<NeedProject>(NeedProjectModel, idem))
  }
}

/** Ends a project, once; its cases follow. A job does what an interrupted end left. */
export async function endProject(actor: Actor, { id, outcome, text }: z.output<typeof EndNeedProject>, now: Date) {
  const of = { _id: id, ...needPolicy.kept(actor) }
  const ended = await NeedProjectModel.findOneAndUpdate(
    { ...of, state: 'going' },
    { $set: { state: outcome, end: { text, by: actor.personId, at: now }, ending: true } },
    { returnDocument: 'after' },
  ).lean<NeedProject>()
  if (!ended) {
    orNotFound(await NeedProjectModel.findOne(of).lean())
    throw new AppError('CONFLICT', '这个项目已经结束了，刷新后再看。')
  }
  await tellOfEnd(ended, now)
  return ended
}

const ENDS = {
  done: { event: 'resolved', message: 'case_resolved', what: '您提的需求办好了' },
  dropped: { event: 'unplanned', message: 'case_replied', what: '您提的需求这回没有办成' },
} as const

async function tellOfEnd({ _id, state, end }: NeedProject, now: Date) {
  if (!end || state === 'going') return
  await endProjectCases({ projectId: _id, by: end.by, text: end.text, ...ENDS[state] }, now)
  await NeedProjectModel.updateOne({ _id }, { $unset: { ending: 1 } })
}

/** A job: tells the cases of ended projects that do not know of it yet. Returns how many projects it looked at. */
export async function settleProjects(now: Date) {
  const left = await NeedProjectModel.find({ ending: true }).limit(100).lean<NeedProject[]>()
  for (const project of left) await tellOfEnd(project, now)
  return left.length
}

/** A project that goes on, in one of these areas. */
export async function goingProject(actor: Actor, id: string) {
  const found = orNotFound(
    await NeedProjectModel.findOne({ _id: id, ...needPolicy.visible(actor) }).lean<NeedProject>(),
  )
  if (found.state === 'going') return found
  throw new AppError('INVALID_INPUT', undefined, { fields: { projectId: ['这个项目已经结束了，换一个'] } })
}
