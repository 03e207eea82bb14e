import { getMediatorDay } from '@yike/shared/mediation/endpoints'
import { Link } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'
import '../lib/confidential/confidential.css'

/** The mediator's day: the sessions ahead, who is still to sign, and the rest of their open mediations. */
export default function MediationsPage() {
  const now = useNow()
  const { may } = useMe()
  const { data, error, refetch } = useRead(getMediatorDay, {}, { everySeconds: 60 })
  return (
    <>
      <PageHead
        title='调解'
        note='由您调解的'
        tools={may('mediation.direct') && <Link to='/cases?kind=dispute'>全部矛盾调解</Link>}
      />
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text='现在没有由您调解的。' />
      ) : (
        <section className='pane'>
          <ul className='confidential__list' aria-label='由我调解的'>
            {data.items.map(({ id, number, parties, session, nextSigner }) => (
              <li key={id}>
                <p className='row'>
                  <Link to={`/mediations/${id}`}>
                    <b>{parties.join('、')}</b>
                  </Link>
                  <span className='note nums'>{number}</span>
                  {nextSigner && <StatusTag tone='go'>{`等${nextSigner}签名`}</StatusTag>}
                </p>
                <p className='note'>{session ? `${dayAndClock(session.at, now)} ${session.place}` : '还没约下一次'}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
