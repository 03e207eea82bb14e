import type { AuditEntry } from '../audit/list'
import {
  ALERT_KINDS,
  ALERT_STATES,
  CARE_LEVELS,
  OUTCOMES,
  PAUSE_REASONS,
  TAPPED_LABEL,
  isPausedOn,
  outcomesOf,
} from '@yike/shared/care/rules'
import { HOME_VISIT_ENDS, LIVING } from '@yike/shared/care/households'
import { needsGuardian } from '@yike/shared/people/minors'
import type * as s from '@yike/shared/care/schemas'
import { labelOfRole } from '@yike/shared/people/permissions'
import { clock, dayOf, instantAt, toApiTime } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import type { DescribedAlert, DescribedPerson } from './describe'
import type { OpenedFile } from './file'
import type { Household, KeptVisit } from './household-model'
import { livingOf, mayTakeBack, visitsIn } from './households'
import type { listPeople } from './list'
import { CONSENT_WAYS, type Alert, type Check } from './model'
import type { KnownPerson, Named } from './people'
import { carePolicy } from './policy'
import { phoneLast4 } from '../sealed-values'
import { homeOf, phoneOf } from '../people/sealed-facts'

type People = ReadonlyMap<string, Named>

const nameOf = (people: People, id: { toString(): string } | null) => (id && people.get(String(id))?.name) || null

/** 「网格员 李国强」. */
const titleOf = (person: Named | undefined) => {
  const role = person?.roles[0]
  return person ? [role && labelOfRole(role), person.name].filter(Boolean).join(' ') : '已离岗的工作人员'
}

const presentPerson = ({ person, relation }: Pick<KnownPerson, 'person' | 'relation'>): s.CarePerson => ({
  id: String(person._id),
  name: person.name,
  relation,
  birthYear: person.birthYear,
  home: homeOf(person)?.text ?? null,
  phone: phoneOf(person),
})

function todayOf({ tappedOn, pause, until }: Check, now: Date): s.CheckView['today'] {
  const today = dayOf(now)
  if (tappedOn === today) return 'tapped'
  if (isPausedOn(pause, today)) return 'paused'
  return instantAt(today, until) <= now ? 'missed' : 'waiting'
}

function presentCheck(check: Check, people: People, now: Date): s.CheckView {
  const tapped = check.tappedOn === dayOf(now)
  const byOther = tapped && check.tappedBy && !check.tappedBy.equals(check._id)
  // A pause that is over does not count.
  const pause = check.pause && check.pause.to >= dayOf(now) ? check.pause : null
  // Turned on after today's time: no tap was expected today.
  const late = check.since > instantAt(dayOf(now), check.until)
  const today = todayOf(check, now)
  return {
    until: check.until,
    today: today === 'missed' && late ? 'waiting' : today,
    tappedAt: tapped && check.tappedAt ? toApiTime(check.tappedAt) : null,
    tappedBy: byOther ? nameOf(people, check.tappedBy) : null,
    pause: pause && {
      from: pause.from,
      to: pause.to,
      reason: { code: pause.reason, label: PAUSE_REASONS[pause.reason] },
    },
    since: toApiTime(check.since),
  }
}

const wordsOf = ({ kind, until, position }: { kind: Alert['kind']; until: number | null; position: boolean }) =>
  kind === 'missed' ? `说好 ${clock(until ?? 0)} 前报平安` : position ? '发来了位置' : '没有发来位置，先去家里'

export function presentAlertCard({
  alert,
  person,
  people,
  relation = null,
}: {
  alert: Alert
  person: Named
  people: People
  relation?: string | null
}): s.AlertCard {
  const taker = alert.takenBy ? people.get(String(alert.takenBy)) : undefined
  const role = taker?.roles[0]
  return {
    id: String(alert._id),
    kind: { code: alert.kind, label: ALERT_KINDS[alert.kind] },
    person: presentPerson({ person, relation }),
    raisedAt: toApiTime(alert.raisedAt),
    state: { code: alert.state, label: ALERT_STATES[alert.state] },
    words: wordsOf({ kind: alert.kind, until: alert.until, position: alert.where !== null }),
    taker: alert.takenBy && {
      personId: String(alert.takenBy),
      name: taker?.name ?? '已离岗',
      role: role ? labelOfRole(role) : '工作人员',
    },
    needsHelp: alert.needsHelpAt !== null && alert.endedAt === null,
    escalated: alert.escalatedAt !== null,
  }
}

export const outcomeOf = ({ outcome }: Alert) =>
  outcome && { code: outcome, label: outcome === 'tapped' ? TAPPED_LABEL : OUTCOMES[outcome].label }

export function presentAlert(actor: Actor, d: DescribedAlert): s.AlertView {
  const { alert, met, people } = d
  const responds = met.as === 'staff'
  const maySettle = responds && carePolicy.settle(actor, alert)
  return {
    ...presentAlertCard({ alert, person: met.person, people, relation: met.relation }),
    takenAt: alert.takenAt && toApiTime(alert.takenAt),
    settledAt: alert.endedAt && toApiTime(alert.endedAt),
    outcome: outcomeOf(alert),
    note: d.note,
    position: d.position && { lng: d.position.lng, lat: d.position.lat },
    essentials: d.essentials,
    toldFamily: alert.told.family.flatMap((id) => nameOf(people, id) ?? []),
    toldStaff: alert.told.staff.length,
    communityPhone: d.communityPhone,
    can: {
      take: responds && carePolicy.take(alert),
      settle: maySettle,
      cancel: carePolicy.cancel(actor, alert),
      readFile: d.mayReadFile,
    },
    outcomes: maySettle
      ? outcomesOf(alert.kind, alert.needsHelpAt !== null).map((code) => ({ code, label: OUTCOMES[code].label }))
      : [],
  }
}

const SAID_BY = { self: '本人', family: '家人' } as const

function presentLiving(household: Household | null, people: People): s.CareView['living'] {
  const said = household && livingOf(household)
  if (!said) return null
  const saidBy = said.as === 'staff' ? titleOf(people.get(said.by)) : SAID_BY[said.as]
  return { code: said.living, label: LIVING[said.living], saidBy, saidAt: said.at }
}

const lastVisitOf = (household: Household | null): s.LastHomeVisit => {
  const { metAt = null, triedAt = null } = household ?? {}
  return {
    metOn: metAt && dayOf(metAt),
    awayOn: triedAt && (!metAt || triedAt > metAt) ? dayOf(triedAt) : null,
  }
}

export const presentHomeVisit = (
  actor: Actor,
  visit: KeptVisit,
  { people, now }: { people: People; now: Date },
): s.HomeVisit => ({
  id: visit.id,
  at: visit.at,
  end: { code: visit.end, label: HOME_VISIT_ENDS[visit.end] },
  note: visit.note,
  by: titleOf(people.get(visit.by)),
  can: { takeBack: mayTakeBack(actor, visit, now) },
})

export function presentCare(actor: Actor, one: DescribedPerson, now: Date): s.CareView {
  const { as, person, people, alert, household } = one
  const maySay = carePolicy.readHousehold(actor, as, person)
  return {
    person: presentPerson(one),
    self: as === 'self',
    check: one.check && presentCheck(one.check, people, now),
    hasFile: one.hasFile,
    alert: alert && presentAlertCard({ alert, person, people, relation: one.relation }),
    living: maySay ? presentLiving(household, people) : null,
    lastVisit: as === 'staff' && carePolicy.visitAtHome(actor, person) ? lastVisitOf(household) : null,
    can: { sayLiving: maySay },
  }
}

export function presentFile(actor: Actor, opened: OpenedFile, now: Date): s.CareFileView {
  const { file, person, as, people, body } = opened
  const mayEdit = carePolicy.editFile(actor, as, person)
  const { consent = null } = file ?? {}
  return {
    person: presentPerson(opened),
    as,
    revision: file?.revision ?? 0,
    body: body && {
      level: body.level && body.level in CARE_LEVELS ? body.level : null,
      levelFrom: body.levelFrom,
      dementia: body.dementia,
      needs: body.needs,
      illnesses: body.illnesses,
      allergies: body.allergies,
      medicines: body.medicines,
      contacts: body.contacts,
      note: body.note,
    },
    consent: consent && {
      version: consent.version,
      at: toApiTime(consent.at),
      how: { code: consent.how, label: CONSENT_WAYS[consent.how] },
      byName: nameOf(people, consent.by) ?? '工作人员',
      guardianName: consent.guardianName,
    },
    guarded: needsGuardian(person.birthYear, dayOf(now)),
    changedAt: file && toApiTime(file.changedAt),
    changedBy: file && nameOf(people, file.changedBy),
    can: { edit: mayEdit, withdraw: mayEdit && consent !== null },
  }
}

export const presentRead = ({ read, reader }: { read: AuditEntry; reader: Named | undefined }): s.CareRead => ({
  id: read._id,
  who: titleOf(reader),
  what: read.kind === 'read' ? 'read' : 'edit',
  why: read.why ?? '',
  at: toApiTime(read.at),
})

type Row = Awaited<ReturnType<typeof listPeople>>['items'][number]

export function presentRow(actor: Actor, { person, check, hasFile, household }: Row, now: Date): s.CarePersonRow {
  const said = household && livingOf(household)
  const own = household && visitsIn(household).find((visit) => mayTakeBack(actor, visit, now))
  return {
    id: String(person._id),
    name: person.name,
    birthYear: person.birthYear,
    home: homeOf(person)?.text ?? null,
    phoneLast4: phoneLast4(person.phone),
    hasFile,
    check: check && presentCheck(check, new Map(), now),
    living: said && { code: said.living, label: LIVING[said.living] },
    lastVisit: lastVisitOf(household),
    takeBackId: own?.id ?? null,
  }
}
