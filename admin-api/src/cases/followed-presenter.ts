import type { FollowedCase, NeighbourCase } from '@yike/shared/cases/followed-schemas'
import { withoutHomes } from '@yike/shared/cases/redact'
import { CASE_STATES } from '@yike/shared/cases/states'
import { buildingSaid } from '@yike/shared/territory/address'
import type { DescribedCase, Hidden, TalkedCase } from './describe'
import { READ_BY_NEIGHBOURS } from './event-words'
import { publicTitle, type Neighbour } from './followers'
import { presentCard, presentTimeline } from './presenter'
import { isAtHome } from './received-presenter'

/** A case with how its reader stands to it, and with what hides its reporter. */
export type NeighbourRow<Described = DescribedCase> = Described & Hidden & { standing: Neighbour }

/** The public place near it, in words, where the map shows one. */
export interface Placed {
  where: string | null
}

/** An address at the reporter's home that names no building of many homes is that home, however it is written. */
const isTheirHouse = (row: NeighbourRow, address: string) => isAtHome(row) && buildingSaid(address) === null

/** A neighbour's case as the map tells of it: its category and the public place near it, no word of its reporter. */
export function presentNeighbourCase(row: NeighbourRow & Placed, now: Date): NeighbourCase {
  const { record, standing } = row
  const { id, category, filedAt, promise } = presentCard(row, now, 'staff')
  return {
    id,
    title: publicTitle(record, row.category),
    category: category?.name ?? null,
    address: row.where,
    state: { code: record.state, label: CASE_STATES[record.state].label },
    filedAt,
    promise,
    people: standing.people,
    followed: standing.followed,
  }
}

/**
 * The same for somebody who has just written about the matter themselves, and asks whether it is that one: its title and
 * its place too, as far as they do not tell of the reporter.
 */
export function presentLikelyCase(row: NeighbourRow, now: Date): NeighbourCase {
  const { record, hides } = row
  const { title, address } = presentCard(row, now, 'staff')
  // Staff who accept a report have read it.
  const waits = record.wordsWait === true && record.state === 'submitted'
  return {
    ...presentNeighbourCase({ ...row, where: null }, now),
    title: waits ? publicTitle(record, row.category) : withoutHomes(title, hides),
    address: waits || !address || isTheirHouse(row, address) ? null : withoutHomes(address, hides),
  }
}

/** `stillBroken`: the reader may say that it is not mended. */
export function presentFollowedCase(
  row: NeighbourRow<TalkedCase> & Placed & { stillBroken: boolean },
  now: Date,
): FollowedCase {
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
