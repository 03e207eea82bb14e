import { listStaffPlaces } from '@yike/shared/directory/endpoints'
import type { OpeningHours } from '@yike/shared/directory/hours'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { HoursField } from './HoursField'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead } from '../lib/query'

/** Hours of a service that differ from those of its place; null where they do not. */
export function OwnHours({
  value,
  onChange,
}: {
  value?: OpeningHours | null
  onChange?: (hours: OpeningHours | null) => void
}) {
  return value ? (
    <>
      <HoursField value={value} onChange={onChange} />
      <Button type='text' onClick={() => onChange?.(null)}>
        和地点一样
      </Button>
    </>
  ) : (
    <Button onClick={() => onChange?.({ rules: [], exceptions: [], holidays: 'same' })}>写自己的时间</Button>
  )
}

interface PickerProps {
  id?: string
  value?: string
  onChange?: (placeId: string) => void
}

export function PlacePicker({ id, value, onChange }: PickerProps) {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const { data, isFetching } = useRead(listStaffPlaces, { q, limit: 50 }, { keepLast: true })
  return (
    <Select
      id={id}
      value={value}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      notFoundContent={isFetching ? '正在找…' : '没有这个地点，先去生活圈里加'}
      options={data?.items.map((place) => ({ value: place.id, label: place.name }))}
      onChange={(placeId) => {
        setTyped('')
        onChange?.(placeId)
      }}
    />
  )
}
