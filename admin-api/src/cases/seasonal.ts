import { Types } from 'mongoose'
import { monthAfter, monthsBefore, seasonalIn, type Month, type Seasonal } from '@yike/shared/cases/seasonal'
import type { HandleSeasonal } from '@yike/shared/cases/seasonal-schemas'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { stableId } from '../idempotency'
import { peopleByIds } from '../people/me'
import { areasByIds, communityById, type Area } from '../territory/areas'
import { categoryNames } from './categories'
import { CategoryModel } from './model'
import { casePolicy } from './policy'
import { readTallies } from './read-tallies'
import { HandledSeasonModel, type HandledSeason } from './seasonal-model'
import { monthOf } from './tallies'

type Id = Types.ObjectId
interface Group {
  area: Area
  categoryId: Id
}
const keyOf = ({ area, categoryId }: Group) => `${String(area._id)} ${String(categoryId)}`

/** Something that is likely to come, in a community, with the grids that it comes to. */
export interface Expected extends Seasonal<Group> {
  month: Month
  grids: string[]
  categoryName: string
  handled: { by: string; at: Date } | null
}

/** The groups that earlier years say will come in a month, from the tallies by category. */
async function expectedIn(actor: Actor, month: Month): Promise<Omit<Expected, 'categoryName' | 'handled'>[]> {
  const seen = casePolicy.countedIn(actor)
  const rows = (
    await Promise.all(
      monthsBefore(month).map((one) => readTallies(seen, { span: 'month', by: 'category', from: one, until: one })),
    )
  ).flat()
  const ids = new Map(rows.flatMap(({ areas }) => areas).map((id) => [String(id), id]))
  const areas = new Map((await areasByIds([...ids.values()])).map((area) => [String(area._id), area]))
  const of = (level: 'community' | 'grid') =>
    seasonalIn(
      rows.flatMap(({ areas: chain, of: categoryId, period, cases }) => {
        const area = chain.map((id) => areas.get(String(id))).find((one) => one?.level === level)
        return area && categoryId ? [{ group: { area, categoryId }, month: period, cases }] : []
      }),
      month,
      keyOf,
    )
  const grids = of('grid')
  return of('community').map((one) => ({
    ...one,
    month,
    grids: grids
      .filter(
        ({ group }) => group.categoryId.equals(one.group.categoryId) && group.area.parentId?.equals(one.group.area._id),
      )
      .map(({ group }) => group.area.name),
  }))
}

const idOf = (month: Month, communityId: Id | string, categoryId: Id | string) =>
  stableId('handled season', month, String(communityId), String(categoryId))

/** The groups that are likely to come in this month and in the next, each with who saw to it. */
export async function expectedCases(actor: Actor, now: Date): Promise<Expected[]> {
  const month = monthOf(now)
  const found = (await Promise.all([month, monthAfter(month)].map((one) => expectedIn(actor, one)))).flat()
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
  orNotFound(await CategoryModel.exists({ _id: categoryId }))
  const _id = idOf(month, community._id, categoryId)
  if (!handled) return void (await HandledSeasonModel.deleteOne({ _id }))
  const record = {
    ...{ areas: community.areas, communityId: community._id, categoryId: new Types.ObjectId(categoryId) },
    ...{ month, byId: actor.personId, at: now },
  }
  await HandledSeasonModel.updateOne({ _id }, { $setOnInsert: record }, { upsert: true })
}
