import { listStaffCases } from '@yike/shared/cases/endpoints'
import { findPeople } from '@yike/shared/people/endpoints'
import { Select, type RefSelectProps } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Icon } from '../kit/show/Icon'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'

const SHORTEST = 2

/** One box for the whole console: a person by name, number or building; a case by its number or words. */
export function PersonSearch() {
  const navigate = useNavigate()
  const { may } = useMe()
  const box = useRef<RefSelectProps>(null)
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const isAsking = q.length >= SHORTEST
  const people = useRead(findPeople, { q }, { enabled: isAsking && may('person.find'), keepLast: true })
  const cases = useRead(listStaffCases, { q, limit: 6 }, { enabled: isAsking && may('case.read'), keepLast: true })
  useShortcuts([{ key: '/', label: '查找', run: () => box.current?.focus() }])

  const found = isAsking
    ? [
        ...(people.data?.items ?? []).slice(0, 6).map((person) => ({
          value: `/people?q=${encodeURIComponent(q)}&id=${person.id}`,
          label: (
            <Hit
              icon='user'
              title={person.name}
              note={person.home ?? (person.phoneLast4 && `尾号 ${person.phoneLast4}`)}
            />
          ),
        })),
        ...(cases.data?.items ?? []).map((item) => ({
          value: `/cases/${item.id}`,
          label: <Hit icon='speak' title={item.title} note={item.number} />,
        })),
      ]
    : []

  return (
    <div className='top__find'>
      <Select
        ref={box}
        aria-label='查找'
        placeholder='姓名、编号、楼号'
        value={null as string | null}
        showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
        options={found}
        open={typed.trim() !== '' && undefined}
        prefix={<Icon name='search' size={16} />}
        suffixIcon={<Kbd>/</Kbd>}
        notFoundContent={
          isAsking ? (people.isFetching || cases.isFetching ? '正在找…' : '没找到，换个写法试试') : '再写一个字'
        }
        onSelect={(to) => {
          setTyped('')
          box.current?.blur()
          if (to) void navigate(to)
        }}
      />
    </div>
  )
}

const Hit = ({ icon, title, note }: { icon: 'user' | 'speak'; title: string; note: string | null }) => (
  <span className='row'>
    <Icon name={icon} size={16} />
    <span className='strong'>{title}</span>
    <span className='note push nums'>{note}</span>
  </span>
)
