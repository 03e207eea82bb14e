import { groupBy } from '@yike/shared/group-by'
import { MINOR_GROUPS, MINORS, minorsReportDue } from '@yike/shared/people/minors'
import type { MinorsReport } from '@yike/shared/privacy/minors-schemas'
import { instantAt } from '@yike/shared/time/china'
import { Types } from 'mongoose'
import { readingsBetween } from '../audit/list'
import { withExporter, type Table } from '../files/tables'
import type { Actor } from '../http/policy'
import { peopleByIds } from '../people/me'
import { minorsIn, ownersOfRecords, type Minor } from '../people/minors'
import { areasByIds } from '../territory/areas'
import { privacyPolicy } from './policy'
import { allPersonData } from './registry'

interface Reading {
  actorId: string
  /** The minor whose data it showed. */
  minorId: string
  at: Date
}

/** The data of minors of one year, with everything that report and file need. */
export interface MinorsAudit {
  year: number
  minors: Minor[]
  held: { what: string; counts: number[] }[]
  readings: Reading[]
  names: ReadonlyMap<string, string>
  communities: ReadonlyMap<string, string>
}

const groupIds = (minors: readonly Minor[]) =>
  MINOR_GROUPS.map((group) => minors.filter((one) => one.group === group).map(({ _id }) => _id))

/** The kinds of data on record, by the headings under which people read their own, and how many records of each group. */
async function heldOf(groups: readonly Types.ObjectId[][], now: Date) {
  const counts = new Map<string, number[]>()
  for (const { data } of [...allPersonData()].reverse())
    for (const [at, ids] of groups.entries())
      for (const { title, entries } of ids.length > 0 ? await data.export(ids, now) : []) {
        const line = counts.get(title) ?? groups.map(() => 0)
        line[at]! += entries.length
        counts.set(title, line)
      }
  return [...counts].map(([what, line]) => ({ what, counts: line }))
}

/** Gathers the data of the people under 18 of the actor's areas in a year. */
export async function auditMinors(actor: Actor, year: number, now: Date): Promise<MinorsAudit> {
  const [from, until] = [instantAt(`${year}-01-01`, 0), instantAt(`${year + 1}-01-01`, 0)]
  const minors = await minorsIn(privacyPolicy.audited(actor), { year, until })
  const owners = await ownersOfRecords(minors.map(({ _id }) => _id))
  const records = [...owners.keys()].map((id) => new Types.ObjectId(id))
  const entries = await readingsBetween(records, { from, until })
  const readings = entries.flatMap(({ actorId, people, at }) =>
    [...new Set(people.flatMap((id) => owners.get(String(id)) ?? []))].map((minorId) => ({
      ...{ actorId: String(actorId), minorId, at },
    })),
  )
  const named = await peopleByIds([
    ...new Set([
      ...readings.map(({ actorId }) => actorId),
      ...minors.flatMap(({ writtenDownBy, guardianConsent }) =>
        [writtenDownBy, guardianConsent?.byId].flatMap((id) => (id ? [String(id)] : [])),
      ),
    ]),
  ])
  const areas = await areasByIds(minors.map(({ communityId }) => communityId))
  return {
    ...{ year, minors, readings },
    held: await heldOf(groupIds(minors), now),
    names: new Map(named.map(({ _id, name }) => [String(_id), name])),
    communities: new Map(areas.map(({ _id, name }) => [String(_id), name])),
  }
}

const ERASED = '（已删除）'
const nameIn = ({ names }: MinorsAudit, id: unknown) => (id ? (names.get(String(id)) ?? ERASED) : null)

/** The readers with the number of readings and of people, the most frequent first. */
function readersOf(audit: MinorsAudit) {
  const byActor = groupBy(audit.readings, ({ actorId }) => actorId)
  return [...byActor]
    .map(([actorId, all]) => ({
      name: nameIn(audit, actorId) ?? ERASED,
      ...{ times: all.length, people: new Set(all.map(({ minorId }) => minorId)).size },
    }))
    .sort((a, b) => b.times - a.times || a.name.localeCompare(b.name))
}

export function presentMinorsReport(audit: MinorsAudit): MinorsReport {
  const { year, minors, held } = audit
  return {
    ...{ year, dueOn: minorsReportDue(year), held, readers: readersOf(audit) },
    groups: MINOR_GROUPS.map((code) => {
      const group = minors.filter((one) => one.group === code)
      const consented = group.filter(({ guardianConsent }) => guardianConsent).length
      return {
        ...{ group: { code, label: MINORS[code].label }, people: group.length },
        consented: code === 'child' ? consented : null,
      }
    }),
  }
}

/** The sheets of the file: figures, each minor, the data on record, the readers. */
export function minorsSheets(audit: MinorsAudit, by: string, now: Date): Record<string, Table> {
  const { year, minors, readings, communities } = audit
  const { groups, held, readers, dueOn } = presentMinorsReport(audit)
  const ofMinor = groupBy(readings, ({ minorId }) => minorId)
  const lastOf = (all: readonly Reading[]) =>
    all.reduce<Date | null>((last, { at }) => (last && last > at ? last : at), null)
  const figures: Table = {
    widths: [24, 14, 20, 20],
    rows: [
      ['哪些人', '人数', '有监护人同意的', '没有监护人同意的'],
      ...groups.map(({ group, people, consented }) => [
        ...[group.label, people, consented, consented === null ? null : people - consented],
      ]),
      [`${year} 年度，${dueOn} 以前报所在地设区的市级网信部门。只知道出生年份，满 14、18 岁的那一年也算在内。`],
    ],
  }
  const each: Table = {
    widths: [12, 12, 12, 16, 18, 14, 18, 14, 14, 18],
    rows: [
      [
        '姓名',
        '出生年份',
        '哪一组',
        '社区',
        '登记时间',
        '谁登记的',
        '监护人同意时间',
        '监护人',
        '被看过几次',
        '最近一次',
      ],
      ...minors.map((one) => {
        const seen = ofMinor.get(String(one._id)) ?? []
        const { guardianConsent: consent } = one
        return [
          ...[one.name, one.birthYear, MINORS[one.group].label, communities.get(String(one.communityId)) ?? null],
          ...[one.createdAt, nameIn(audit, one.writtenDownBy) ?? '本人', consent?.at ?? null],
          ...[nameIn(audit, consent?.byId), seen.length, lastOf(seen)],
        ]
      }),
    ],
  }
  return {
    小结: withExporter(figures, by, now),
    名单: withExporter(each, by, now),
    存了哪些: {
      widths: [30, 14, 14],
      rows: [
        ['哪一类', ...groups.map(({ group }) => group.label)],
        ...held.map(({ what, counts }) => [what, ...counts]),
      ],
    },
    谁看过: {
      widths: [16, 12, 12],
      rows: [['谁', '看过几次', '看过几位'], ...readers.map(({ name, times, people }) => [name, times, people])],
    },
  }
}

/** The name of the file of a year. */
export const minorsFileName = (year: number) => `未成年人个人信息 ${year} 年度`
