import type { CaseFilter } from '@yike/shared/cases/saved-filter-schemas'

type Address = Partial<Record<string, string>>

/**
 * The filters that the address of the list of cases holds. A part of the map is never saved, and neither are the place and
 * the months of a link from 未诉先办.
 */
export const filterIn = (address: Address): CaseFilter => ({
  view: (address.view as CaseFilter['view'] | undefined) ?? 'open',
  ...(address.state ? { state: address.state as CaseFilter['state'] } : {}),
  ...(address.kind ? { kind: address.kind as CaseFilter['kind'] } : {}),
  ...(address.category ? { categoryId: address.category } : {}),
  ...(address.assignee ? { assigneeId: address.assignee } : {}),
  ...(address.q ? { q: address.q } : {}),
  ...(address.supervised ? { supervised: true } : {}),
  ...(address.starred ? { starred: true } : {}),
})

/** The address that shows the cases of a filter, as a list. */
export const addressOf = (filter: CaseFilter): Address => ({
  show: 'table',
  view: filter.view === 'open' ? undefined : filter.view,
  state: filter.state,
  kind: filter.kind,
  category: filter.categoryId,
  assignee: filter.assigneeId,
  q: filter.q,
  supervised: filter.supervised ? '1' : undefined,
  starred: filter.starred ? '1' : undefined,
  within: undefined,
  area: undefined,
  building: undefined,
  months: undefined,
})

export const isSameFilter = (a: CaseFilter, b: CaseFilter) => {
  const [left, right] = [addressOf(a), addressOf(b)]
  return Object.keys(left).every((key) => left[key] === right[key])
}

/** The filter of a list that nothing was chosen in. */
export const EVERYTHING_OPEN: CaseFilter = { view: 'open' }

/** The place and the months of the cases in the list, as the address has them: 「颐园小区 6 号楼 2024 年 11 月来的」. */
export function filedInWords(
  { area, building, months }: Address,
  communities: readonly { id: string; name: string }[],
): string {
  const place = building ?? (area && (communities.find(({ id }) => id === area)?.name ?? '一个网格'))
  const filed = months
    ?.split(',')
    .sort()
    .map((month) => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`)
    .join('、')
  return [place, filed && `${filed}来的`].filter(Boolean).join(' ')
}
