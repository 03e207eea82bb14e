import { listStaffCases } from '@yike/shared/cases/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { PagedTable } from '../kit/show/PagedTable'
import { StatusTag } from '../kit/show/Tag'
import { tieFigures } from '../kit/show/text'
import { useReadPages } from '../lib/query'
import { useMe } from '../lib/useMe'
import { BulkBar } from './BulkBar'
import { Due } from './Due'
import { Marks } from './Marks'
import { nextVerb } from './nextSteps'
import { keepShown } from './shownCases'
import { Star } from './Star'
import { useChanges } from './useChanges'

/** Sorted by the nearest deadline; the first column is the time left, the last one the verb. */
export function CaseTable({ filters }: { filters: InputOf<typeof listStaffCases> }) {
  const navigate = useNavigate()
  const { may } = useMe()
  const maySelect = (['case.accept', 'case.assign', 'case.handle', 'case.close'] as const).some(may)
  const cases = useReadPages(listStaffCases, filters, { everySeconds: 60 })

  const { data: rows } = cases
  useEffect(() => keepShown(rows?.map(({ id }) => id) ?? []), [rows])

  const { isChanged, look } = useChanges(cases.data, cases.refetch)

  /** The ticks belong to one choice of filters: another one begins without any. */
  const filterText = JSON.stringify(filters)
  const [ticked, setTicked] = useState<{ of: string; ids: string[] }>({ of: filterText, ids: [] })
  const ids = ticked.of === filterText ? ticked.ids : []
  const choose = (next: string[]) => {
    setTicked({ of: filterText, ids: next })
    look()
  }

  return (
    <>
      <BulkBar ids={ids} filters={filters} onChoose={choose} />
      <PagedTable
        pages={cases}
        selection={
          maySelect ? { ids, onChange: choose, nameOf: ({ number, title }) => `${number} ${title}` } : undefined
        }
        empty='这样找没有诉求。换个条件，或者看全部。'
        onOpen={({ id }) => void navigate(`/cases/${id}`)}
        columns={[
          { title: '还剩', key: 'due', render: (_, { promise }) => <Due promise={promise} /> },
          {
            title: '诉求',
            key: 'title',
            className: 'table__words',
            render: (_, item) => (
              <span className='table__starred'>
                <Star item={item} />
                <span className='row'>
                  <span className='strong'>{tieFigures(item.title)}</span>
                  {isChanged(item) && <StatusTag tone='go'>已更新</StatusTag>}
                  <Marks {...item} />
                </span>
              </span>
            ),
          },
          { title: '编号', dataIndex: 'number', render: (number: string) => <span className='soft'>{number}</span> },
          { title: '类别', key: 'category', render: (_, { category, kind }) => category?.name ?? kind.label },
          {
            title: '地点',
            key: 'address',
            className: 'table__place',
            render: (_, { address }) => <span className='soft'>{address && tieFigures(address)}</span>,
          },
          { title: '走到哪一步', key: 'state', render: (_, { state }) => state.label },
          {
            title: '谁在办',
            key: 'assignee',
            render: (_, { assignee, receiver }) => (
              <span className='soft'>{receiver?.name ?? assignee?.name ?? '未分'}</span>
            ),
          },
          {
            title: '',
            key: 'verb',
            align: 'right',
            render: (_, item) => (
              <button
                type='button'
                className='link-button'
                aria-label={`${nextVerb(item, may('case.close'))}：${item.title}`}
              >
                {nextVerb(item, may('case.close'))}
              </button>
            ),
          },
        ]}
      />
    </>
  )
}
