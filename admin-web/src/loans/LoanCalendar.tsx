import { getThingCalendar } from '@yike/shared/loans/endpoints'
import type { ThingCalendar } from '@yike/shared/loans/schemas'
import { addDays, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { Segmented } from 'antd'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { fullDay } from '../kit/show/text'
import { useQueryParams } from '../lib/useQueryParams'
import { useRead } from '../lib/query'

const DAYS = 14
type Loan = ThingCalendar['things'][number]['loans'][number]

const touches = ({ startsAt, endsAt }: Loan, day: string) =>
  dayOf(new Date(startsAt)) <= day && dayOf(new Date(endsAt)) >= day

/** Things as rows, days as columns. */
export function LoanCalendar() {
  const today = dayOf(useNow())
  const [address, change] = useQueryParams()
  const from = address.from ?? today
  const { data, error, refetch } = useRead(getThingCalendar, { from, days: DAYS }, { keepLast: true })
  const goTo = (next: string) => change({ from: next === today ? undefined : next })
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead nums'>{`${fullDay(from)} 起两周`}</h2>
        <span className='push'>
          <Segmented
            aria-label='哪两周'
            options={[
              { label: '往前', value: -DAYS },
              { label: '今天起', value: 0 },
              { label: '往后', value: DAYS },
            ]}
            value={from === today ? 0 : Number.NaN}
            onChange={(by) => goTo(by === 0 ? today : addDays(from, by))}
          />
        </span>
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.things.length === 0 ? (
        <Empty text='还没有器具。在“器具”里先加上。' />
      ) : (
        <table className='loans__calendar nums'>
          <thead>
            <tr>
              <th className='loans__name'>器具</th>
              {data.days.map((day) => (
                <th key={day} className={day === today ? 'loans__today' : undefined}>
                  <div>{Number(day.slice(8))}</div>
                  <div className='note'>{weekdayLabel(day).slice(1)}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.things.map((thing) => (
              <tr key={thing.id}>
                <th className='loans__name'>
                  {thing.name} <span className='note'>{thing.number}</span>
                </th>
                {data.days.map((day, n) => {
                  const loans = thing.loans.filter((loan) => touches(loan, day))
                  return (
                    <td key={day}>
                      {loans.map((loan) => {
                        const begins = n === 0 || dayOf(new Date(loan.startsAt)) === day
                        return (
                          <div
                            key={loan.bookingId}
                            className={`loans__bar loans__bar--${loan.state.code}`}
                            title={`${loan.who} ${loan.hours} ${loan.state.label}`}
                          >
                            {begins ? loan.who : '\u00a0'}
                          </div>
                        )
                      })}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
