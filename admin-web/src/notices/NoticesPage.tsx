import { listStaffNotices } from '@yike/shared/notices/endpoints'
import { NOTICE_STATES, NOTICE_STATE_CODES, type NoticeState } from '@yike/shared/notices/kinds'
import { Button, Segmented } from 'antd'
import { useNavigate } from 'react-router'
import { PagedTable } from '../kit/show/PagedTable'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { StatusTag } from '../kit/show/Tag'
import { useQueryParams } from '../lib/useQueryParams'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useReadPages } from '../lib/query'

const ALL = 'all'

export default function NoticesPage() {
  const navigate = useNavigate()
  const { may } = useMe()
  const [address, change] = useQueryParams()
  return (
    <>
      <PageHead
        title='通知'
        beside={
          <Segmented
            aria-label='看哪些通知'
            options={[
              { value: ALL, label: '全部' },
              ...NOTICE_STATE_CODES.map((code) => ({ value: code, label: NOTICE_STATES[code] })),
            ]}
            value={address.state ?? ALL}
            onChange={(state) => change({ state: state === ALL ? undefined : state })}
          />
        }
        tools={
          may('notice.edit') && (
            <Button type='primary' onClick={() => void navigate('/notices/new')}>
              写通知
            </Button>
          )
        }
      />
      <section className='pane'>
        <Notices state={address.state as NoticeState | undefined} />
      </section>
    </>
  )
}

const STATE_TONES = { draft: 'plain', published: 'done', withdrawn: 'plain' } as const

function Notices({ state }: { state?: NoticeState }) {
  const navigate = useNavigate()
  const now = useNow()
  const notices = useReadPages(listStaffNotices, { state, limit: 50 })
  return (
    <PagedTable
      pages={notices}
      empty='这里还没有通知。'
      onOpen={({ id }) => void navigate(`/notices/${id}`)}
      columns={[
        {
          title: '通知',
          key: 'title',
          className: 'table__words',
          render: (_, { title, urgent }) => (
            <span className='row'>
              <span className='strong'>{title}</span>
              {urgent && <StatusTag tone='late'>紧急</StatusTag>}
            </span>
          ),
        },
        { title: '哪一类', key: 'kind', render: (_, { kind }) => kind.label },
        {
          title: '发到哪了',
          key: 'state',
          render: (_, notice) => (
            <StatusTag tone={STATE_TONES[notice.state.code as NoticeState]}>{notice.state.label}</StatusTag>
          ),
        },
        {
          title: '什么时候',
          key: 'when',
          render: (_, { publishedAt, updatedAt, publishedBy }) => (
            <span className='soft'>
              {publishedAt
                ? `${dayAndClock(publishedAt, now)} ${publishedBy ?? ''}`
                : `${dayAndClock(updatedAt, now)} 存的`}
            </span>
          ),
        },
        {
          title: '看过的',
          key: 'readers',
          align: 'right',
          render: (_, { readers, audience, publishedAt }) => (publishedAt ? `${readers}/${audience}` : ''),
        },
        {
          title: '',
          key: 'verb',
          align: 'right',
          render: (_, { can, title }) => (
            <button type='button' className='link-button' aria-label={`${can.edit ? '接着写' : '看看'}：${title}`}>
              {can.edit ? '接着写' : '看看'}
            </button>
          ),
        },
      ]}
    />
  )
}
