import type { CareEssentials } from '@yike/shared/care/schemas'
import type { LngLat } from '@yike/shared/geo/walking'
import { orNotFound, type Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { communityById } from '../territory/areas'
import { liveAlertsOf } from './alerts'
import { checksOf } from './check'
import { essentialsOf, filesOf } from './file'
import type { Household, KeptVisit } from './household-model'
import { householdsOf, livingOf } from './households'
import { AlertModel, type Alert, type Check } from './model'
import { personFor, type KnownPerson, type Named } from './people'
import { carePolicy } from './policy'
import { recordRead } from './reads'
import { unsealIfPossible, type Sealed } from '../sealing'

export interface DescribedPerson extends KnownPerson {
  check: Check | null
  hasFile: boolean
  alert: Alert | null
  household: Household | null
  people: Map<string, Named>
}

const byId = (people: Named[]) => new Map(people.map((person) => [String(person._id), person]))

/** People with their check, whether they have a file, their live alert and their household; with the names of those who acted. */
export async function describePeople(met: readonly KnownPerson[]): Promise<DescribedPerson[]> {
  const ids = met.map(({ person }) => person._id)
  const [checks, files, alerts, households] = await Promise.all([
    checksOf(ids),
    filesOf(ids),
    liveAlertsOf(ids),
    householdsOf(ids),
  ])
  const named = [...checks.values()].flatMap(({ tappedBy }) => tappedBy ?? [])
  const taking = [...alerts.values()].flatMap(({ takenBy }) => takenBy ?? [])
  const saying = [...households.values()].flatMap((one) => livingOf(one)?.by ?? [])
  const people = byId(await peopleByIds([...named, ...taking, ...saying]))
  return met.map((one) => {
    const id = String(one.person._id)
    // A call that may still be taken back is the caller's own.
    const alert = alerts.get(id) ?? null
    const visible = alert?.state === 'held' && one.as !== 'self' ? null : alert
    const check = checks.get(id) ?? null
    return { ...one, check, hasFile: files.has(id), alert: visible, household: households.get(id) ?? null, people }
  })
}

/** The staff who were at the door, by id. */
export const authorsOf = async (visits: readonly KeptVisit[]) =>
  byId(await peopleByIds([...new Set(visits.map(({ by }) => by))]))

/** Rows of the staff list with the person concerned and the member of staff who took each. */
export async function describeAlerts(alerts: readonly Alert[]) {
  const ids = alerts.flatMap(({ personId, takenBy }) => (takenBy ? [personId, takenBy] : [personId]))
  const people = byId(await peopleByIds(ids))
  return alerts.flatMap((alert) => {
    const person = people.get(String(alert.personId))
    return person ? [{ alert, person, people }] : []
  })
}

export interface DescribedAlert {
  alert: Alert
  met: KnownPerson
  people: Map<string, Named>
  note: string | null
  position: LngLat | null
  essentials: CareEssentials | null
  communityPhone: string
  mayReadFile: boolean
}

const opened = <Fields>(owner: string, sealed: Sealed | null) => sealed && unsealIfPossible<Fields>(owner, sealed)

export const alertById = async (id: string) => orNotFound(await AlertModel.findById(id).lean<Alert>())

/**
 * Everything the page of an alert shows to the person, the family or staff of the area; anybody else gets NOT_FOUND. While it is live, the facts that help at the door come with it; a reading by
 * staff is recorded first.
 */
export async function describeAlert(actor: Actor, alert: Alert, now: Date): Promise<DescribedAlert> {
  const met = await personFor(actor, alert.personId)
  const { person, as } = met
  orNotFound(carePolicy.seeAlert(actor, as, person) && (as === 'self' || alert.state !== 'held') ? alert : null)
  const named = [...alert.told.family, ...(alert.takenBy ? [alert.takenBy] : [])]
  const [people, community] = await Promise.all([peopleByIds(named), communityById(alert.communityId)])
  const owner = `alert:${String(alert._id)}`
  const essentials = alert.endedAt === null ? await essentialsOf(alert.personId) : null
  if (essentials && as === 'staff') await recordRead(actor, person._id, { what: 'read', why: 'alert' }, now)
  return {
    alert,
    met,
    people: byId(people),
    note: opened<{ note: string }>(owner, alert.words)?.note ?? null,
    position: alert.endedAt ? null : (opened<{ position: LngLat }>(owner, alert.where)?.position ?? null),
    essentials,
    communityPhone: community.phone,
    mayReadFile: carePolicy.readFile(actor, as, person),
  }
}
