import type { NeedCount } from '@yike/shared/needs/schemas'
import {
  allNeeds,
  allPeopleInNeed,
  NEED_STANDING_CODES,
  NEED_STANDINGS,
  needsByCategory,
  noNeeds,
  sumOfNeeds,
  type NeedNumbers,
} from '@yike/shared/needs/sums'
import { compareAreaNames } from '@yike/shared/territory/name-order'
import { Types } from 'mongoose'
import { categoryTree, secondLevelOf } from '../cases/known-categories'
import { countedCases } from '../cases/project-cases'
import { tableFile, withExporter } from '../files/tables'
import type { Actor } from '../http/policy'
import { areasByIds } from '../territory/areas'

/** The levels below a community, the smaller first. */
const SMALL = ['compound', 'grid']
const NOWHERE = '没划到'
const MET: ReadonlySet<string> = new Set(['resolved', 'closed'])

/** The needs that the actor sees, by 小类 and compound; returned ones are nobody's need here. */
export async function needCounts(actor: Actor): Promise<NeedCount[]> {
  const counted = (await countedCases(actor, 'need')).filter(({ _id }) => _id.state !== 'returned')
  const areaIds = [...new Set(counted.flatMap(({ _id }) => _id.areas.map(String)))]
  const [tree, areas] = await Promise.all([categoryTree(), areasByIds(areaIds.map((id) => new Types.ObjectId(id)))])
  const rows = new Map<string, NeedCount>()
  for (const { _id, count } of counted) {
    const own = areas.filter((area) => _id.areas.some((id) => id.equals(area._id)))
    const small = SMALL.flatMap((level) => own.find((area) => area.level === level) ?? [])[0]
    const category = (_id.category && tree.get(String(secondLevelOf(tree, _id.category)))?.name) ?? '还没分类'
    const area = small?.name ?? NOWHERE
    const row = rows.get(`${category} ${area}`) ?? { category, area, ...noNeeds() }
    const standing = MET.has(_id.state) ? 'met' : _id.project ? 'planned' : 'waiting'
    row[standing] += count
    if (_id.peopleInNeed) row.peopleInNeed[standing] += count * _id.peopleInNeed
    else row.unnumbered += count
    rows.set(`${category} ${area}`, row)
  }
  return [...rows.values()].sort(
    (a, b) => a.category.localeCompare(b.category, 'zh') || compareAreaNames(a.area, b.area),
  )
}

const HEADING = [
  ...['类别', '小区、网格', '登记（件）', '一共需要（人）', '没写几个人（件）'],
  ...NEED_STANDING_CODES.flatMap((code) => [`${NEED_STANDINGS[code]}（件）`, `${NEED_STANDINGS[code]}（人）`]),
]
const cellsOf = (numbers: NeedNumbers) => [
  ...[allNeeds(numbers), allPeopleInNeed(numbers), numbers.unnumbered],
  ...NEED_STANDING_CODES.flatMap((code) => [numbers[code], numbers.peopleInNeed[code]]),
]

/** The same as a table to keep, without anybody: each category with its sum, and the sum of all. */
export async function exportNeedCounts(actor: Actor, format: 'xlsx' | 'csv', now: Date) {
  const counted = await needCounts(actor)
  const rows = needsByCategory(counted).flatMap(({ category, rows: own, sum }) => [
    ...own.map((row) => [category, row.area, ...cellsOf(row)]),
    ...(own.length > 1 ? [[category, '小计', ...cellsOf(sum)]] : []),
  ])
  const table = {
    widths: HEADING.map((_, at) => (at < 2 ? 20 : 14)),
    rows: [HEADING, ...rows, ['合计', '', ...cellsOf(sumOfNeeds(counted))]],
  }
  return tableFile('需求清单', format, withExporter(table, actor.name, now))
}
