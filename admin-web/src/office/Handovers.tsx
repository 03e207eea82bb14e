import { listHandovers } from '@yike/shared/office/endpoints'
import type { HandoverView } from '@yike/shared/office/schemas'
import { instantInText } from '@yike/shared/time/words'
import { Failed } from '../kit/page/PageStates'
import { useRead } from '../lib/query'

/** Work that was handed over when an account ended or a leave began, and what nobody could take. */
export function Handovers() {
  const { data, error, refetch } = useRead(listHandovers, {}, { everySeconds: 30 })
  if (error) return <Failed error={error} onRetry={refetch} />
  if (!data || data.items.length === 0) return null
  return (
    <section className='pane opening__list'>
      <h2 className='lead'>交接记录</h2>
      {data.items.map((one) => (
        <HandoverRow key={one.id} handover={one} />
      ))}
    </section>
  )
}

const givenInWords = ({ given, done }: HandoverView) => {
  const words = given.map(({ to, count }) => `${count} 件交给${to}`).join('、')
  return done ? words || '手上没有没办完的事' : `${words || '还没交出去'}，正在交接`
}

const HandoverRow = ({ handover }: { handover: HandoverView }) => (
  <div className='opening__row'>
    <div>
      <p className='strong'>{handover.name}</p>
      <p className='note'>
        {instantInText(new Date(handover.at))}{' '}
        {handover.forLeave ? handover.reason : `${handover.by}停用：${handover.reason}`}。{givenInWords(handover)}
      </p>
      {handover.left.map(({ kind, title, detail }) => (
        <p key={`${title} ${detail}`} className='refusal'>
          {handover.forLeave ? '代班的接不了，还在他手上' : '没有人能接，请打电话另约'}：{kind.label} {title}，{detail}
        </p>
      ))}
    </div>
  </div>
)
