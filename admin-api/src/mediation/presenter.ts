import {
  confirmBy,
  isAgreed,
  isLocked,
  missingSigners,
  OTHER_WAYS,
  OUTCOMES,
  sessionStanding,
  SIDES,
} from '@yike/shared/mediation/rules'
import type * as s from '@yike/shared/mediation/schemas'
import { shownNumber } from '@yike/shared/cases/number'
import { toApiTime } from '@yike/shared/time/china'
import { casePolicy } from '../cases/policy'
import { presentNext } from '../cases/sessions'
import { presentPhoto } from '../files/store'
import type { Actor } from '../http/policy'
import { openedWords, phoneLast4 } from '../sealed-values'
import { openValue } from '../sealing'
import type { Described } from './load'
import type { MediationParty } from './model'

const nameOf = ({ name }: MediationParty) => openValue('name', name)

function signerName({ parties, mediator }: Described, id: string) {
  const party = parties.find(({ _id }) => String(_id) === id)
  return party ? nameOf(party) : `调解员 ${mediator?.name ?? ''}`.trim()
}

function presentAgreement(d: Described, now: Date): s.Agreement | null {
  const { agreement, facts, terms } = d.mediation
  if (!agreement) return null
  return {
    form: agreement.form,
    revision: agreement.revision,
    parties: agreement.partyIds.map((id) => ({ id: String(id), name: signerName(d, String(id)) })),
    facts: openedWords(facts) ?? '',
    terms: openedWords(terms) ?? '',
    performBy: agreement.performBy,
    signatures: agreement.signatures.map(({ by, at, photoId }) => ({
      ...{ by: String(by), name: signerName(d, String(by)), at: toApiTime(at) },
      photo: presentPhoto(photoId, now),
    })),
    effectiveAt: agreement.effectiveAt && toApiTime(agreement.effectiveAt),
    confirmBy: agreement.effectiveAt && confirmBy(agreement.effectiveAt),
  }
}

function nextSigner(d: Described) {
  const { agreement, outcome } = d.mediation
  if (!agreement || outcome) return null
  const [id] = missingSigners(agreement, d.c.assigneeId)
  return id ? { id, name: signerName(d, id) } : null
}

export function presentMediation(d: Described, actor: Actor, now: Date): s.MediationView {
  const { c, mediation, parties, sessions, mediator } = d
  const { outcome, endedAt, agreement } = mediation
  const edit = casePolicy.handleConfidential(actor, c) && !outcome
  const locked = agreement !== null && isLocked(agreement)
  return {
    id: String(c._id),
    number: shownNumber(c.number),
    mediator: mediator && { personId: String(mediator._id), name: mediator.name },
    parties: parties.map((party) => ({
      id: String(party._id),
      side: { code: party.side, label: SIDES[party.side] },
      name: nameOf(party),
      phoneLast4: phoneLast4(party.phone),
      hasApp: party.personId !== null,
    })),
    sessions: sessions.map((session) => ({
      ...presentNext(session),
      state: sessionStanding(session, endedAt),
      partyIds: session.partyIds.map(String),
      attendedIds: session.attendedIds?.map(String) ?? null,
      notes: openedWords(session.notes),
    })),
    agreement: presentAgreement(d, now),
    nextSigner: nextSigner(d),
    outcome: outcome && {
      ...{ code: outcome, label: OUTCOMES[outcome], at: toApiTime(endedAt!) },
      words: openedWords(mediation.outcomeWords),
    },
    seq: mediation.seq,
    can: {
      edit,
      draft: edit && !locked,
      sign: edit && agreement?.form === 'written',
      reject: edit && locked,
      end: edit && !locked,
    },
  }
}

export function presentDayRow(d: Described) {
  const planned = d.sessions.find(({ state }) => state === 'planned')
  return {
    id: String(d.c._id),
    number: shownNumber(d.c.number),
    parties: d.parties.map(nameOf),
    session: planned ? presentNext(planned) : null,
    nextSigner: d.mediation.agreement?.form === 'written' ? (nextSigner(d)?.name ?? null) : null,
  }
}

/**
 * A mediation for one of its parties: the sessions they are invited to, and the agreement from the first signature on,
 * when its words are certain. Neither the notes nor the words of the report, nor anybody's number.
 */
export function presentForParty(d: Described & { party: MediationParty }, now: Date): s.PartyMediation {
  const { c, mediation, sessions, mediator, party } = d
  const { agreement, outcome, endedAt } = mediation
  const reads =
    agreement !== null &&
    agreement.partyIds.some((id) => id.equals(party._id)) &&
    (isLocked(agreement) || agreement.effectiveAt !== null)
  return {
    id: String(c._id),
    number: shownNumber(c.number),
    mediator: mediator?.name ?? null,
    sessions: sessions
      .filter(({ partyIds }) => partyIds.some((id) => id.equals(party._id)))
      .map((session) => ({ ...presentNext(session), state: sessionStanding(session, endedAt) })),
    agreement: reads ? presentAgreement(d, now) : null,
    outcome: outcome && { code: outcome, label: OUTCOMES[outcome], at: toApiTime(endedAt!) },
    otherWays: outcome && !isAgreed(outcome) ? [...OTHER_WAYS] : [],
    can: { wishMediator: !outcome && mediator !== null },
  }
}
