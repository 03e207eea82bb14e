import type { NoticeKind } from '../notices/kinds'
import { placeholder } from '../notices/placeholders'
import { ownName, seasonalAreas } from './recurring-words'
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

/**
 * A notice about what comes every year, for those who live there. It says what is on record, the month, the place and the
 * subject; what the office does and what residents can do are blanks, without which nothing is published.
 */
export function seasonalNotice(one: SeasonalCase): SeasonalNotice {
  const { month, community, category } = one
  const areas = seasonalAreas(one)
  const place = areas.names.length > 0 ? areas.names.join('、') : community.name
  const subject = ownName(category.name)
  return {
    communityId: community.id,
    buildings: areas.buildings,
    gridIds: areas.gridIds,
    kind: 'safety',
    title: `${Number(month.slice(5))}月${subject}，提前看一看`.slice(0, 30),
    concerns: areas.names.length > 0 ? place : '',
    body: [
      `往年${Number(month.slice(5))}月，${place}常有居民反映“${subject}”。`,
      `社区今年先做：${placeholder('做什么、什么时候做')}`,
      `您可以先做：${placeholder('居民自己能做什么')}`,
      '已经有这个情况的，打这条通知里的电话找社区，或者在小程序“反映问题”里说一声，写清几号楼。',
    ].join('\n'),
  }
}

/** Names a line of 未诉先办 in an address: its month, its community and its category. */
export const seasonKey = ({ month, community, category }: Pick<SeasonalCase, 'month' | 'community' | 'category'>) =>
  `${month}.${community.id}.${category.id}`
