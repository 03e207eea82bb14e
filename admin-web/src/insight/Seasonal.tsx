import { handleSeasonalCase, listSeasonalCases } from '@yike/shared/cases/seasonal-endpoints'
import type { SeasonalCase } from '@yike/shared/cases/seasonal-schemas'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'

/** The categories that came in this month and the next of earlier years, to be seen to before it comes; nothing while there is none. */
export function Seasonal() {
  const now = useNow()
  const { me, may } = useMe()
  const { data, refetch } = useRead(listSeasonalCases, {})
  const write = useWrite(handleSeasonalCase, () => void refetch())
  if (!data?.items.length) return null
  const names = new Set(me?.communities.map(({ name }) => name))
  const where = ({ community, grids }: SeasonalCase) =>
    [...(names.size > 1 ? [community.name] : []), ...grids].join('、')
  const handle = ({ month, community, category }: SeasonalCase, handled: boolean) =>
    write.mutate({ month, communityId: community.id, categoryId: category.id, handled })
  return (
    <section className='pane' aria-label='未诉先办'>
      <div className='pane__head'>
        <h2 className='lead'>未诉先办</h2>
        <span className='note push'>往年这时候常有，先办一步</span>
      </div>
      {data.items.map((one) => (
        <div key={`${one.month} ${one.community.id} ${one.category.id}`} className='row'>
          <span>
            <span className='strong'>
              {Number(one.month.slice(5))}月常有：
              <Link to={`/cases?show=table&view=all&category=${one.category.id}`}>{one.category.name}</Link>
            </span>
            <span className='note'>
              {' '}
              {[where(one), one.words].filter(Boolean).join('，')}
              {one.handled && `；${one.handled.by} ${dayAndClock(one.handled.at, now)} 说办过了`}
            </span>
          </span>
          <span className='row push'>
            {!one.handled && may('notice.edit') && (
              <Link to='/notices/new' className='note'>
                发个通知
              </Link>
            )}
            {one.can.handle && (
              <Button
                size='small'
                aria-label={`${one.month} ${one.community.name} ${one.category.name} ${one.handled ? '还没办' : '办过了'}`}
                onClick={() => handle(one, !one.handled)}
              >
                {one.handled ? '还没办' : '办过了'}
              </Button>
            )}
          </span>
        </div>
      ))}
    </section>
  )
}
