import { MATTER_RESULTS } from '@yike/shared/matters/results'
import type { Matter as MatterView } from '@yike/shared/matters/schemas'
import { areasByIds } from '../territory/areas'
import type { Matter } from './model'

/** Matters with the names of their areas. */
export async function presentMatters(matters: readonly Matter[]): Promise<MatterView[]> {
  const areas = await areasByIds(matters.map((one) => one.areas[0]!))
  const nameOf = new Map(areas.map(({ _id, name }) => [String(_id), name]))
  return matters.map((one) => {
    const areaId = String(one.areas[0])
    return {
      id: String(one._id),
      name: one.name,
      forWhom: one.forWhom,
      papers: one.papers.map(({ key, name, note }) => ({ key, name, note })),
      workdays: one.workdays,
      where: one.where,
      when: one.when,
      result: { code: one.result, label: MATTER_RESULTS[one.result].label },
      basis: one.basis,
      area: { id: areaId, name: nameOf.get(areaId) ?? '已撤销' },
      closed: one.closed,
    }
  })
}
