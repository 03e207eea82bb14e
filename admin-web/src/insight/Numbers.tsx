import { RATES } from '@yike/shared/cases/rates'
import type { TodayView } from '@yike/shared/insight/schemas'
import { dayOf, weekdayLabel } from '@yike/shared/time/china'
import { DialM } from '../kit/show/Dial'
import './numbers.css'

const SHOWN = [
  { key: 'inTime', label: RATES.answered.label },
  { key: 'solved', label: RATES.solved.label },
  { key: 'satisfied', label: RATES.satisfied.label },
] as const

/** The one exception to "an arc is time": here it is a share of a whole. */
export function Rates({ rates }: Pick<TodayView, 'rates'>) {
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>三率</h2>
        <span className='note push'>最近 30 天收到的</span>
      </div>
      <div className='rates'>
        {SHOWN.map(({ key, label }) => {
          const rate = rates[key]
          return (
            <div key={key} className='rates__i'>
              {rate === null ? (
                <DialM share={0} parts={4} figure='—' unit='' tone='off' say={`${label}还没有数`} />
              ) : (
                <DialM
                  share={rate}
                  parts={4}
                  figure={Math.round(rate * 100)}
                  unit='%'
                  say={`${label} ${Math.round(rate * 100)}%`}
                />
              )}
              <span className='strong'>{label}</span>
            </div>
          )
        })}
      </div>
    </section>
  )
}

export function Week({ week }: Pick<TodayView, 'week'>) {
  const top = Math.max(1, ...week.flatMap(({ filed, finished }) => [filed, finished]))
  const height = (count: number) => `${(count / top) * 100}%`
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>这七天</h2>
        <span className='note push nums'>
          收到 {sum(week.map(({ filed }) => filed))} 件，办好 {sum(week.map(({ finished }) => finished))} 件
        </span>
      </div>
      <div className='week' role='img' aria-label={week.map(weekInWords).join('；')}>
        {week.map(({ day, filed, finished }) => (
          <div key={day} className='week__day' aria-hidden>
            <div className='week__bars'>
              <span className='week__bar' style={{ height: height(filed) }}>
                <span>{filed}</span>
              </span>
              <span className='week__bar week__bar--done' style={{ height: height(finished) }}>
                <span>{finished}</span>
              </span>
            </div>
            <span className='note'>{day === dayOf(new Date()) ? '今天' : weekdayLabel(day)}</span>
          </div>
        ))}
      </div>
      <p className='note'>左边实心是收到的，右边空心是办好的</p>
    </section>
  )
}

const weekInWords = ({ day, filed, finished }: TodayView['week'][number]) =>
  `${weekdayLabel(day)}收到 ${filed} 件，办好 ${finished} 件`

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)

export function TodayBookings({ bookings }: Pick<TodayView, 'bookings'>) {
  const rows = [
    { label: '约好的', count: bookings.today },
    { label: '已经到的', count: bookings.checkedIn },
    { label: '没来的', count: bookings.noShow },
  ]
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>今天的预约</h2>
        <span className='note push nums'>共 {bookings.seats} 位</span>
      </div>
      {rows.map(({ label, count }) => (
        <div key={label} className='hbar'>
          <span className='hbar__name'>{label}</span>
          <span className='hbar__lane' aria-hidden>
            <span className='hbar__fill' style={{ width: `${(count / Math.max(1, bookings.today)) * 100}%` }} />
          </span>
          <span className='hbar__n nums'>{count}</span>
        </div>
      ))}
    </section>
  )
}
