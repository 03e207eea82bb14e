import { listRulings } from '@yike/shared/cases/ruling-endpoints'
import type { RulingCase } from '@yike/shared/cases/ruling-schemas'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Views } from '../kit/page/Views'
import { PagedTable } from '../kit/show/PagedTable'
import { dayAndClock } from '../kit/show/text'
import { GuardedDrawer } from '../kit/form/unsaved'
import { useReadPages } from '../lib/query'
import { useChoice } from '../lib/useChoice'
import { useMe } from '../lib/useMe'
import { Arbiters } from './Arbiters'
import { Due } from './Due'
import { Returns } from './Returns'
import './cases.css'

const VIEWS = { open: '等会商', ruled: '定过的' } as const

/** The cases that two receivers or two communities sent back, or that were handed up: whose they are is decided here. */
export default function RulingsPage() {
  const navigate = useNavigate()
  const now = useNow()
  const { may } = useMe()
  const [isNaming, setNaming] = useState(false)
  const [view, setView] = useChoice('view', VIEWS)
  const rulings = useReadPages(listRulings, { view }, { everySeconds: 60 })
  const open = ({ id, step = 'rule' }: RulingCase) =>
    void navigate(view === 'open' ? `/cases/${id}?step=${step}` : `/cases/${id}`)
  return (
    <>
      <PageHead
        title='会商'
        note='退了两次的疑难件、社区办不了报上来的，在这里定归哪一家、哪个社区，或者交回社区办。定了就不能再退；定给单位的写进职责清单，从当天起照这样派。'
        beside={<Views views={VIEWS} view={view} onChange={setView} />}
        tools={may('receiver.edit') && <Button onClick={() => setNaming(true)}>谁来会商</Button>}
      />
      <section className='pane'>
        <PagedTable
          pages={rulings}
          empty={
            view === 'open'
              ? '没有要会商的。一件事被单位或者别的社区退了两次，或者社区办不了报上来，就会到这里来。'
              : '还没有会商定过的。'
          }
          onOpen={open}
          columns={[
            {
              title: '什么事',
              key: 'title',
              className: 'table__words',
              render: (_, { title, number, category }) => (
                <>
                  <span className='strong'>{title}</span>
                  <span className='note nums whistle__standing'>{[number, category].filter(Boolean).join(' · ')}</span>
                </>
              ),
            },
            {
              title: '为什么要会商',
              key: 'returns',
              className: 'table__words',
              render: (_, { returns, handedUp }) => (
                <>
                  <Returns returns={returns} now={now} />
                  {handedUp && (
                    <>
                      <span className='strong'>{handedUp.by}报上来的</span>
                      <span className='note nums'> {dayAndClock(handedUp.at, now)}</span>
                      <span className='returns__why'>{handedUp.why}</span>
                    </>
                  )}
                </>
              ),
            },
            view === 'open'
              ? { title: '请谁会商', key: 'arbiter', render: (_, { arbiter }) => arbiter?.name ?? '管会商的同事' }
              : {
                  title: '定给了谁',
                  key: 'ruling',
                  className: 'table__words',
                  render: (_, { ruling }) =>
                    ruling && (
                      <>
                        <span className='strong'>{ruling.receiver}</span>
                        <span className='note nums whistle__standing'>
                          {dayAndClock(ruling.at, now)} {ruling.by}：{ruling.why}
                        </span>
                      </>
                    ),
                },
            { title: '期限', key: 'promise', render: (_, { promise }) => <Due promise={promise} /> },
          ]}
        />
      </section>
      <GuardedDrawer open={isNaming} title='谁来会商' size={440} destroyOnHidden onClose={() => setNaming(false)}>
        <Arbiters />
      </GuardedDrawer>
    </>
  )
}
