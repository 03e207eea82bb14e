import { addDays, clockOf, dayOf, minuteOf, mondayOf } from '@yike/shared/time/china'
import { getCarerCalendar, reassignVisit } from '@yike/shared/visits/endpoints'
import type { CalendarVisit, CarerCalendar } from '@yike/shared/visits/schemas'
import { App, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState, type DragEvent } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { fullDay } from '../kit/show/text'
import { useQueryParams } from '../lib/useQueryParams'
import { useRead, useWrite } from '../lib/query'
import { VisitDrawer } from './VisitDrawer'

type Row = CarerCalendar['carers'][number]

/** The hours of a day that the calendar shows: 7:00 to 20:00. */
const [FIRST, LAST] = [420, 1200]
const percent = (minute: number) => `${((Math.min(LAST, Math.max(FIRST, minute)) - FIRST) / (LAST - FIRST)) * 100}%`
const HOURS = Array.from({ length: (LAST - FIRST) / 60 + 1 }, (_, n) => FIRST + n * 60)

const isOutside = (hours: Row['hours'][number], { startsAt, endsAt }: CalendarVisit) =>
  !hours.some(({ from, to }) => from <= minuteOf(new Date(startsAt)) && minuteOf(new Date(endsAt)) <= to)

/** Carers as rows, hours or days as columns. A visit is moved to another carer by dragging; the API checks. */
export function Calendar() {
  const now = useNow()
  const today = dayOf(now)
  const { message } = App.useApp()
  const [address, change] = useQueryParams()
  const [opened, setOpened] = useState<CalendarVisit>()
  const [over, setOver] = useState<string>()
  const isWeek = address.span === 'week'
  const day = address.day ?? today
  const from = isWeek ? mondayOf(day) : day
  const { data, error, refetch } = useRead(
    getCarerCalendar,
    { from, days: isWeek ? 7 : 1 },
    { keepLast: true, everySeconds: 30 },
  )
  const move = useWrite(reassignVisit, ({ carer }) => void message.success(`换成${carer.name}了`))
  const give = (bookingId: string, carerId: string) =>
    move.mutate({ id: bookingId, carerId }, { onError: (cause) => void message.error(cause.message) })
  const goTo = (next: string) => change({ day: next === today ? undefined : next })
  const step = isWeek ? 7 : 1

  /** The props that make a row a drop target for a visit. */
  const target = (carer: Row) => ({
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(carer.id)
    },
    onDragLeave: () => setOver(undefined),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(undefined)
      const bookingId = event.dataTransfer.getData('text/plain')
      if (bookingId && !carer.visits.some((visit) => visit.bookingId === bookingId)) give(bookingId, carer.id)
    },
  })

  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead nums'>{isWeek ? `${fullDay(from)} 起一周` : fullDay(day)}</h2>
        <span className='row push'>
          <Segmented
            aria-label='一天还是一周'
            options={[
              { label: '一天', value: 'day' },
              { label: '一周', value: 'week' },
            ]}
            value={isWeek ? 'week' : 'day'}
            onChange={(span) => change({ span: span === 'week' ? 'week' : undefined })}
          />
          <Segmented
            aria-label='哪一天'
            options={[
              { label: isWeek ? '上一周' : '前一天', value: -step },
              { label: isWeek ? '这一周' : '今天', value: 0 },
              { label: isWeek ? '下一周' : '后一天', value: step },
            ]}
            value={day === today ? 0 : Number.NaN}
            onChange={(by) => goTo(by === 0 ? today : addDays(day, by))}
          />
          <DayPicker
            aria-label='挑一天'
            allowClear={false}
            value={dayjs(day)}
            format='M月D日'
            onChange={(picked) => picked && goTo(picked.format('YYYY-MM-DD'))}
          />
        </span>
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.carers.length === 0 ? (
        <Empty text='还没有护理员。在“护理员”里先加上。' />
      ) : isWeek ? (
        <Week calendar={data} over={over} target={target} onOpen={setOpened} />
      ) : (
        <Day calendar={data} over={over} target={target} onOpen={setOpened} />
      )}
      {data && data.carers.length > 0 && (
        <p className='note visits__legend'>
          浅色是上班的时间。
          {data.carers.length > 1 &&
            data.carers.some(({ visits }) => visits.some(({ can }) => can.move)) &&
            '把一户拖到别人那一行就换人，换不了会说为什么。'}
        </p>
      )}
      {opened && <VisitDrawer visit={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}

interface Shown {
  calendar: CarerCalendar
  over: string | undefined
  target: (carer: Row) => object
  onOpen: (visit: CalendarVisit) => void
}

function Day({ calendar, over, target, onOpen }: Shown) {
  return (
    <div className='visits__day'>
      <div className='visits__hours' aria-hidden>
        {HOURS.map((minute) => (
          <span key={minute} className='note nums visits__hour' style={{ left: percent(minute) }}>
            {minute / 60}
          </span>
        ))}
      </div>
      {calendar.carers.map((carer) => (
        <div key={carer.id} className='visits__row' role='group' aria-label={carer.name}>
          <div className='visits__name'>
            <span className='strong'>{carer.name}</span>
            <span className='note nums'>
              {carer.hours[0]!.length === 0
                ? '这天休息'
                : `${carer.visits.length} 户，路上 ${carer.bufferMinutes} 分钟`}
            </span>
          </div>
          <div className={`visits__lane${over === carer.id ? ' visits__lane--over' : ''}`} {...target(carer)}>
            {carer.hours[0]!.map(({ from, to }) => (
              <span
                key={from}
                className='visits__open'
                style={{ left: percent(from), right: `calc(100% - ${percent(to)})` }}
              />
            ))}
            {carer.visits.map((visit) => (
              <Block
                key={visit.bookingId}
                visit={visit}
                outside={isOutside(carer.hours[0]!, visit)}
                style={{
                  left: percent(minuteOf(new Date(visit.startsAt))),
                  right: `calc(100% - ${percent(minuteOf(new Date(visit.endsAt)))})`,
                }}
                onOpen={() => onOpen(visit)}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

function Week({ calendar, over, target, onOpen }: Shown) {
  return (
    <table className='visits__week'>
      <thead>
        <tr>
          <th className='visits__name'>护理员</th>
          {calendar.days.map((day) => (
            <th key={day} className='nums'>
              {fullDay(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calendar.carers.map((carer) => (
          <tr key={carer.id} className={over === carer.id ? 'visits__lane--over' : undefined} {...target(carer)}>
            <th className='visits__name strong'>{carer.name}</th>
            {calendar.days.map((day, n) => (
              <td key={day} className={carer.hours[n]!.length === 0 ? 'visits__off' : undefined}>
                {carer.visits
                  .filter(({ startsAt }) => dayOf(new Date(startsAt)) === day)
                  .map((visit) => (
                    <Block
                      key={visit.bookingId}
                      visit={visit}
                      outside={isOutside(carer.hours[n]!, visit)}
                      onOpen={() => onOpen(visit)}
                    />
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Block({
  visit,
  outside,
  style,
  onOpen,
}: {
  visit: CalendarVisit
  outside: boolean
  style?: React.CSSProperties
  onOpen: () => void
}) {
  const { startsAt, who, service, state, can, bookingId } = visit
  const look = ['visits__block', style && 'visits__block--placed', `visits__block--${state.code}`]
  return (
    <button
      type='button'
      className={look.filter(Boolean).join(' ')}
      style={style}
      draggable={can.move}
      title={`${clockOf(new Date(startsAt))} ${who} ${service}，${state.label}${outside ? '，不在上班时间' : ''}`}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', bookingId)}
      onClick={onOpen}
    >
      <span className='strong'>{who}</span>
      <span className='note nums'>
        {clockOf(new Date(startsAt))} {outside ? `不在上班时间，${service}` : service}
      </span>
    </button>
  )
}
