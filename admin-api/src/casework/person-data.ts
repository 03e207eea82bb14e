import { CONSENT_GIVERS, OUTCOMES, SESSION_STATES } from '@yike/shared/casework/rules'
import { CASE_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { sessionsOf } from '../cases/sessions'
import { entry, section, type PersonData } from '../privacy/person-data'
import type { RetentionRule } from '../privacy/retention'
import { openedWords } from '../sealed-values'
import { openValue } from '../sealing'
import { CaseworkModel, CaseworkSessionModel, type Casework } from './model'
import { goalsOf } from './presenter'
import { endOne, settleCasework } from './write'

const goalInWords = ({ goal, steps, reached }: ReturnType<typeof goalsOf>[number]) =>
  [`${goal}${reached ? '（达到了）' : ''}`, ...steps].join('：')

/** The caseworks of somebody, with all that was written about them: the notes too, because they are about them. */
export const caseworkData: PersonData = {
  models: [CaseworkModel, CaseworkSessionModel],

  async export(ids) {
    const mine = await CaseworkModel.find({ personId: { $in: ids } }).lean<Casework[]>()
    const entries = mine.map(async (one) =>
      entry('社工个案', {
        同意的人: CONSENT_GIVERS[one.consent.by],
        监护人: one.guardianName && openValue('name', one.guardianName),
        同意的说明: one.consent.version,
        同意的时间: one.consent.at,
        收回同意: one.consent.withdrawnAt,
        目标: goalsOf(one).map(goalInWords).join('；'),
        回顾: one.reviewOn && dayInFull(one.reviewOn),
        见面: (await sessionsOf(CaseworkSessionModel, one._id))
          .map(({ at, place, state, notes }) =>
            [`${instantInFull(at)} ${openedWords(place)} ${SESSION_STATES[state]}`, openedWords(notes)]
              .filter(Boolean)
              .join('：'),
          )
          .join('；'),
        结案: one.outcome && OUTCOMES[one.outcome],
        结案时写的: openedWords(one.outcomeWords),
        结案的时间: one.endedAt,
      }),
    )
    return section('社工个案', await Promise.all(entries))
  },

  async endings(ids) {
    const open = await CaseworkModel.find({ personId: { $in: ids }, endedAt: null }).lean<Casework[]>()
    return open.length > 0
      ? [{ what: '社工个案收尾', items: open.map(({ consent }) => instantInFull(consent.at)) }]
      : []
  },

  async end(ids, { cause, reason, now }) {
    const outcome = cause === 'death' ? 'died' : 'withdrawn'
    const open = await CaseworkModel.find({ personId: { $in: ids }, endedAt: null }).lean<Casework[]>()
    for (const { _id, personId } of open) await endOne(_id, { by: personId, outcome, text: reason, now })
  },

  async erase(ids) {
    const mine = await CaseworkModel.find({ personId: { $in: ids } }, { _id: 1 }).lean<Casework[]>()
    const caseIds = mine.map(({ _id }) => _id)
    await CaseworkSessionModel.deleteMany({ caseId: { $in: caseIds } })
    await CaseworkModel.deleteMany({ _id: { $in: caseIds } })
  },
}

const BATCH = 100
const due = (now: Date) => ({ erasedAt: null, endedAt: { $lt: yearsBefore(now, CASE_KEPT_YEARS) } })

export const caseworkRetention: readonly RetentionRule[] = [
  { what: '社工个案的计划和见面记录', kept: '结案后三年', model: CaseworkModel, due },
]

/** A job: caseworks that ended three years ago keep consent and outcome, and lose plan, sessions and words. */
export async function eraseOldCaseworks(now: Date): Promise<number> {
  const old = await CaseworkModel.find(due(now)).limit(BATCH).lean<Casework[]>()
  for (const { _id } of old) {
    await CaseworkSessionModel.deleteMany({ caseId: _id })
    const set = { goals: null, outcomeWords: null, guardianName: null, outbox: [], erasedAt: now }
    await CaseworkModel.updateOne({ _id }, { $set: set })
  }
  return old.length
}

/** A job: cases whose casework ended, and which do not say so because of a crash. */
export async function settleCaseworks(now: Date): Promise<number> {
  const left = await CaseworkModel.find({ closing: true }).limit(BATCH).lean<Casework[]>()
  for (const one of left) await settleCasework(one, now)
  return left.length
}
