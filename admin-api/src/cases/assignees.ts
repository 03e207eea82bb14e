import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { authorize, type Actor } from '../http/policy'
import { awayNow, leaveOf } from '../office/away'
import { listColleagues, staffOver } from '../people/me'
import { areasByIds, communityById } from '../territory/areas'
import { countOpenCases } from './counts'
import type { CaseRecord } from './model'
import { casePolicy } from './policy'
import { loadVisible } from './staff-steps'

/**
 * The colleagues who can be assigned a case, and those of them who are on leave. Those whose duty is nearest to it come
 * first (its grid before its community), and of these the one with the fewest open cases. The number is of the work that
 * somebody has now, to share it out; nothing counts what they have done.
 */
export async function assigneesFor(actor: Actor, id: string, now: Date) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.assign(actor, c))
  const { _id } = await communityById(c.communityId)
  const people = [...(await listColleagues(actor)), ...(await staffOver(c.areas))]
  const once = new Map(people.map((person) => [String(person._id), person]))
  const able = [...once.values()].filter((person) => casePolicy.takeOver(person, c, _id))
  const ids = able.map((person) => person._id)
  const [isAway, open, levels] = await Promise.all([awayNow(ids, now), countOpenCases(ids), levelsOf(c)])
  const rows = able
    .map((person) => ({ person, near: casePolicy.answersIn(person, c), openCases: open.get(String(person._id)) ?? 0 }))
    .sort((a, b) => a.near - b.near || a.openCases - b.openCases || a.person.name.localeCompare(b.person.name, 'zh'))
  const away = rows.filter(({ person }) => isAway(person._id))
  return {
    present: rows
      .filter(({ person }) => !isAway(person._id))
      .map((row) => ({ ...row, reason: reasonOf(row.near, levels) })),
    away: await Promise.all(away.map(async (row) => ({ ...row, leave: await leaveOf(row.person._id, now) }))),
  }
}

/** The names of the levels of the areas of a case, in their order: 网格, 社区, 街道. */
async function levelsOf({ areas }: CaseRecord) {
  const found = new Map(
    (await areasByIds(areas)).map(({ _id, level }) => [String(_id), AREA_LEVELS[level].label.replace(/（.*/, '')]),
  )
  return areas.map((area) => found.get(String(area)))
}

/** 「管这个网格」, 「住在这个社区」: why somebody stands where they stand in the list. */
const reasonOf = (near: number, levels: readonly (string | undefined)[]) =>
  Number.isFinite(near) ? `管这个${levels[near] ?? '片区'}` : '住在这个社区'
