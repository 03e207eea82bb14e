import { CASE_KINDS } from '@yike/shared/cases/kinds'
import type { FollowedCase, NeighbourCase } from '@yike/shared/cases/followed-schemas'
import { withoutHomes } from '@yike/shared/cases/redact'
import { CASE_STATES } from '@yike/shared/cases/states'
import { buildingSaid } from '@yike/shared/territory/address'
import type { DescribedCase, Hidden, TalkedCase } from './describe'
import { READ_BY_NEIGHBOURS } from './event-words'
import type { Neighbour } from './followers'
import { presentCard, presentTimeline } from './presenter'
import { isAtHome } from './received-presenter'

/** A case with how its reader stands to it, and with what hides its reporter. */
export type NeighbourRow<Described = DescribedCase> = Described & Hidden & { standing: Neighbour }

/** An address at the reporter's home that names no building of many homes is that home, however it is written. */
const isTheirHouse = (row: NeighbourRow, address: string) => isAtHome(row) && buildingSaid(address) === null

export function presentNeighbourCase(row: NeighbourRow, now: Date): NeighbourCase {
  const { record, hides, standing } = row
  const { id, title, category, address, filedAt, promise } = presentCard(row, now, 'staff')
  // Staff who accept a report have read it.
  const waits = record.wordsWait === true && record.state === 'submitted'
  return {
    id,
    title: waits ? (category?.name ?? CASE_KINDS[record.kind].label) : withoutHomes(title, hides),
    category: category?.name ?? null,
    address: waits || !address || isTheirHouse(row, address) ? null : withoutHomes(address, hides),
    state: { code: record.state, label: CASE_STATES[record.state].label },
    filedAt,
    promise,
    people: standing.people,
    followed: standing.followed,
  }
}

/** `stillBroken`: the reader may say that it is not mended. */
export function presentFollowedCase(row: NeighbourRow<TalkedCase> & { stillBroken: boolean }, now: Date): FollowedCase {
  const { record, hides, standing } = row
  const reads = new Map(record.events.map(({ seq, kind }) => [seq, READ_BY_NEIGHBOURS.has(kind)]))
  return {
    ...presentNeighbourCase(row, now),
    timeline: presentTimeline(row, now, 'resident', '反映的居民').map((entry) => ({
      ...entry,
      who: withoutHomes(entry.who, hides),
      why: reads.get(entry.seq) && entry.why ? withoutHomes(entry.why, hides) : null,
      photos: [],
    })),
    phone: row.phone,
    can: { ...standing.can, stillBroken: row.stillBroken },
  }
}
