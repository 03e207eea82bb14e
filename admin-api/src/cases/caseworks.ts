import { CASE_KIND_CODES, circleOf } from '@yike/shared/cases/kinds'
import type { Types } from 'mongoose'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { peopleByIds, personById } from '../people/me'
import { append, keepSaid } from './append'
import { fileCaseForSomebody } from './file'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { loadVisible } from './staff-steps'

const CASEWORK_KINDS = CASE_KIND_CODES.filter((kind) => circleOf(kind) === 'social_workers')
const isCasework = ({ kind }: Pick<CaseRecord, 'kind'>) => CASEWORK_KINDS.includes(kind)

/** The case of a casework, for staff who see it. */
export async function loadCaseworkCase(actor: Actor, id: string | Types.ObjectId): Promise<CaseRecord> {
  const c = await loadVisible(actor, id)
  return orNotFound(isCasework(c) && c.reporterId ? c : null)
}

/** The open ones that are assigned to somebody. */
export const caseworksAssignedTo = ({ personId }: Actor) =>
  CaseModel.find({ assigneeId: personId, kind: { $in: CASEWORK_KINDS }, state: 'in_progress' })
    .sort({ dueOrder: 1 })
    .limit(100)
    .lean<CaseRecord[]>()

/** All that somebody is the person of. */
export const caseworksAbout = (personIds: readonly Types.ObjectId[]) =>
  CaseModel.find({ reporterId: { $in: personIds }, kind: { $in: CASEWORK_KINDS } })
    .sort({ filedAt: -1 })
    .limit(50)
    .lean<CaseRecord[]>()

/**
 * Opens a case for a person of the actor's areas and gives it to the actor. Each part finds what a try before it left,
 * so that repeating it changes nothing.
 */
export async function openCaseworkCase(
  { actor, now, key }: CallContext,
  { personId, categoryId, words }: { personId: string; categoryId: string; words: string },
): Promise<CaseRecord> {
  const person = await personById(personId)
  const filing = {
    ...{ kind: CASEWORK_KINDS[0]!, categoryId, description: words, photoIds: [], channel: 'counter' as const },
    ...{ reporterId: personId, communityId: String(person.communityId) },
  }
  const { _id } = await fileCaseForSomebody(actor, key, filing, now)
  const [me] = await peopleByIds([actor.personId])
  for (;;) {
    const c = orNotFound(await CaseModel.findById(_id).lean<CaseRecord>())
    if (c.state !== 'submitted') return c
    authorize(me !== undefined && casePolicy.takeOver(me, c, c.communityId))
    const reason = await keepSaid({ actor, now }, _id, { text: BEGUN, photoIds: [] })
    const moves = [
      { kind: 'accepted' as const },
      { kind: 'assigned' as const, assignee: actor.personId },
      { kind: 'replied' as const, said: true as const },
    ]
    const after = await append({ actor, now, filter: {}, reason }, c, moves, [])
    if (after) return after
  }
}
const BEGUN = '社工开始和您一起做了。目标和下次见面在“社工个案”里看，随时能停。'

/** Ends the promise to solve: a casework lasts as long as its plan, which has a review day. Repeating it changes nothing. */
export async function lastAsPlanned(id: Types.ObjectId, actor: Actor, now: Date): Promise<void> {
  for (;;) {
    const c = orNotFound(await CaseModel.findById(id).lean<CaseRecord>())
    if (!c.solve || c.state !== 'in_progress') return
    const given = { promise: c.promise, promisedAt: c.promisedAt, dueAt: c.dueAt }
    const move = { kind: 'promised' as const, visibleTo: 'staff' as const, ...given }
    if (await append({ actor, now, filter: {}, reason: null }, c, [move], [])) return
  }
}
