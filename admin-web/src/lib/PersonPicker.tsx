import { findPeople } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Select } from 'antd'
import { useState } from 'react'
import { Person } from '../kit/show/Person'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead } from './query'

interface Props {
  /** Set by the form around it. */
  id?: string
  value?: PersonFound
  onChange?: (person: PersonFound | undefined) => void
}

/** Finds one resident by name, phone, its last digits, or building. */
export function PersonPicker({ id, value, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const { data, isFetching } = useRead(findPeople, { q }, { enabled: q.length > 0, keepLast: true })
  const found = q ? (data?.items ?? []) : []
  const shown = value && !found.some((person) => person.id === value.id) ? [value, ...found] : found

  return (
    <Select
      id={id}
      value={value?.id}
      allowClear
      placeholder='姓名、电话尾号、楼号'
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      options={shown.map((person) => ({ value: person.id, label: person.name, person }))}
      optionRender={({ data: option }) => <Person person={option.person} />}
      listItemHeight={52}
      notFoundContent={q ? (isFetching ? '正在找…' : '没找到这个人，可以先登记') : '写姓名、电话尾号或楼号'}
      onChange={(_, option) => {
        setTyped('')
        onChange?.(Array.isArray(option) ? undefined : option?.person)
      }}
    />
  )
}
