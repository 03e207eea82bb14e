import { cancelSitting } from '@yike/shared/booking/endpoints'
import { listCalendar, listSeries } from '@yike/shared/schedule/endpoints'
import type { CalendarSitting, SeriesView } from '@yike/shared/schedule/schemas'
import { getStaffService } from '@yike/shared/directory/endpoints'
import { addDays, clockOf, dayOf } from '@yike/shared/time/china'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { ReasonModal } from '../kit/form/ReasonModal'
import { StatusTag } from '../kit/show/Tag'
import { fullDay, tie } from '../kit/show/text'
import { sittingName } from '../lib/sittingRows'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import './booking.css'
import { ChangeSeriesForm } from './ChangeSeriesForm'
import { CourseForm } from './CourseForm'
import { MoveSitting } from './MoveSitting'
import { RulesForm } from './RulesForm'
import { SeriesForm } from './SeriesForm'
import { SeriesList } from './SeriesList'
import { ServiceFeed } from './ServiceFeed'

const DAYS_SHOWN = 30

/** The series of one service, and its sittings for a month ahead: made by rules or for some days, changed one by one. */
export default function SittingsPage() {
  const { id } = useParams()
  const serviceId = id!
  const { may } = useMe()
  const today = dayOf(useNow())
  const [opened, setOpened] = useState<'rules' | 'days' | 'course' | 'feed'>()
  const [changing, setChanging] = useState<CalendarSitting>()
  const [later, setLater] = useState<{ series: SeriesView; start?: { key: string; day: string } }>()
  const [cancelling, setCancelling] = useState<CalendarSitting>()
  const service = useRead(getStaffService, { id: serviceId })
  const series = useRead(listSeries, { serviceId })
  const sittings = useRead(listCalendar, { serviceId, from: today, to: addDays(today, DAYS_SHOWN) })
  const cancel = useWrite(cancelSitting, () => setCancelling(undefined))

  const error = service.error ?? sittings.error
  if (error && !(service.data && sittings.data)) return <Failed error={error} onRetry={sittings.refetch} />
  if (!service.data || !sittings.data) return <Loading />
  const close = () => setOpened(undefined)
  /** Opens the series that made the sitting, from its day on. */
  const laterOf = (sitting: CalendarSitting) => {
    const one = series.data?.items.find(({ id: seriesId }) => seriesId === sitting.series?.id)
    if (!one || !sitting.series) return undefined
    const start = { key: sitting.series.key.split('+')[0]!, day: sitting.series.day }
    return () => {
      setChanging(undefined)
      setLater({ series: one, start })
    }
  }
  const days = [...new Set(sittings.data.items.map(({ day }) => day))].sort()

  return (
    <>
      <PageHead
        title={`${service.data.name}的场次`}
        note={
          <>
            {service.data.placeName} · <Link to={`/services/${serviceId}`}>改服务</Link>
          </>
        }
        tools={
          <>
            <Button onClick={() => setOpened('feed')}>日历地址</Button>
            {may('sitting.edit') && (
              <>
                {service.data.kind.code === 'course' && (
                  <Button onClick={() => setOpened('course')}>开一门课（几次课报一次名）</Button>
                )}
                <Button onClick={() => setOpened('days')}>只排几天</Button>
                <Button type='primary' onClick={() => setOpened('rules')}>
                  长期排班
                </Button>
              </>
            )}
          </>
        }
      />
      {series.data && series.data.items.length > 0 && (
        <section className='pane' aria-label='长期排班'>
          <SeriesList series={series.data.items} today={today} onChange={(one) => setLater({ series: one })} />
        </section>
      )}
      <section className='pane'>
        {days.length === 0 ? (
          <Empty text='后面三十天还没有排场次。' />
        ) : (
          days.map((day) => (
            <div key={day} className='sittings__day'>
              <h2 className='sittings__date strong nums'>{day === today ? '今天' : fullDay(day)}</h2>
              <ul className='sittings__list'>
                {sittings.data.items
                  .filter((sitting) => sitting.day === day)
                  .map((sitting) => (
                    <li key={sitting.id} className='sittings__i'>
                      <span className='sittings__name strong nums'>{sittingName(sitting)}</span>
                      <span className='note nums'>
                        {sitting.sessions.length > 1
                          ? `共 ${sitting.sessions.length} 次，到 ${fullDay(dayOf(new Date(sitting.endsAt)))}`
                          : `到 ${clockOf(new Date(sitting.endsAt))}`}
                      </span>
                      <span className='nums'>
                        {sitting.taken}/{tie(sitting.capacity, '位')}
                      </span>
                      <span className='note'>{sitting.menu.join('、')}</span>
                      {sitting.series?.own && <StatusTag>单独改过</StatusTag>}
                      {sitting.availability === 'cancelled' && <StatusTag tone='late'>取消了</StatusTag>}
                      <span className='row push'>
                        {sitting.kind.code === 'course' && <Link to={`/courses/${sitting.id}`}>点名和课时</Link>}
                        <Link to={`/bookings?day=${day}&sitting=${sitting.id}`}>名单</Link>
                        {sitting.can.edit && sitting.availability !== 'cancelled' && (
                          <>
                            <button type='button' className='link-button' onClick={() => setChanging(sitting)}>
                              改
                            </button>
                            <button type='button' className='link-button' onClick={() => setCancelling(sitting)}>
                              取消
                            </button>
                          </>
                        )}
                      </span>
                    </li>
                  ))}
              </ul>
            </div>
          ))
        )}
      </section>
      {opened === 'rules' && <RulesForm service={service.data} today={today} onClose={close} />}
      {opened === 'days' && <SeriesForm service={service.data} today={today} onClose={close} />}
      {opened === 'course' && <CourseForm service={service.data} today={today} onClose={close} />}
      {opened === 'feed' && <ServiceFeed serviceId={serviceId} name={service.data.name} onClose={close} />}
      {later && <ChangeSeriesForm {...later} today={today} onClose={() => setLater(undefined)} />}
      {changing && (
        <MoveSitting sitting={changing} onLater={laterOf(changing)} onClose={() => setChanging(undefined)} />
      )}
      <ReasonModal
        open={cancelling !== undefined}
        title={cancelling ? `取消 ${fullDay(cancelling.day)} ${sittingName(cancelling)}` : ''}
        hint={cancelling?.taken ? `已经约好的 ${cancelling.taken} 位都会收到这个原因。` : '还没有人约这一场。'}
        label='为什么取消'
        action='取消这一场'
        error={cancel.error}
        isPending={cancel.isPending}
        onSubmit={(reason) => cancelling && cancel.mutate({ id: serviceId, sittingId: cancelling.id, reason })}
        onClose={() => setCancelling(undefined)}
      />
    </>
  )
}
