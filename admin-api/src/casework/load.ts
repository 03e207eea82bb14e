import { needsGuardian } from '@yike/shared/people/minors'
import { dayOf } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { categoryNames } from '../cases/known-categories'
import { caseworksAbout, loadCaseworkCase } from '../cases/caseworks'
import type { CaseRecord } from '../cases/model'
import { sessionsOf, type CaseSession } from '../cases/sessions'
import { orNotFound, type Actor } from '../http/policy'
import { peopleByIds, personById } from '../people/me'
import type { SealedPhone } from '../sealed-values'
import { CaseworkModel, CaseworkSessionModel, type Casework } from './model'

/** A casework with everything that its page shows. */
export interface Described {
  c: CaseRecord
  /** Null before anybody agreed. */
  casework: Casework | null
  sessions: CaseSession[]
  person: { _id: Types.ObjectId; name: string; phone?: SealedPhone | null; birthYear: number | null }
  worker: { _id: Types.ObjectId; name: string } | null
  category: string | null
}

export async function describe(c: CaseRecord): Promise<Described> {
  const [casework, sessions, person, workers, categories] = await Promise.all([
    CaseworkModel.findById(c._id).lean<Casework>(),
    sessionsOf(CaseworkSessionModel, c._id),
    personById(c.reporterId!),
    peopleByIds(c.assigneeId ? [c.assigneeId] : []),
    categoryNames(c.categoryId ? [c.categoryId] : []),
  ])
  const category = c.categoryId ? (categories.get(String(c.categoryId)) ?? null) : null
  return { c, casework, sessions, person, worker: workers[0] ?? null, category }
}

/** For staff who see the case. */
export const loadCasework = async (actor: Actor, id: string): Promise<Described> =>
  describe(await loadCaseworkCase(actor, id))

export const listOwn = async ({ personId }: Actor) => Promise.all((await caseworksAbout([personId])).map(describe))

/** For the person themself: NOT_FOUND for everybody else. */
export async function loadOwn({ personId }: Actor, id: string): Promise<Described> {
  const mine = (await caseworksAbout([personId])).find((c) => String(c._id) === id)
  return describe(orNotFound(mine))
}

export const isGuarded = ({ birthYear }: Pick<Described['person'], 'birthYear'>, now: Date) =>
  needsGuardian(birthYear, dayOf(now))
