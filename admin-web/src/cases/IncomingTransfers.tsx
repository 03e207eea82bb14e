import { listTransfers } from '@yike/shared/cases/transfer-endpoints'
import { Link } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'

/** Cases of other communities that wait to be taken on here; nothing while there are none. */
export function IncomingTransfers() {
  const now = useNow()
  const { me } = useMe()
  const isOfMany = (me?.communities.length ?? 0) > 1
  const { data } = useRead(listTransfers, { limit: 20 })
  if (!data?.items.length) return null
  return (
    <section className='pane' aria-label='别的社区转来的'>
      <h2 className='lead'>别的社区转来的，等接收</h2>
      {data.items.map(({ id, number, title, from, to, since, late, words }) => (
        <p key={id} className='row'>
          <Link to={`/cases/${id}`}>
            <span className='nums'>{number}</span> {title}
          </Link>
          {late && <StatusTag tone='late'>该接收了</StatusTag>}
          <span className='note push'>
            {isOfMany ? `${from}转给${to}` : from}，{dayAndClock(since, now)} 转来{words && `，${words}`}
          </span>
        </p>
      ))}
    </section>
  )
}
