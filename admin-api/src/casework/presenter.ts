import { CONSENT_GIVERS, nextSession, OUTCOMES, SESSION_STATES } from '@yike/shared/casework/rules'
import type * as s from '@yike/shared/casework/schemas'
import { shownNumber } from '@yike/shared/cases/number'
import { toApiTime } from '@yike/shared/time/china'
import { casePolicy } from '../cases/policy'
import { presentNext, type CaseSession } from '../cases/sessions'
import type { Actor } from '../http/policy'
import { openedWords, phoneLast4 } from '../sealed-values'
import { openValue } from '../sealing'
import { isGuarded, type Described } from './load'
import type { Casework } from './model'

export const goalsOf = ({ goals }: Pick<Casework, 'goals'>) => (goals ? openValue('goals', goals) : [])

const presentConsent = ({ consent, guardianName }: Casework) => ({
  ...{ version: consent.version, by: { code: consent.by, label: CONSENT_GIVERS[consent.by] } },
  guardianName: guardianName && openValue('name', guardianName),
  at: toApiTime(consent.at),
  withdrawnAt: consent.withdrawnAt && toApiTime(consent.withdrawnAt),
})
const presentSession = (session: CaseSession) => ({
  ...presentNext(session),
  state: { code: session.state, label: SESSION_STATES[session.state] },
})
const outcomeOf = ({ outcome, endedAt }: Casework) =>
  outcome && { code: outcome, label: OUTCOMES[outcome], at: toApiTime(endedAt!) }

/** The part that the person and the social worker both read. */
const common = ({ c, casework, category }: Described) => ({
  id: String(c._id),
  number: shownNumber(c.number),
  category,
  consent: casework && presentConsent(casework),
  goals: casework ? goalsOf(casework) : [],
  reviewOn: casework?.reviewOn ?? null,
})

export function presentCasework(d: Described, actor: Actor, now: Date): s.CaseworkView {
  const { c, casework, sessions, person, worker } = d
  const handles = casePolicy.handleConfidential(actor, c) && !casework?.endedAt
  const outcome = casework && outcomeOf(casework)
  return {
    ...common(d),
    person: { id: String(person._id), name: person.name, phoneLast4: phoneLast4(person.phone) },
    worker: worker && { personId: String(worker._id), name: worker.name },
    needsGuardian: isGuarded(person, now),
    sessions: sessions.map((one) => ({ ...presentSession(one), notes: openedWords(one.notes) })),
    outcome: outcome && { ...outcome, words: openedWords(casework.outcomeWords) ?? '' },
    seq: casework?.seq ?? 0,
    can: {
      consent: handles && !casework,
      write: handles && casework !== null && !casework.consent.withdrawnAt,
      end: handles && casework !== null,
    },
  }
}

export function presentDayRow({ c, casework, sessions, person, category }: Described, now: Date): s.CaseworkRow {
  const next = nextSession(sessions, now)
  return {
    ...{ id: String(c._id), number: shownNumber(c.number), category, name: person.name },
    next: next && presentNext(next),
    reviewOn: casework?.reviewOn ?? null,
    needsConsent: casework === null,
    endWished: Boolean(casework?.consent.withdrawnAt),
  }
}

/** A casework for its person: the plan and the next session, none of the notes. */
export function presentOwn(d: Described, now: Date): s.OwnCasework {
  const { casework, sessions, worker } = d
  const next = nextSession(sessions, now)
  return {
    ...common(d),
    worker: worker?.name ?? null,
    next: next && presentSession(next),
    outcome: casework && outcomeOf(casework),
    can: { wishEnd: casework !== null && !casework.endedAt && !casework.consent.withdrawnAt },
  }
}
