import { listCalendar } from '@yike/shared/schedule/endpoints'
import type { CalendarSitting } from '@yike/shared/schedule/schemas'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { addDays, dayOf, mondayOf } from '@yike/shared/time/china'
import { App, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useShortcuts } from '../kit/page/shortcuts'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { PrintSheet } from '../kit/show/PrintSheet'
import { fullDay } from '../kit/show/text'
import { useRead } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import { BookingLinks } from './BookingLinks'
import './calendar.css'
import { CalendarSheet } from './CalendarSheet'
import { DayColumns } from './DayColumns'
import { MoveBooking } from './MoveBooking'
import { MoveSitting } from './MoveSitting'
import { rowsBy, type By } from './bookingRows'
import { WeekGrid } from './WeekGrid'

const WEEK = 7

/**
 * Days or a week of all services: a drag shows a preview before anything moves, and a form does the same without a
 * mouse.
 */
export default function CalendarPage() {
  const { message } = App.useApp()
  const now = useNow()
  const today = dayOf(now)
  const [address, change] = useQueryParams()
  const day = address.day ?? today
  const isWeek = address.view !== 'day'
  const by: By = address.by === 'place' ? 'place' : 'service'
  const from = isWeek ? mondayOf(day) : day
  const to = isWeek ? addDays(from, WEEK - 1) : day
  const { data, error, refetch } = useRead(listCalendar, { from, to }, { keepLast: true, everySeconds: 60 })
  const [moving, setMoving] = useState<{ sitting: CalendarSitting; toDay?: string }>()
  const [rebooking, setRebooking] = useState<{ booking: StaffBooking; toSitting?: string }>()

  const goTo = (next: string) => change({ day: next === today ? undefined : next })
  const step = isWeek ? WEEK : 1
  useShortcuts([
    { key: 'h', label: isWeek ? '前一周' : '前一天', run: () => goTo(addDays(day, -step)) },
    { key: 'l', label: isWeek ? '后一周' : '后一天', run: () => goTo(addDays(day, step)) },
  ])
  const shown = (data?.items ?? []).filter(({ serviceId }) => !address.service || serviceId === address.service)
  const services = [...new Map((data?.items ?? []).map(({ serviceId, serviceName }) => [serviceId, serviceName]))]
  const rows = rowsBy(shown, by)
  const conflicts = new Map(data?.conflicts.map(({ sittingId, words }) => [sittingId, words]))
  const title = isWeek ? `${fullDay(from)} 到 ${fullDay(to)}` : fullDay(day)
  const drop = (booking: StaffBooking, sitting: CalendarSitting) => {
    if (booking.service.id !== sitting.serviceId)
      return void message.warning(`${booking.who.name}约的是${booking.service.name}，只能改到它的别的时间。`)
    if (booking.sitting.id !== sitting.id) setRebooking({ booking, toSitting: sitting.id })
  }

  return (
    <>
      <PageHead
        title={title}
        beside={
          <span className='row'>
            <Segmented
              aria-label='看一周还是一天'
              options={[
                { label: '周', value: 'week' },
                { label: '日', value: 'day' },
              ]}
              value={isWeek ? 'week' : 'day'}
              onChange={(view) => change({ view: view === 'day' ? 'day' : undefined })}
            />
            <Segmented
              aria-label='前后'
              options={[
                { label: isWeek ? '前一周' : '前一天', value: -1 },
                { label: isWeek ? '这一周' : '今天', value: 0 },
                { label: isWeek ? '后一周' : '后一天', value: 1 },
              ]}
              value={today >= from && today <= to ? 0 : undefined}
              onChange={(way) => goTo(way === 0 ? today : addDays(day, Number(way) * step))}
            />
            <DayPicker
              aria-label='挑一天'
              allowClear={false}
              value={dayjs(day)}
              format='M月D日'
              onChange={(picked) => picked && goTo(picked.format('YYYY-MM-DD'))}
            />
          </span>
        }
        tools={
          <>
            <Select
              allowClear
              aria-label='服务'
              placeholder='全部服务'
              popupMatchSelectWidth={false}
              value={address.service}
              options={services.map(([value, label]) => ({ value, label }))}
              onChange={(service) => change({ service })}
            />
            <Segmented<By>
              aria-label='按什么分'
              options={[
                { label: '按服务', value: 'service' },
                { label: '按地点', value: 'place' },
              ]}
              value={by}
              onChange={(next) => change({ by: next === 'place' ? 'place' : undefined })}
            />
            <PrintSheet label='打印' title='预约日历' stamp={title}>
              <CalendarSheet rows={rows} from={from} to={to} />
            </PrintSheet>
          </>
        }
      />
      <BookingLinks here='calendar' />
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <section className='pane'>
          <Empty text={isWeek ? '这一周没有排场次。' : `${fullDay(day)}没有排场次。`} />
        </section>
      ) : isWeek ? (
        <WeekGrid
          rows={rows}
          from={from}
          today={today}
          now={now}
          special={new Map(data.days.map((one) => [one.day, one.words]))}
          conflicts={conflicts}
          onMove={(sitting, toDay) => setMoving({ sitting, toDay })}
          onDay={(next) => change({ day: next === today ? undefined : next, view: 'day' })}
        />
      ) : (
        <DayColumns
          rows={rows}
          now={now}
          conflicts={conflicts}
          onMove={(sitting) => setMoving({ sitting })}
          onRebook={(booking) => setRebooking({ booking })}
          onDrop={drop}
        />
      )}
      {moving && (
        <MoveSitting key={`${moving.sitting.id}${moving.toDay}`} {...moving} onClose={() => setMoving(undefined)} />
      )}
      {rebooking && (
        <MoveBooking
          key={`${rebooking.booking.id}${rebooking.toSitting}`}
          {...rebooking}
          onClose={() => setRebooking(undefined)}
        />
      )}
    </>
  )
}
