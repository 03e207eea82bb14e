import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { authorize, type Actor } from '../http/policy'
import { awayNow, leaveOf } from '../office/away'
import { listColleagues, staffOver } from '../people/me'
import { areasByIds, communityById } from '../territory/areas'
import { countOpenCases } from './counts'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy, type Offered } from './policy'
import { loadVisible } from './staff-steps'

/**
 * The colleagues who can be assigned a case, and those of them who are on leave. Those whose duty is nearest to it come
 * first (its grid before its community), and of these the one with the fewest open cases. The number is of the work that
 * somebody has now, to share it out; nothing counts what they have done.
 */
export async function assigneesFor(actor: Actor, id: string, now: Date) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.assign(actor, c))
  return offer(actor, [c], now)
}

/** The same for many cases at once: those who can take most of them come first. */
export async function assigneesForMany(actor: Actor, ids: readonly string[], now: Date) {
  const seen = await CaseModel.find({ $and: [casePolicy.visible(actor), { _id: { $in: ids } }] }, { events: 0 }).lean<
    CaseRecord[]
  >()
  return offer(
    actor,
    seen.filter((c) => casePolicy.opens(actor, c) && casePolicy.assign(actor, c)),
    now,
  )
}

/**
 * The first of them for a case of the office that is about to be made: somebody who gives out no work there if there is,
 * else somebody other than the actor; null where nobody is there.
 */
export async function firstAssignee(actor: Actor, c: Offered, now: Date) {
  const { present } = await offer(actor, [c], now)
  const first =
    present.find(({ person }) => !casePolicy.inspect(person, c)) ??
    present.find(({ person }) => !person._id.equals(actor.personId)) ??
    present[0]
  return first?.person ?? null
}

/** A colleague's place: in how many of the cases they can be assigned, and the farthest of the areas of their duty there. */
async function offer(actor: Actor, cases: readonly Offered[], now: Date) {
  const overEach = await Promise.all(
    [...new Map(cases.map(({ areas }) => [String(areas), areas])).values()].map((areas) => staffOver(areas)),
  )
  const people = [...(await listColleagues(actor)), ...overEach.flat()]
  const once = [...new Map(people.map((person) => [String(person._id), person])).values()]
  const [levels, communities] = await Promise.all([levelsOf(cases), communitiesOf(cases)])
  const able = once
    .map((person) => {
      const taken = cases.filter((c) => casePolicy.takeOver(person, c, communities.get(String(c.communityId))!))
      /** The level of the area of their duty, from the largest area: 0 where they only live there. */
      const duties = taken.map((c) => {
        const near = casePolicy.answersIn(person, c)
        return Number.isFinite(near)
          ? { depth: c.areas.length - near, level: levels.get(String(c.areas[near])) ?? '片区' }
          : { depth: 0, level: null }
      })
      const farthest = duties.reduce<(typeof duties)[number] | null>(
        (worst, one) => (worst && worst.depth <= one.depth ? worst : one),
        null,
      )
      return { person, taken: taken.length, farthest }
    })
    .filter(({ taken }) => taken > 0)
  const ids = able.map(({ person }) => person._id)
  const [isAway, open] = await Promise.all([awayNow(ids, now), countOpenCases(ids)])
  const rows = able
    .map((row) => ({ ...row, openCases: open.get(String(row.person._id)) ?? 0, reason: reasonOf(row, cases.length) }))
    .sort(
      (a, b) =>
        b.taken - a.taken ||
        b.farthest!.depth - a.farthest!.depth ||
        a.openCases - b.openCases ||
        a.person.name.localeCompare(b.person.name, 'zh'),
    )
  const away = rows.filter(({ person }) => isAway(person._id))
  return {
    present: rows.filter(({ person }) => !isAway(person._id)),
    away: await Promise.all(away.map(async (row) => ({ ...row, leave: await leaveOf(row.person._id, now) }))),
  }
}

/** The names of the levels of the areas of these cases: 网格, 社区, 街道. */
async function levelsOf(cases: readonly Offered[]) {
  const found = await areasByIds(cases.flatMap(({ areas }) => areas))
  return new Map(found.map(({ _id, level }) => [String(_id), AREA_LEVELS[level].label.replace(/（.*/, '')]))
}

/** The communities that have these cases now, by the ids on record: one that was merged is its successor. */
async function communitiesOf(cases: readonly Offered[]) {
  const ids = [...new Set(cases.map(({ communityId }) => String(communityId)))]
  return new Map(await Promise.all(ids.map(async (id) => [id, (await communityById(id))._id] as const)))
}

/** 「管这个网格」, 「住在这个社区」, 「只接得了其中 2 件」: why somebody stands where they stand in the list. */
function reasonOf({ taken, farthest }: { taken: number; farthest: { level: string | null } | null }, asked: number) {
  if (taken < asked) return `只接得了其中 ${taken} 件`
  return farthest?.level ? `管这个${farthest.level}` : '住在这个社区'
}
