import { Types } from 'mongoose'
import { monthAfter, monthsBefore, seasonalIn, type Month, type Seasonal } from '@yike/shared/cases/seasonal'
import type { HandleSeasonal } from '@yike/shared/cases/seasonal-schemas'
import { groupBy } from '@yike/shared/group-by'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type CallContext } from '../http/policy'
import { stableId } from '../idempotency'
import { peopleByIds } from '../people/me'
import { areasByIds, communityById, type Area } from '../territory/areas'
import { buildingsOf, mayName, MOST_COMPARED } from './buildings'
import { categoriesUnder, categoryById, categoryNames, categoryTree, secondLevelOf } from './known-categories'
import { filedInMonth, ofNeighbours } from './filed'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy, type SeenIn } from './policy'
import { readTallies } from './read-tallies'
import { HandledSeasonModel, type HandledSeason } from './seasonal-model'
import { monthOf } from './tallies'

type Id = Types.ObjectId
interface Group {
  area: Area
  categoryId: Id
}
const keyOf = ({ area, categoryId }: Group) => `${String(area._id)} ${String(categoryId)}`

/** A building with the areas of its newest case, its grid among them where that was known. */
interface StandingBuilding {
  name: string
  areas: Id[]
}

/** Something that is likely to come, in a community, with the grids and the buildings that it comes to. */
export interface Expected extends Seasonal<Group> {
  month: Month
  grids: Area[]
  buildings: StandingBuilding[]
  categoryName: string
  handled: { by: string; at: Date } | null
}
type Found = Omit<Expected, 'categoryName' | 'handled'>

/** The groups that earlier years say will come in a month, from the tallies by category. */
async function expectedIn(seen: readonly SeenIn[], month: Month): Promise<Found[]> {
  const cells = (
    await Promise.all(
      monthsBefore(month).map((one) => readTallies(seen, { span: 'month', by: 'category', from: one, until: one })),
    )
  ).flat()
  const tree = await categoryTree()
  const ids = new Map(cells.flatMap(({ areas }) => areas).map((id) => [String(id), id]))
  const areas = new Map((await areasByIds([...ids.values()])).map((area) => [String(area._id), area]))
  const of = (level: 'community' | 'grid') =>
    seasonalIn(
      cells.flatMap(({ areas: chain, rows, period }) => {
        const area = chain.map((id) => areas.get(String(id))).find((one) => one?.level === level)
        return rows.flatMap(({ of: categoryId, cases }) =>
          area && categoryId
            ? [{ group: { area, categoryId: secondLevelOf(tree, categoryId) }, month: period, cases }]
            : [],
        )
      }),
      month,
      keyOf,
    )
  const [communities, grids] = [of('community'), of('grid')]
  const buildings = await buildingsIn(seen, month, communities)
  return communities.map((one) => ({
    ...one,
    month,
    grids: grids
      .filter(
        ({ group }) => group.categoryId.equals(one.group.categoryId) && group.area.parentId?.equals(one.group.area._id),
      )
      .map(({ group }) => group.area),
    buildings: buildings.get(keyOf(one.group)) ?? [],
  }))
}

/** The words of a case, and with them its address, are kept for three years: the buildings of earlier ones are not known. */
const YEARS_OF_ADDRESSES = 3
type PastCase = Pick<CaseRecord, '_id' | 'communityId' | 'areas' | 'categoryId' | 'filedAt' | 'reporterId'>

/**
 * The buildings at which these groups came as often by themselves, reported by several households, by the key of the
 * group. Reads the cases of their categories in the last of these months, by the index of areas and times.
 */
async function buildingsIn(seen: readonly SeenIn[], month: Month, groups: readonly Seasonal<Group>[]) {
  const named = new Map<string, StandingBuilding[]>()
  const keys = new Set(groups.map(({ group }) => keyOf(group)))
  const [tree, below] = await Promise.all([
    categoryTree(),
    Promise.all(groups.map(({ group }) => categoriesUnder(String(group.categoryId)))),
  ])
  const categoryId = { $in: below.flat() }
  const months = monthsBefore(month)
    .slice(0, YEARS_OF_ADDRESSES)
    .filter((one) => groups.some(({ years }) => years.some(({ year }) => one.startsWith(String(year)))))
  const read = (one: Month) =>
    CaseModel.find(
      { ...ofNeighbours(seen), categoryId, ...filedInMonth(one) },
      { communityId: 1, areas: 1, categoryId: 1, filedAt: 1, reporterId: 1 },
    )
      .sort({ filedAt: -1 })
      .limit(MOST_COMPARED)
      .lean<PastCase[]>()
  const keyOfCase = (c: PastCase) =>
    `${String(c.communityId)} ${c.categoryId ? String(secondLevelOf(tree, c.categoryId)) : ''}`
  const cases = (await Promise.all(months.map(read))).flat().filter((c) => keys.has(keyOfCase(c)))
  const buildings = await buildingsOf(cases)
  const standing = groupBy(
    cases.filter(({ _id }) => buildings.has(String(_id))),
    (c) => JSON.stringify([keyOfCase(c), buildings.get(String(c._id))]),
  )
  const counts = [...standing].flatMap(([group, some]) =>
    mayName(some) ? some.map(({ filedAt }) => ({ group, month: monthOf(filedAt), cases: 1 })) : [],
  )
  for (const { group } of seasonalIn(counts, month, (one) => one)) {
    const [key, name] = JSON.parse(group) as [string, string]
    named.set(key, [...(named.get(key) ?? []), { name, areas: standing.get(group)![0]!.areas }])
  }
  return named
}

const idOf = (month: Month, communityId: Id | string, categoryId: Id | string) =>
  stableId('handled season', month, String(communityId), String(categoryId))

/** The groups that are likely to come in this month and in the next where these cases are seen, each with who saw to it. */
export async function expectedCases(seen: readonly SeenIn[], now: Date): Promise<Expected[]> {
  const month = monthOf(now)
  const found = (await Promise.all([month, monthAfter(month)].map((one) => expectedIn(seen, one)))).flat()
  const handledId = ({ month: one, group }: (typeof found)[number]) => idOf(one, group.area._id, group.categoryId)
  const [handled, names] = await Promise.all([
    HandledSeasonModel.find({ _id: { $in: found.map(handledId) } }).lean<HandledSeason[]>(),
    categoryNames(found.map(({ group }) => group.categoryId)),
  ])
  const people = new Map(
    (await peopleByIds(handled.map(({ byId }) => byId))).map(({ _id, name }) => [String(_id), name]),
  )
  return found.map((one) => {
    const by = handled.find(({ _id }) => _id.equals(handledId(one)))
    return {
      ...one,
      categoryName: names.get(String(one.group.categoryId)) ?? '已撤销的类别',
      handled: by ? { by: people.get(String(by.byId)) ?? '已离岗', at: by.at } : null,
    }
  })
}

/** Remembers that it was seen to for this year, or forgets it. */
export async function handleSeason({ actor, now }: CallContext, input: z.output<typeof HandleSeasonal>) {
  const { month, communityId, categoryId, handled } = input
  const community = await communityById(communityId)
  authorize(casePolicy.handleSeason(actor, community))
  orNotFound(await categoryById(categoryId))
  const _id = idOf(month, community._id, categoryId)
  if (!handled) return void (await HandledSeasonModel.deleteOne({ _id }))
  const record = {
    ...{ areas: community.areas, communityId: community._id, categoryId: new Types.ObjectId(categoryId) },
    ...{ month, byId: actor.personId, at: now },
  }
  await HandledSeasonModel.updateOne({ _id }, { $setOnInsert: record }, { upsert: true })
}
