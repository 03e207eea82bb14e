import { listAlerts } from '@yike/shared/care/endpoints'
import type { AlertList } from '@yike/shared/care/schemas'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { AlertPane } from './AlertPane'

type Row = AlertList['items'][number]

const toneOf = ({ state, needsHelp }: Row): TagTone => {
  if (state.code === 'open' || needsHelp) return 'late'
  if (state.code === 'taken') return 'soon'
  return state.code === 'settled' ? 'done' : 'plain'
}

/** Today's alerts, and every live one: calls for help that nobody took stay on top. */
export function Alerts({ chosenId, onChoose }: { chosenId?: string; onChoose: (id: string | undefined) => void }) {
  const now = useNow()
  const { data, error, refetch } = useRead(listAlerts, { view: 'today' as const }, { everySeconds: 10 })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0)
    return (
      <section className='pane'>
        <Empty text='今天大家都好：没有呼救，该报平安的都报了。' />
      </section>
    )
  return (
    <div className='columns'>
      <div className='columns__main'>
        <section className='pane'>
          <DataTable
            rows={data.items}
            onOpen={({ id }) => onChoose(id)}
            columns={[
              {
                title: '什么事',
                key: 'kind',
                render: (_, row) => (
                  <span className='row'>
                    <span className={row.kind.code === 'help' ? 'strong late' : 'strong'}>{row.kind.label}</span>
                    {row.escalated && row.state.code === 'open' && <StatusTag tone='late'>超时没人接</StatusTag>}
                  </span>
                ),
              },
              {
                title: '谁',
                key: 'person',
                className: 'table__words',
                render: (_, { person }) => (
                  <>
                    <span className='strong'>{person.name}</span> <span className='soft'>{person.home}</span>
                  </>
                ),
              },
              {
                title: '什么时候',
                key: 'at',
                render: (_, { raisedAt }) => <span className='nums'>{dayAndClock(raisedAt, now)}</span>,
              },
              {
                title: '办到哪了',
                key: 'state',
                render: (_, row) => (
                  <StatusTag tone={toneOf(row)}>
                    {row.needsHelp ? '要帮忙' : (row.outcome?.label ?? row.state.label)}
                  </StatusTag>
                ),
              },
              { title: '谁在办', key: 'taker', render: (_, { taker }) => <span className='soft'>{taker?.name}</span> },
              {
                title: '',
                key: 'verb',
                align: 'right',
                render: (_, { person }) => (
                  <button type='button' className='link-button' aria-label={`看看${person.name}`}>
                    看看
                  </button>
                ),
              },
            ]}
          />
        </section>
      </div>
      <div className='columns__side'>
        {chosenId ? (
          <AlertPane key={chosenId} id={chosenId} onClose={() => onChoose(undefined)} />
        ) : (
          <section className='pane'>
            <p className='note'>点开一件，看电话、住址和进门前要知道的。看到照护档案里的内容会留下记录。</p>
          </section>
        )}
      </div>
    </div>
  )
}
