import { listReceivedCases } from '@yike/shared/cases/received-endpoints'
import { RECEIVED_STATES, RECEIVED_STATE_CODES, type ReceivedState } from '@yike/shared/cases/received-states'
import { Segmented } from 'antd'
import { useNavigate } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { PagedTable } from '../kit/show/PagedTable'
import { dayAndClock } from '../kit/show/text'
import { useRead, useReadPages } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import { Due } from './Due'
import './cases.css'

/** The cases that the office gave to the organisation of the reader, the nearest deadline on top. */
export default function ReceivedCasesPage() {
  const navigate = useNavigate()
  const now = useNow()
  const [address, change] = useQueryParams()
  const state = address.state as ReceivedState | undefined
  const counts = useRead(listReceivedCases, { limit: 1 }, { everySeconds: 60 }).data?.counts
  const cases = useReadPages(listReceivedCases, { state }, { everySeconds: 60 })
  const countOf = (code: ReceivedState) => (code === 'done' ? undefined : counts?.[code])

  return (
    <>
      <PageHead
        title='来件'
        note='社区派给你们单位的事。看不到是谁反映的，要联系居民请经过社区。'
        beside={
          <Segmented
            aria-label='看哪些'
            options={[
              { label: '全部', value: 'all' },
              ...RECEIVED_STATE_CODES.map((code) => ({
                label: [RECEIVED_STATES[code].label, countOf(code) || null].filter(Boolean).join(' '),
                value: code,
              })),
            ]}
            value={state ?? 'all'}
            onChange={(next) => change({ state: next === 'all' ? undefined : next })}
          />
        }
      />
      <section className='pane'>
        <PagedTable
          pages={cases}
          empty='这里没有来件。社区派过来，会在这里，也会发消息。'
          onOpen={({ id }) => void navigate(`/received/${id}`)}
          columns={[
            { title: '还剩', key: 'due', render: (_, { promise }) => <Due promise={promise} /> },
            {
              title: '什么事',
              key: 'title',
              className: 'table__words',
              render: (_, { title }) => <span className='strong'>{title}</span>,
            },
            { title: '类别', key: 'category', render: (_, { category, kind }) => category ?? kind.label },
            {
              title: '地点',
              key: 'address',
              render: (_, { address: where }) => <span className='soft'>{where}</span>,
            },
            { title: '走到哪一步', key: 'state', render: (_, { state: stands }) => stands.label },
            {
              title: '什么时候派来的',
              key: 'since',
              render: (_, { since }) => <span className='soft nums'>{dayAndClock(since, now)}</span>,
            },
          ]}
        />
      </section>
    </>
  )
}
