import type { PlaceToInspect, SentInspection } from './inspection-schemas'
import type { CameBackCase } from './recurring-schemas'
import type { SeasonalCase } from './seasonal-schemas'

/** More of them are the grid, or the community, in words. */
const MOST_NAMED = 3

/** The name of a category without that of its group. */
export const ownName = (category: string) => category.replace(/^.* · /, '')

/**
 * The buildings at which something comes every year, if it is a few of them, else its grids; empty where it is spread
 * over the community.
 */
export function seasonalAreas({ buildings, gridIds, grids }: Pick<SeasonalCase, 'buildings' | 'gridIds' | 'grids'>) {
  const isFew = ({ length }: readonly string[]) => length > 0 && length <= MOST_NAMED
  if (isFew(buildings)) return { names: buildings, buildings, gridIds: [] }
  if (isFew(grids)) return { names: grids, buildings: [], gridIds }
  return { names: [], buildings: [], gridIds: [] }
}

/** 「12月常有：漏水、外墙」. */
export const seasonalTitle = ({ month, category }: Pick<SeasonalCase, 'month' | 'category'>) =>
  `${Number(month.slice(5))}月常有：${ownName(category.name)}`

/** 「颐园小区 6 号楼 漏水、外墙：2 次办好后又报」. */
export const cameBackTitle = ({ building, grid, community, category, times }: CameBackCase) =>
  `${building ?? grid?.name ?? community.name} ${ownName(category.name)}：${times} 次办好后又报`

/** 「已派李国强去看」, and after it was done 「李国强看过了」. */
export const sentInWords = ({ to, state }: Pick<SentInspection, 'to' | 'state'>) =>
  state.code === 'closed' ? `${to ?? '同事'}看过了` : to ? `已派${to}去看` : '派过人，等重派'
/** The same for some places, each once with its building: 「颐园小区 6 号楼已派李国强去看」. */
export const inspectionsInWords = (places: readonly PlaceToInspect[]) =>
  places.flatMap(({ building, sent }) => (sent ? `${building ?? ''}${sentInWords(sent)}` : [])).join('，')
