import { yearsInWords } from '@yike/shared/cases/seasonal'
import { SendInspection, SentInspection } from '@yike/shared/cases/inspection-schemas'
import { shownNumber } from '@yike/shared/cases/number'
import { CASE_STATES } from '@yike/shared/cases/states'
import * as recurring from '@yike/shared/cases/recurring-endpoints'
import { RecurringCases, type CameBackCase } from '@yike/shared/cases/recurring-schemas'
import * as endpoints from '@yike/shared/cases/seasonal-endpoints'
import { HandleSeasonal, SeasonalCases, type SeasonalCase } from '@yike/shared/cases/seasonal-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { inspectionId, sendInspection, sentInspections, type Sent } from './inspections'
import { casePolicy } from './policy'
import { casesThatCameBack, type CameBack } from './recurring'
import { expectedCases, handleSeason, type Expected } from './seasonal'

/** The places of a line, as they are asked for when somebody is sent there. */
const placesOf = ({ month, group, buildings }: Expected) => {
  const season = { month, communityId: String(group.area._id), categoryId: String(group.categoryId) }
  return (buildings.length > 0 ? buildings.map(({ name }) => name) : [null]).map((building) => ({ building, season }))
}
const placeOf = ({ building, cases }: CameBack) => ({ building, afterCaseId: String(cases.at(-1)!._id) })

/** The inspections of the places of these lines. */
const sentTo = (expected: readonly Expected[], cameBack: readonly CameBack[] = []) =>
  sentInspections([...expected.flatMap(placesOf), ...cameBack.map(placeOf)].map(inspectionId))

const presentSent = ({ record, by, to }: Sent): SentInspection => ({
  ...{ id: String(record._id), number: shownNumber(record.number), by, to, at: toApiTime(record.filedAt) },
  state: { code: record.state, label: CASE_STATES[record.state].label },
})
type SentTo = Awaited<ReturnType<typeof sentTo>>
const presentPlace = (place: ReturnType<typeof placeOf> | ReturnType<typeof placesOf>[number], sent: SentTo) => {
  const there = sent.get(String(inspectionId(place)))
  return { building: place.building, sent: there ? presentSent(there) : null }
}

const present = (actor: Actor, expected: Expected, sent: SentTo): SeasonalCase => {
  const { month, group, years, grids, ...one } = expected
  return {
    ...{ month, words: yearsInWords(years), months: years.map(({ year }) => `${year}${month.slice(4)}`) },
    community: { id: String(group.area._id), name: group.area.name },
    category: { id: String(group.categoryId), name: one.categoryName },
    grids: grids.map(({ name }) => name),
    gridIds: grids.map(({ _id }) => String(_id)),
    buildings: one.buildings.map(({ name }) => name),
    handled: one.handled && { by: one.handled.by, at: toApiTime(one.handled.at) },
    places: placesOf(expected).map((place) => presentPlace(place, sent)),
    can: { handle: casePolicy.handleSeason(actor, group.area), inspect: casePolicy.inspect(actor, group.area) },
  }
}

const presentCameBack = (actor: Actor, one: CameBack, sent: SentTo): CameBackCase => {
  const { community, grid, building, categoryId, categoryName, cases } = one
  return {
    category: { id: String(categoryId), name: categoryName },
    community: { id: String(community._id), name: community.name },
    grid: grid && { id: String(grid._id), name: grid.name },
    building,
    times: cases.length - 1,
    cases: cases.map(({ _id, number, filedAt, state }) => ({
      ...{ id: String(_id), number: shownNumber(number), filedAt: toApiTime(filedAt) },
      state: { code: state, label: CASE_STATES[state].label },
    })),
    place: presentPlace(placeOf(one), sent),
    can: { inspect: casePolicy.inspect(actor, community) },
  }
}

/** 未诉先办: complaints that come back every year, named before they come, and those that came back after they were mended. */
export function seasonalRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.listSeasonalCases,
    { input: z.strictObject({}), output: SeasonalCases },
    async (_, { actor, now }) => {
      const expected = await expectedCases(casePolicy.countedIn(actor), now)
      const sent = await sentTo(expected)
      return { items: expected.map((one) => present(actor, one, sent)) }
    },
  )
  handle(
    routes,
    recurring.listRecurringCases,
    { input: z.strictObject({}), output: RecurringCases },
    async (_, { actor, now }) => {
      const seen = casePolicy.seenIn(actor)
      const [seasonal, cameBack] = await Promise.all([expectedCases(seen, now), casesThatCameBack(seen, now)])
      const sent = await sentTo(seasonal, cameBack)
      return {
        seasonal: seasonal.map((one) => present(actor, one, sent)),
        cameBack: cameBack.map((one) => presentCameBack(actor, one, sent)),
      }
    },
  )
  handle(routes, recurring.sendInspection, { input: SendInspection, output: SentInspection }, async (input, call) =>
    presentSent(await sendInspection(call, input)),
  )
  handle(
    routes,
    endpoints.handleSeasonalCase,
    { input: HandleSeasonal, output: z.object({ done: z.literal(true) }) },
    async (input, call) => {
      await handleSeason(call, input)
      return { done: true as const }
    },
  )
  return routes
}
