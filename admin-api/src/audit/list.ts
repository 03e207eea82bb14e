import { MOST_EXPORTED, type ListAudit } from '@yike/shared/audit/schemas'
import { addDays, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { allRead } from '../http/all-read'
import { INSTANT, pagedList, WORDS } from '../http/cursor'
import { wholeExport } from '../files/whole-export'
import type { Actor } from '../http/policy'
import { peopleByIds, peopleNamed } from '../people/me'
import { AuditEntryModel, type AuditEntry } from './model'
import { auditPolicy } from './policy'

export type { AuditEntry } from './model'

const LIST = pagedList<AuditEntry>('listAudit', { at: [-1, INSTANT], _id: [-1, WORDS] })
/** The names that an entry shows; the rest is a count. */
export const NAMES_SHOWN = 10

type Filters = Omit<z.output<typeof ListAudit>, 'cursor' | 'limit'>

/**
 * The filter of the entries that the actor may read. Who looked at somebody of the actor's areas is theirs to know,
 * wherever the reader works.
 */
async function filterOf(actor: Actor, { kind, about, by, from, to, ...left }: Filters) {
  allRead(left)
  const among = auditPolicy.named(actor)
  const [concerned, actors] = await Promise.all([
    about === undefined ? null : peopleNamed(about, among),
    by === undefined ? null : peopleNamed(by, among),
  ])
  const at = {
    ...(from ? { $gte: instantAt(from, 0) } : {}),
    ...(to ? { $lt: instantAt(addDays(to, 1), 0) } : {}),
  }
  return {
    ...(concerned || actors ? {} : auditPolicy.visible(actor)),
    ...(concerned ? { people: { $in: concerned } } : {}),
    ...(actors ? { actorId: { $in: actors } } : {}),
    ...(kind ? { kind } : {}),
    ...(from || to ? { at } : {}),
  }
}

/** The entries with the people they name; somebody who was erased has no name any more. */
async function named(entries: readonly AuditEntry[]) {
  const ids = entries.flatMap(({ actorId, people }) => [...(actorId ? [actorId] : []), ...people.slice(0, NAMES_SHOWN)])
  const people = await peopleByIds(ids)
  return { entries, names: new Map(people.map(({ _id, name }) => [String(_id), name])) }
}
export type NamedEntries = Awaited<ReturnType<typeof named>>

/** One page of the log, newest first. */
export async function listAudit(actor: Actor, { cursor, limit, ...filters }: z.output<typeof ListAudit>) {
  const rows = await AuditEntryModel.find({ $and: [await filterOf(actor, filters), LIST.from(cursor)] })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<AuditEntry[]>()
  const { items, nextCursor } = LIST.page(rows, limit)
  return { ...(await named(items)), nextCursor }
}

const READINGS = pagedList<AuditEntry>('listAccessReads', { at: [-1, INSTANT], _id: [-1, WORDS] })

/** One page of the entries with a reason about somebody, newest first: as the person concerned reads them. */
export async function readingsOf(personId: Types.ObjectId, cursor: string | undefined, limit: number) {
  const rows = await AuditEntryModel.find({ $and: [{ people: personId, why: { $ne: null } }, READINGS.from(cursor)] })
    .sort(READINGS.sort)
    .limit(limit + 1)
    .lean<AuditEntry[]>()
  return READINGS.page(rows, limit)
}

/** The newest entries of the same filter, for a file. */
export async function auditRows(actor: Actor, filters: Filters, limit: number) {
  const rows = await AuditEntryModel.find(await filterOf(actor, filters))
    .sort(LIST.sort)
    .limit(limit === MOST_EXPORTED ? limit + 1 : limit)
    .lean<AuditEntry[]>()
  return named(wholeExport(rows, { most: MOST_EXPORTED, field: 'from', way: '选短一点的时间，分几次导出' }))
}

/** Readings and exports by staff that showed these people, within a time. */
export const readingsBetween = (people: readonly Types.ObjectId[], { from, until }: { from: Date; until: Date }) =>
  AuditEntryModel.find(
    {
      people: { $in: people },
      kind: { $in: ['read', 'export'] },
      actorId: { $ne: null },
      at: { $gte: from, $lt: until },
    },
    { actorId: 1, people: 1, at: 1 },
  ).lean<Pick<AuditEntry, 'actorId' | 'people' | 'at'>[]>()
