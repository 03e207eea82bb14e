import { listUnfinishedVisits } from '@yike/shared/visits/endpoints'
import { useState } from 'react'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { VisitDrawer } from './VisitDrawer'

/** Past visits that nobody checked in to or out of, and that need a call. */
export function Unfinished() {
  const now = useNow()
  const [opened, setOpened] = useState<string>()
  const { data, error, refetch } = useRead(listUnfinishedVisits, {}, { everySeconds: 60 })
  return (
    <section className='pane'>
      <h2 className='lead'>过了时间，没签到或没签退的</h2>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text='这两周的都签到签退了。' />
      ) : (
        <DataTable
          rows={data.items.map((item) => ({ ...item, id: item.bookingId }))}
          onOpen={({ bookingId }) => setOpened(bookingId)}
          columns={[
            { title: '什么时候', className: 'nums', render: (_, { startsAt }) => dayAndClock(startsAt, now) },
            { title: '谁家', render: (_, { who }) => <span className='strong'>{who}</span> },
            { title: '做什么', dataIndex: 'service' },
            { title: '谁去', render: (_, { carer }) => carer.name },
            { title: '电话', className: 'nums', render: (_, { carer }) => carer.phone },
            { title: '', render: (_, { state }) => <StatusTag tone='late'>{state.label}</StatusTag> },
          ]}
        />
      )}
      {opened && (
        <VisitDrawer
          visit={{ bookingId: opened, sittingId: '', can: { move: false } }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  )
}
