import { listIncidents, recordIncident } from '@yike/shared/privacy/endpoints'
import type { IncidentView } from '@yike/shared/privacy/incident-schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { GuardedDrawer } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { DataTable } from '../kit/show/DataTable'
import { StatusTag } from '../kit/show/Tag'
import { tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { IncidentForm } from './IncidentForm'

const labels = (all: readonly { label: string }[]) => all.map(({ label }) => label).join('、')

/** Incidents with personal data: recorded once, with what is due by when. */
export default function IncidentsPage() {
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const record = useWrite(recordIncident, ({ id }) => {
    setOpen(false)
    void navigate(`/incidents/${id}`)
  })
  return (
    <>
      <PageHead
        title='个人信息安全事件'
        note='资料泄露、被改、丢了，或者可能这样：登记下来，该向谁报、几点以前，页面上写着'
        tools={
          <Button type='primary' onClick={() => setOpen(true)}>
            登记一件
          </Button>
        }
      />
      <section className='pane'>
        <Incidents />
      </section>
      <GuardedDrawer
        open={isOpen}
        title='登记个人信息安全事件'
        size={560}
        destroyOnHidden
        onClose={() => setOpen(false)}
      >
        <IncidentForm
          label='登记'
          error={record.error}
          isPending={record.isPending}
          onSend={(fields) => record.mutate(fields)}
        />
      </GuardedDrawer>
    </>
  )
}

function Incidents() {
  const navigate = useNavigate()
  const now = useNow()
  const { data, error, refetch } = useRead(listIncidents, {}, { everySeconds: 30 })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty text='没有登记过。愿它一直空着。' />
  return (
    <DataTable
      rows={data.items}
      onOpen={({ id }) => void navigate(`/incidents/${id}`)}
      columns={[
        {
          title: '发现时间',
          width: 170,
          render: (_, { noticedAt }) => <span className='nums'>{momentInWords(noticedAt, now)}</span>,
        },
        { title: '出了什么事', render: (_, { what, kinds }) => `${labels(kinds)}：${what.slice(0, 60)}` },
        { title: '哪几类资料', render: (_, { data: kinds }) => labels(kinds) },
        { title: '人数', width: 90, render: (_, { people }) => <span className='nums'>{tie(people, '人')}</span> },
        { title: '级别', width: 90, render: (_, { level }) => level.label },
        { title: '', width: 150, render: (_, incident) => <State incident={incident} /> },
      ]}
    />
  )
}

function State({ incident: { duties, isSettled } }: { incident: IncidentView }) {
  if (isSettled) return <StatusTag tone='done'>都办完了</StatusTag>
  const open = duties.filter(({ doneAt }) => !doneAt)
  const isLate = open.some((one) => one.isLate)
  return <StatusTag tone={isLate ? 'late' : 'soon'}>{isLate ? '超过时限' : `还有 ${open.length} 步`}</StatusTag>
}
