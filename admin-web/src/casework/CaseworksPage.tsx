import { listCaseworks } from '@yike/shared/casework/endpoints'
import { dayInFull } from '@yike/shared/time/words'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { GuardedDrawer } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'
import '../lib/confidential/confidential.css'
import { OpenForm } from './OpenForm'

/** The open caseworks of a social worker, the next meeting first. */
export default function CaseworksPage() {
  const now = useNow()
  const { may } = useMe()
  const { data, error, refetch } = useRead(listCaseworks, {}, { everySeconds: 60 })
  const [isOpening, setOpening] = useState(false)
  const close = () => setOpening(false)
  return (
    <>
      <PageHead
        title='社工个案'
        note='由您做的。别的同事看不到，也不知道有。'
        tools={
          <>
            {may('casework.supervise') && <Link to='/cases?kind=casework'>全部社工个案</Link>}
            <Button type='primary' onClick={() => setOpening(true)}>
              开一个个案
            </Button>
          </>
        }
      />
      {error && !data && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.length === 0 && <Empty text='现在没有由您做的。' />}
      {data && data.items.length > 0 && (
        <section className='pane'>
          <ul className='confidential__list' aria-label='由我做的'>
            {data.items.map(({ id, number, name, category, next, reviewOn, needsConsent, endWished }) => (
              <li key={id}>
                <p className='row'>
                  <Link to={`/caseworks/${id}`}>
                    <b>{name}</b>
                  </Link>
                  <span>{category}</span>
                  <span className='note nums'>{number}</span>
                  {needsConsent && <StatusTag tone='soon'>先记同意</StatusTag>}
                  {endWished && <StatusTag tone='late'>本人要停</StatusTag>}
                </p>
                <p className='note'>
                  {next ? `${dayAndClock(next.at, now)} ${next.place}` : '还没约下一次'}
                  {reviewOn && `，${dayInFull(reviewOn)}回顾`}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <GuardedDrawer open={isOpening} title='开一个个案' size={520} destroyOnHidden onClose={close}>
        {isOpening && <OpenForm />}
      </GuardedDrawer>
    </>
  )
}
