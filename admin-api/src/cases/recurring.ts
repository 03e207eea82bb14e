import type { Types } from 'mongoose'
import { cameBack, COME_BACKS, RECURRING_LOOKED_BACK_DAYS } from '@yike/shared/cases/recurring'
import { groupBy } from '@yike/shared/group-by'
import { areasByIds, type Area } from '../territory/areas'
import { buildingsOf, mayName, MOST_COMPARED } from './buildings'
import { categoryNames, categoryTree, secondLevelOf } from './known-categories'
import { ofNeighbours } from './filed'
import { CaseModel, type CaseRecord } from './model'
import type { SeenIn } from './policy'

type Id = Types.ObjectId
const DAY_MS = 86_400_000

const READ = {
  ...{ number: 1, areas: 1, communityId: 1, categoryId: 1, filedAt: 1 },
  ...{ state: 1, answeredAt: 1, reporterId: 1 },
} as const
type ReportedCase = Pick<CaseRecord, '_id' | keyof typeof READ>

/** Cases of one category at one building, each filed soon after the one before it was mended. */
export interface CameBack {
  categoryId: Id
  categoryName: string
  community: Area
  grid: Area | null
  /** Null where so few people reported that its name would single one of them out. */
  building: string | null
  cases: ReportedCase[]
}

/** A returned case was not mended, and one that was reopened is not any more. */
const mendedAt = ({ state, answeredAt }: ReportedCase) =>
  state === 'resolved' || state === 'ready' || state === 'closed' ? answeredAt : null

/** Cases of one 小类 are compared: whoever reports again may name another 细类 of it, or none. */
type Grouped = ReportedCase & { group: string }

/**
 * The cases that came back after they were mended, where they are seen: those with the latest case first. Reads the newest cases
 * of half a year by the index of areas and times, and asks for the buildings of those whose category came often enough in
 * their community.
 */
export async function casesThatCameBack(seen: readonly SeenIn[], now: Date): Promise<CameBack[]> {
  const since = new Date(now.getTime() - RECURRING_LOOKED_BACK_DAYS * DAY_MS)
  const tree = await categoryTree()
  const rows = await CaseModel.find(
    { ...ofNeighbours(seen), categoryId: { $ne: null }, filedAt: { $gte: since, $lte: now } },
    READ,
  )
    .sort({ filedAt: -1 })
    .limit(MOST_COMPARED)
    .lean<ReportedCase[]>()
  const filed = rows.map((c): Grouped => {
    const categoryId = c.categoryId && secondLevelOf(tree, c.categoryId)
    return { ...c, categoryId, group: `${String(c.communityId)} ${String(categoryId)}` }
  })
  const often = [...groupBy(filed, ({ group }) => group).values()].filter((some) => some.length > COME_BACKS).flat()
  const buildings = await buildingsOf(often)
  const standing = groupBy(
    often.filter(({ _id }) => buildings.has(String(_id))),
    (c) => `${c.group} ${buildings.get(String(c._id))}`,
  )
  const found = [...standing.values()].flatMap((some) => {
    const reported = some.map((c) => ({ ...c, mendedAt: mendedAt(c) }))
    const row = cameBack(reported, now)
    return row ? [{ row, building: mayName(some) ? buildings.get(String(row[0]!._id))! : null }] : []
  })
  const [areas, names] = await Promise.all([
    areasByIds(found.flatMap(({ row }) => row.at(-1)!.areas)),
    categoryNames(found.map(({ row }) => row[0]!.categoryId!)),
  ])
  return found
    .flatMap(({ row, building }): CameBack[] => {
      const { areas: chain, categoryId } = row.at(-1)!
      const here = areas.filter(({ _id }) => chain.some((id) => id.equals(_id)))
      const community = here.find(({ level }) => level === 'community')
      if (!community || !categoryId) return []
      const grid = here.find(({ level }) => level === 'grid') ?? null
      const categoryName = names.get(String(categoryId)) ?? '已撤销的类别'
      return [{ categoryId, categoryName, community, grid, building, cases: row }]
    })
    .sort((a, b) => b.cases.at(-1)!.filedAt.getTime() - a.cases.at(-1)!.filedAt.getTime())
}
