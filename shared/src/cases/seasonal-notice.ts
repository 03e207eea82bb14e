import type { NoticeKind } from '../notices/kinds'
import { placeholder } from '../notices/placeholders'
import type { SeasonalCase } from './seasonal-schemas'

/** The beginning of a notice, as its form takes it. */
export interface SeasonalNotice {
  communityId: string
  gridIds: string[]
  buildings: string[]
  kind: NoticeKind
  title: string
  concerns: string
  body: string
}

/** More of them are the grid, or the community, in words. */
const MOST_NAMED = 3

/**
 * The place at which something comes every year, as narrow as it is known: its buildings, else its grids; all of the
 * community where it is spread over it.
 */
function seasonalPlace({ buildings, grids, community }: Pick<SeasonalCase, 'buildings' | 'grids' | 'community'>) {
  const named = [buildings, grids].find((some) => some.length > 0 && some.length <= MOST_NAMED)
  return named?.join('、') ?? community.name
}

/** The name of a category without that of its group. */
export const ownName = (category: string) => category.replace(/^.* · /, '')

/**
 * A notice about what comes every year, for those who live there. It says what is on record, the month, the place and the
 * subject; what the office does and what residents can do are blanks, without which nothing is published.
 */
export function seasonalNotice(one: SeasonalCase): SeasonalNotice {
  const { month, community, category, buildings, gridIds } = one
  const place = seasonalPlace(one)
  const isNarrow = place !== community.name
  const isBuildings = isNarrow && buildings.length > 0 && buildings.length <= MOST_NAMED
  const subject = ownName(category.name)
  return {
    communityId: community.id,
    buildings: isBuildings ? buildings : [],
    gridIds: isNarrow && !isBuildings ? gridIds : [],
    kind: 'safety',
    title: `${Number(month.slice(5))}月${subject}，提前看一看`.slice(0, 30),
    concerns: isNarrow ? place : '',
    body: [
      `往年${Number(month.slice(5))}月，${place}常有居民反映“${subject}”。`,
      `社区今年先做：${placeholder('做什么、什么时候做')}`,
      `您可以先做：${placeholder('居民自己能做什么')}`,
      '已经有这个情况的，打这条通知里的电话找社区，或者在小程序“反映问题”里说一声，写清几号楼。',
    ].join('\n'),
  }
}
