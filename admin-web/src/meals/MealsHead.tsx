import { listStaffServices } from '@yike/shared/directory/endpoints'
import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { PageHead } from '../kit/page/PageHead'
import { useQueryParams } from '../lib/useQueryParams'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'

const PAGES = [
  { value: '/meals', label: '厨房' },
  { value: '/meals/menus', label: '菜单' },
  { value: '/meals/till', label: '收款' },
  { value: '/meals/statement', label: '月报' },
  { value: '/meals/terms', label: '价钱和补贴' },
] as const
const BOOKS: readonly string[] = ['/meals/statement']

interface Props {
  title: string
  note?: ReactNode
  tools?: ReactNode
}

/** The head of every page about meals: the links between them beside the title. */
export function MealsHead({ title, note, tools }: Props) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [{ service, place }] = useQueryParams()
  const { may } = useMe()
  // The choice on one page stays on the next.
  const query = new URLSearchParams([...(service ? [['service', service]] : []), ...(place ? [['place', place]] : [])])
  return (
    <PageHead
      title={title}
      note={note}
      beside={
        <Segmented
          aria-label='助餐的哪一页'
          options={PAGES.filter(({ value }) => may('meal.account') || !BOOKS.includes(value))}
          value={pathname}
          onChange={(next) => void navigate(`${next}${query.size > 0 ? `?${String(query)}` : ''}`)}
        />
      }
      tools={tools}
    />
  )
}

/** The meal services of the person's areas, and the one the address names, or the first. */
export function useMealServices() {
  const [address, change] = useQueryParams()
  const { data, error, refetch } = useRead(listStaffServices, { kind: 'meal' as const, limit: 100 })
  const { mine } = useMe()
  const items = mine(data?.items ?? [])
  const chosen = items.find(({ id }) => id === address.service) ?? items[0]
  const places = [...new Map(items.map(({ placeId, placeName }) => [placeId, placeName]))]
  const place = places.find(([id]) => id === address.place) ?? places[0]
  return { data, error, refetch, items, chosen, places, place, address, change }
}

export function ServiceSelect({
  items,
  chosen,
  change,
}: Pick<ReturnType<typeof useMealServices>, 'items' | 'chosen' | 'change'>) {
  return (
    <Select
      aria-label='哪项服务'
      popupMatchSelectWidth={false}
      value={chosen?.id}
      options={items.map(({ id, name, placeName }) => ({ value: id, label: `${placeName} ${name}` }))}
      onChange={(service) => change({ service })}
    />
  )
}

export function PlaceSelect({
  places,
  place,
  change,
}: Pick<ReturnType<typeof useMealServices>, 'places' | 'place' | 'change'>) {
  return (
    <Select
      aria-label='哪个食堂'
      popupMatchSelectWidth={false}
      value={place?.[0]}
      options={places.map(([value, label]) => ({ value, label }))}
      onChange={(next) => change({ place: next })}
    />
  )
}
