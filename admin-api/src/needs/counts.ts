import type { NeedCount } from '@yike/shared/needs/schemas'
import { Types } from 'mongoose'
import { categoryNames } from '../cases/categories'
import { countedCases } from '../cases/project-cases'
import { tableFile, withExporter } from '../files/tables'
import type { Actor } from '../http/policy'
import { areasByIds } from '../territory/areas'

/** The levels below a community, the smaller first. */
const SMALL = ['compound', 'grid']
const NOWHERE = '没划到'
const MET: ReadonlySet<string> = new Set(['resolved', 'closed'])

/** The needs that the actor sees, by category and compound; returned ones are nobody's need here. */
export async function needCounts(actor: Actor): Promise<NeedCount[]> {
  const counted = (await countedCases(actor, 'need')).filter(({ _id }) => _id.state !== 'returned')
  const areaIds = [...new Set(counted.flatMap(({ _id }) => _id.areas.map(String)))]
  const [categories, areas] = await Promise.all([
    categoryNames(counted.flatMap(({ _id }) => _id.category ?? [])),
    areasByIds(areaIds.map((id) => new Types.ObjectId(id))),
  ])
  const rows = new Map<string, NeedCount>()
  for (const { _id, count } of counted) {
    const own = areas.filter((area) => _id.areas.some((id) => id.equals(area._id)))
    const small = SMALL.flatMap((level) => own.find((area) => area.level === level) ?? [])[0]
    const category = (_id.category && categories.get(String(_id.category))?.split(' · ').at(-1)) ?? '还没分类'
    const area = small?.name ?? NOWHERE
    const row = rows.get(`${category} ${area}`) ?? { category, area, waiting: 0, planned: 0, met: 0 }
    row[MET.has(_id.state) ? 'met' : _id.project ? 'planned' : 'waiting'] += count
    rows.set(`${category} ${area}`, row)
  }
  return [...rows.values()].sort(
    (a, b) => a.category.localeCompare(b.category, 'zh') || a.area.localeCompare(b.area, 'zh'),
  )
}

/** The same as a table to keep, without anybody. */
export async function exportNeedCounts(actor: Actor, format: 'xlsx' | 'csv', now: Date) {
  const rows = (await needCounts(actor)).map((row) => [row.category, row.area, row.waiting, row.planned, row.met])
  const table = {
    widths: [20, 20, 10, 10, 10],
    rows: [['类别', '小区、网格', '等着办', '列入项目', '办好了'], ...rows],
  }
  return tableFile('需求清单', format, withExporter(table, actor.name, now))
}
