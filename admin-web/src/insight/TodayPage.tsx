import { listDay } from '@yike/shared/booking/endpoints'
import { getToday } from '@yike/shared/insight/endpoints'
import type { TodayView } from '@yike/shared/insight/schemas'
import { dayOf, minuteOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { DayLine } from '../kit/show/DayLine'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Kbd } from '../kit/page/Kbd'
import { PageHead } from '../kit/page/PageHead'
import { useNow } from '../kit/hooks/useNow'
import { PrintSheet } from '../kit/show/PrintSheet'
import { fullDay, spoken } from '../kit/show/text'
import { rowsOfDay } from '../lib/sittingRows'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'
import { FirstSteps } from './FirstSteps'
import { FirstThings } from './FirstThings'
import { Seasonal } from './Seasonal'
import { Rates, TodayBookings, Week } from './Numbers'
import { TodaySheet } from './TodaySheet'

export default function TodayPage() {
  const now = useNow()
  const day = dayOf(now)
  const navigate = useNavigate()
  const { me, may } = useMe()
  const { data: today, error, refetch } = useRead(getToday, {}, { everySeconds: 60 })
  const sittings = useRead(listDay, { day }, { enabled: may('booking.read'), everySeconds: 60 })

  if (error && !today) return <Failed error={error} onRetry={refetch} />
  if (!today) return <Loading />

  const ofDay = sittings.data?.items ?? []
  return (
    <>
      <PageHead
        title={sentence(today)}
        note={urgency(today)}
        tools={
          <>
            <PrintSheet
              label='打印今日单'
              title={`今日单 ${fullDay(day)}`}
              stamp={`${me?.communities.map(({ name }) => name).join('、')} · 先办 ${today.first.length} 件`}
            >
              <TodaySheet first={today.first} sittings={ofDay} now={now} />
            </PrintSheet>
            {may('case.create') && (
              <Button type='primary' onClick={() => void navigate('/cases/new')}>
                登记来电诉求 <Kbd>N</Kbd>
              </Button>
            )}
          </>
        }
      />
      <FirstSteps />
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane' aria-label='先办的事'>
            <FirstThings items={today.first} now={now} />
          </section>
          <Seasonal />
          <section className='pane'>
            <div className='pane__head'>
              <h2 className='lead'>今天的场次</h2>
              <span className='note nums'>
                {today.bookings.today} 份预约，{today.bookings.seats} 位
              </span>
            </div>
            {sittings.error && !sittings.data ? (
              <Failed error={sittings.error} onRetry={sittings.refetch} />
            ) : ofDay.length === 0 ? (
              <Empty text={sittings.data ? '今天没有排场次。' : '场次由窗口看。'} />
            ) : (
              <DayLine
                rows={rowsOfDay(ofDay)}
                now={minuteOf(now)}
                onChoose={(id) => void navigate(`/bookings?sitting=${id}`)}
              />
            )}
          </section>
        </div>
        <div className='columns__side'>
          <Rates rates={today.rates} />
          <Week week={today.week} />
          <TodayBookings bookings={today.bookings} />
        </div>
      </div>
    </>
  )
}

const sentence = ({ first }: TodayView) =>
  first.length === 0 ? '今天没有快到点的事' : `今天先办这${spoken(first.length)}件`

function urgency({ first, cases }: TodayView) {
  const late = first.filter(({ tone }) => tone === 'late').length
  const soon = first.filter(({ tone }) => tone === 'soon').length
  const said = [
    late > 0 && `${spoken(late)}件已经超了时间${cases.late > late ? `（诉求一共超期 ${cases.late} 件）` : ''}`,
    soon > 0 && `${spoken(soon)}件快到点`,
    `在办 ${cases.open} 件，今天新来 ${cases.newToday} 件`,
  ]
  return said.filter(Boolean).join('，')
}
