import { listCarePeople } from '@yike/shared/care/endpoints'
import type { CheckView, CarePersonRow } from '@yike/shared/care/schemas'
import { clock, clockOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { PersonFound } from '@yike/shared/people/schemas'
import { PagedTable } from '../kit/show/PagedTable'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { PersonPicker } from '../lib/PersonPicker'
import { useMe } from '../lib/useMe'
import { useReadPages } from '../lib/query'
import { GuardedModal } from '../kit/form/unsaved'

const TODAY: Record<CheckView['today'], { tone: TagTone; text: string }> = {
  tapped: { tone: 'done', text: '报过了' },
  waiting: { tone: 'plain', text: '还没到时间' },
  missed: { tone: 'late', text: '还没报' },
  paused: { tone: 'plain', text: '停着' },
}

const Today = ({ check }: Pick<CarePersonRow, 'check'>) =>
  check ? (
    <span className='row'>
      <StatusTag tone={TODAY[check.today].tone}>{TODAY[check.today].text}</StatusTag>
      {check.tappedAt && <span className='soft nums'>{clockOf(new Date(check.tappedAt))}</span>}
    </span>
  ) : (
    <span className='soft'>没开</span>
  )

/** People with a file, a daily check or a household on record, those to visit first on top. */
export function People() {
  const navigate = useNavigate()
  const { may } = useMe()
  const [isAdding, setAdding] = useState(false)
  const [person, setPerson] = useState<PersonFound>()
  const people = useReadPages(listCarePeople, {}, { everySeconds: 60 })
  const open = (id: string) => void navigate(`/care/${id}`)

  return (
    <section className='pane'>
      {may('care.edit') && (
        <div className='row care__tools'>
          <Button onClick={() => setAdding(true)}>给一位老人建档</Button>
        </div>
      )}
      <PagedTable
        pages={people}
        empty='还没有人。开了每天报平安、写了照护档案的老人会在这里。'
        onOpen={({ id }) => open(id)}
        columns={[
          { title: '姓名', dataIndex: 'name', render: (name: string) => <span className='strong'>{name}</span> },
          { title: '出生', dataIndex: 'birthYear', render: (year: number | null) => year && `${year} 年` },
          { title: '住址', dataIndex: 'home', render: (home: string | null) => <span className='soft'>{home}</span> },
          { title: '电话尾号', dataIndex: 'phoneLast4' },
          { title: '住的情况', key: 'living', render: (_, { living }) => living?.label },
          {
            title: '上次走访',
            key: 'visit',
            render: (_, { lastVisit: { metOn } }) => metOn && <span className='nums'>{metOn}</span>,
          },
          { title: '今天', key: 'today', render: (_, row) => <Today {...row} /> },
          { title: '最晚', key: 'until', render: (_, { check }) => check && clock(check.until) },
          {
            title: '档案',
            key: 'file',
            render: (_, { hasFile }) => (hasFile ? '有' : <span className='soft'>没写</span>),
          },
          {
            title: '',
            key: 'verb',
            align: 'right',
            render: (_, { name }) => (
              <button type='button' className='link-button' aria-label={`打开${name}`}>
                打开
              </button>
            ),
          },
        ]}
      />
      <GuardedModal
        open={isAdding}
        title='给哪位老人建档'
        okText='打开'
        cancelText='先不'
        okButtonProps={{ disabled: !person }}
        onOk={() => person && open(person.id)}
        onCancel={() => setAdding(false)}
      >
        <div className='care__picker'>
          <PersonPicker value={person} onChange={setPerson} />
        </div>
      </GuardedModal>
    </section>
  )
}
