import type { Types } from 'mongoose'
import { BINDING_STATES, EVIDENCE_KINDS, FAMILY_STATES, qrOfCode } from '@yike/shared/people/family'
import { isMergeUndoable } from '@yike/shared/people/merge'
import { bestProof, REAL_NAME_DOCUMENTS } from '@yike/shared/people/real-name'
import type * as s from '@yike/shared/people/schemas'
import { RELATIONS } from '@yike/shared/people/relations'
import { toApiTime } from '@yike/shared/time/china'
import { presentPhoto } from '../files/store'
import { type Actor } from '../http/policy'
import type { Binding, FamilyCode } from './binding-model'
import type { StaffPersonFacts } from './counter'
import type { Acting, Standing } from './family'
import { presentCompounds, presentHomeProof } from './home-presenter'
import type { Family, Person } from './model'
import { phoneLast4 } from '../sealed-values'
import { homeOf, openedLast4 } from './sealed-facts'
import { personPolicy } from './policy'
import { presentFound } from './presenter'

const relationCoded = (relation: Family['relation']) => ({ code: relation, label: RELATIONS[relation] })

/** 「李桂兰（本人）」 or 「张海燕（社区看了户口本）」. */
function confirmedByInWords(binding: Binding | null) {
  if (!binding?.confirmation) return null
  const { byName, evidence } = binding.confirmation
  return evidence ? `${byName}（社区看了${EVIDENCE_KINDS[evidence.kind]}）` : `${byName}（本人）`
}

/** The state of a family line: older lines have none and were written down. */
function presentStanding({ line, binding }: Standing) {
  const state = line.state ?? 'written_down'
  return {
    relation: relationCoded(line.relation),
    state: { code: state, label: FAMILY_STATES[state] },
    confirmedBy: confirmedByInWords(binding),
    confirmedAt: binding?.confirmation ? toApiTime(binding.confirmation.at) : null,
  }
}

export const presentBeneficiary = (standing: Standing, person: Person | undefined): s.Beneficiary => ({
  ...presentStanding(standing),
  personId: String(standing.line.personId),
  name: standing.line.name,
  birthYear: person?.birthYear ?? null,
  phoneLast4: phoneLast4(person?.phone ?? null),
  home: (person && homeOf(person)?.text) ?? null,
})

export function presentRequest(request: Binding, reader: Types.ObjectId, now: Date): s.FamilyRequest {
  const isAsker = request.askerId.equals(reader)
  const open = request.state === 'open' && request.expiresAt > now
  return {
    id: String(request._id),
    name: isAsker ? request.personName : request.askerName,
    phoneLast4: openedLast4(isAsker ? request.personPhoneLast4 : request.askerPhoneLast4),
    relation: relationCoded(request.relation),
    state: { code: request.state, label: BINDING_STATES[request.state] },
    askedAt: toApiTime(request.createdAt),
    expiresAt: toApiTime(request.expiresAt),
    can: { confirm: open && !isAsker, decline: open && !isAsker, withdraw: open && isAsker },
  }
}

const presentActor = (acting: Acting): s.FamilyActor => ({
  ...presentStanding(acting),
  personId: String(acting.asker._id),
  name: acting.asker.name,
  phoneLast4: phoneLast4(acting.asker.phone),
})

export const presentFamily = (
  { actors, incoming, outgoing }: { actors: Acting[]; incoming: Binding[]; outgoing: Binding[] },
  reader: Types.ObjectId,
  now: Date,
): s.Family => ({
  actors: actors.map(presentActor),
  incoming: incoming.map((request) => presentRequest(request, reader, now)),
  outgoing: outgoing.map((request) => presentRequest(request, reader, now)),
})

export const presentCode = ({ _id, expiresAt }: FamilyCode): s.FamilyCode => ({
  code: _id,
  qr: qrOfCode(_id),
  expiresAt: toApiTime(expiresAt),
})

/** Documents are shown only to staff who may confirm with them. */
function presentEvidence(binding: Binding | null, seen: boolean, now: Date) {
  const evidence = binding?.confirmation?.evidence
  if (!evidence || !seen) return null
  return {
    kind: { code: evidence.kind, label: EVIDENCE_KINDS[evidence.kind] },
    note: evidence.note,
    photos: evidence.photoIds.map((id) => presentPhoto(id, now)),
  }
}

function presentProof({ person: { realName }, provedBy }: StaffPersonFacts): s.StaffPerson['realName'] {
  const proof = bestProof(realName)
  if (!proof) return null
  const { document } = proof
  return {
    by: provedBy ?? '',
    at: toApiTime(proof.at),
    document: document ? { code: document, label: REAL_NAME_DOCUMENTS[document] } : null,
  }
}

export function presentStaffPerson(
  facts: StaffPersonFacts,
  accounts: ReadonlySet<string>,
  actor: Actor,
  now: Date,
): s.StaffPerson {
  const { person, actors, asking, actsFor, others, alike, merges } = facts
  const binds = personPolicy.bind(actor, person)
  const homeProof = presentHomeProof(person, facts.compounds)
  const isSeen = bestProof(person.realName)?.level === 'counter'
  const lineOf = (standing: Standing, mayBind: boolean) => ({
    ...presentStanding(standing),
    evidence: presentEvidence(standing.binding, mayBind, now),
    can: { confirm: mayBind && standing.line.state !== 'confirmed', end: mayBind },
  })
  return {
    person: presentFound(person, accounts.has(String(person._id))),
    realName: presentProof(facts),
    homeProof: homeProof && { ...homeProof, by: facts.boundBy ?? '' },
    compounds: presentCompounds(facts.compounds),
    actors: [
      ...asking
        .filter(({ askerId }) => !actors.some(({ asker }) => asker._id.equals(askerId)))
        .map((request) => ({
          personId: String(request.askerId),
          name: request.askerName,
          phoneLast4: openedLast4(request.askerPhoneLast4),
          relation: relationCoded(request.relation),
          state: { code: 'open', label: BINDING_STATES.open },
          confirmedBy: null,
          confirmedAt: null,
          evidence: null,
          can: { confirm: binds, end: false },
        })),
      ...actors.map((acting) => ({
        ...lineOf(acting, binds),
        personId: String(acting.asker._id),
        name: acting.asker.name,
        phoneLast4: phoneLast4(acting.asker.phone),
      })),
    ],
    actsFor: actsFor.map((standing) => {
      const other = others.find(({ _id }) => _id.equals(standing.line.personId))
      return {
        ...lineOf(standing, other !== undefined && personPolicy.bind(actor, other)),
        personId: String(standing.line.personId),
        name: standing.line.name,
        phoneLast4: phoneLast4(other?.phone ?? null),
      }
    }),
    alike: alike.map((one) => presentFound(one, accounts.has(String(one._id)))),
    merged: merges.map((merge) => ({
      id: String(merge._id),
      name: merge.fromName,
      by: merge.byName,
      reason: merge.reason ?? 'office',
      at: toApiTime(merge.at),
      canUndo: merge.state === 'merged' && isMergeUndoable(merge, now) && personPolicy.merge(actor, person),
    })),
    can: {
      bind: binds,
      book: personPolicy.bookFor(actor, person),
      edit: personPolicy.edit(actor, person),
      merge: personPolicy.merge(actor, person),
      confirmRealName: binds && !isSeen && !person.diedOn,
      undoRealName: binds && isSeen,
      confirmHome: binds && person.home !== null && !homeProof,
      undoHome: binds && homeProof !== null,
    },
  }
}
