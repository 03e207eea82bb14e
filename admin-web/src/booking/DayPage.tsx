import { listDay, listStaffBookings } from '@yike/shared/booking/endpoints'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { addDays, dayOf, minuteOf } from '@yike/shared/time/china'
import { Button, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { Link } from 'react-router'
import { DayLine } from '../kit/show/DayLine'
import { DayPicker } from '../kit/form/DayPicker'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { PrintSheet } from '../kit/show/PrintSheet'
import { useQueryParams } from '../lib/useQueryParams'
import { fullDay } from '../kit/show/text'
import { rowsOfDay, sittingName } from '../lib/sittingRows'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'
import { BookForm } from './BookForm'
import { BookingLinks } from './BookingLinks'
import { RollSheet } from './RollSheet'
import { SittingPane } from './SittingPane'

/** The bookings of a day: every sitting on one scale of hours, and the list of the chosen one at the right. */
export default function DayPage() {
  const now = useNow()
  const today = dayOf(now)
  const { me, may } = useMe()
  const [address, change] = useQueryParams()
  const day = address.day ?? today
  const { data, error, refetch } = useRead(listDay, { day }, { keepLast: true, everySeconds: 30 })

  const sittings = [...(data?.items ?? [])].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  const services = [...new Map(sittings.map(({ serviceId, serviceName }) => [serviceId, serviceName]))]
  const shown = sittings.filter(({ serviceId }) => !address.service || serviceId === address.service)
  const chosen = shown.find(({ id }) => id === address.sitting) ?? nextUp(shown, now)
  const bookings = useRead(
    listStaffBookings,
    { sittingId: chosen?.id, limit: 200 },
    { enabled: chosen !== undefined, everySeconds: 30 },
  )

  const goTo = (next: string) => change({ day: next === today ? undefined : next, sitting: undefined })
  const step = (by: number) => {
    const at = shown.findIndex(({ id }) => id === chosen?.id)
    const next = shown[at + by]
    if (next) change({ sitting: next.id })
  }
  useShortcuts([
    { key: 'j', label: '下一场', run: () => step(1) },
    { key: 'k', label: '上一场', run: () => step(-1) },
    { key: 'h', label: '前一天', run: () => goTo(addDays(day, -1)) },
    { key: 'l', label: '后一天', run: () => goTo(addDays(day, 1)) },
  ])

  return (
    <>
      <PageHead
        title={fullDay(day)}
        beside={
          <span className='row'>
            <Segmented
              aria-label='哪一天'
              options={[
                { label: '前一天', value: 'before' },
                { label: '今天', value: 'today' },
                { label: '后一天', value: 'after' },
              ]}
              value={day === today ? 'today' : ''}
              onChange={(way) => goTo(way === 'today' ? today : addDays(day, way === 'before' ? -1 : 1))}
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
              onChange={(service) => change({ service, sitting: undefined })}
            />
            {chosen && (
              <PrintSheet
                label='打印签到单'
                title={`${chosen.serviceName} ${sittingName(chosen)}`}
                stamp={`${fullDay(day)} · ${chosen.placeName} · ${chosen.taken} 位`}
              >
                <RollSheet bookings={bookings.data?.items ?? []} />
              </PrintSheet>
            )}
            {may('booking.book') && (
              <Button type='primary' onClick={() => change({ book: '1' })}>
                替居民预约 <Kbd>B</Kbd>
              </Button>
            )}
          </>
        }
      />
      <BookingLinks here='day' />
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : shown.length === 0 ? (
        <section className='pane'>
          <Empty text={`${fullDay(day)}没有排场次。`}>
            {may('sitting.edit') && <Link to='/services'>去服务里排</Link>}
          </Empty>
        </section>
      ) : (
        <div className='columns'>
          <section className='pane columns__main day'>
            <DayLine
              rows={rowsOfDay(shown)}
              now={day === today ? minuteOf(now) : null}
              chosenId={chosen?.id}
              onChoose={(sitting) => change({ sitting })}
            />
            <p className='note'>块底的线是已约的份额，虚线框还没人约，斜纹是取消了的</p>
          </section>
          {chosen && (
            <SittingPane
              key={chosen.id}
              sitting={chosen}
              bookings={bookings}
              now={now}
              onBook={() => change({ sitting: chosen.id, book: '1' })}
            />
          )}
        </div>
      )}
      {me && address.book && (
        <BookForm
          day={day}
          sitting={chosen}
          personName={address.person}
          personId={address.who}
          onClose={(booked) =>
            change({
              book: undefined,
              person: undefined,
              who: undefined,
              day: booked?.day ?? address.day,
              sitting: booked?.id ?? address.sitting,
            })
          }
        />
      )}
    </>
  )
}

/** The current or next sitting, of sittings in time order; the first one of a past day. */
const nextUp = (sittings: StaffSitting[], now: Date) =>
  sittings.find(({ endsAt, availability }) => new Date(endsAt) > now && availability !== 'cancelled') ?? sittings[0]
