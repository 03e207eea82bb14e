import type { TodayView } from '@yike/shared/insight/schemas'
import { Table } from 'antd'
import { Link, useNavigate } from 'react-router'
import { DialS } from '../kit/show/Dial'
import { Empty } from '../kit/page/PageStates'
import { tieFigures } from '../kit/show/text'
import { shareLeft, timeLeft } from './promiseLeft'
import './first-things.css'

type First = TodayView['first'][number]

/** The page for each kind of entry. */
const PLACES: Record<First['type'], (id: string) => string> = {
  case: (id) => `/cases/${id}`,
  sitting: (id) => `/bookings?sitting=${id}`,
  notice: (id) => `/notices/${id}`,
}

export function FirstThings({ items, now }: { items: First[]; now: Date }) {
  const navigate = useNavigate()
  if (items.length === 0) return <Empty text='没有快到点的事。新来的会排在这里，最急的在上面。' />
  return (
    <div className='table-wrap'>
      <Table
        rowKey={({ type, id }) => `${type} ${id}`}
        size='small'
        pagination={false}
        scroll={{ x: 340 }}
        dataSource={items}
        onRow={({ type, id }) => ({ onClick: () => void navigate(PLACES[type](id)) })}
        columns={[
          {
            title: '还剩',
            key: 'left',
            width: 170,
            render: (_, { dueAt, words, tone }) =>
              dueAt && (
                <span className={`keep strong tone--${tone}`}>
                  <DialS share={shareLeft(dueAt, now)} tone={tone} />
                  {words ?? timeLeft(dueAt, now)}
                </span>
              ),
          },
          {
            title: '事情',
            key: 'title',
            className: 'table__words',
            render: (_, { title, detail }) => (
              <>
                <span className='strong'>{tieFigures(title)}</span>
                <div className='soft first-things__detail'>{detail}</div>
              </>
            ),
          },
          {
            title: '在哪儿、谁在办',
            key: 'detail',
            className: 'table__words',
            responsive: ['xl'],
            render: (_, { detail }) => <span className='soft'>{detail}</span>,
          },
          {
            title: '',
            key: 'verb',
            align: 'right',
            render: (_, { type, id, verb, title }) => (
              <Link to={PLACES[type](id)} className='strong' aria-label={`${verb}：${title}`}>
                {verb}
              </Link>
            ),
          },
        ]}
      />
    </div>
  )
}
