import { listStaffPlaces } from '@yike/shared/directory/endpoints'
import type { HallCard } from '@yike/shared/hall/schemas'
import { Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead } from '../lib/query'

/** Sets up a queue at one more place. */
export function NewHall({ halls }: { halls: readonly Pick<HallCard, 'id'>[] }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const { data } = useRead(listStaffPlaces, { q: q || undefined, limit: 20 }, { keepLast: true })
  return (
    <Select
      aria-label='再加一个叫号的地方'
      className='hall__new'
      placeholder='再加一个叫号的地方'
      value={null as string | null}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      options={(data?.items ?? [])
        .filter(({ id }) => !halls.some((one) => one.id === id))
        .map(({ id, name }) => ({ value: id, label: name }))}
      notFoundContent='没找到这个地点'
      onSelect={(id) => id && void navigate(`/hall/${id}`)}
    />
  )
}
