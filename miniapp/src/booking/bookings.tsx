import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listMyBookings } from '@yike/shared/booking/endpoints'
import type { BookingView } from '@yike/shared/booking/schemas'
import { timeAhead } from '@yike/shared/booking/session-rules'
import { comingInWords } from '@yike/shared/booking/words'
import type { LoanOfBooking } from '@yike/shared/loans/schemas'
import { clockOf, dayLabel, dayOf, type Day } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { PlaceRow } from '@/kit/card/home-cards'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import { SeenAt } from '@/kit/page/seen-at'
import { dayInWords } from './sitting-labels'
import { bookingLabel } from './booking-labels'
import './bookings.scss'

const VIEWS = [
  { value: 'ahead', text: '还没去的' },
  { value: 'past', text: '以前的' },
] as const
type When = (typeof VIEWS)[number]['value']

/** A loan is not attended: the thing is out, and comes back. */
function LoanMeta({ loan: { state, to } }: { loan: LoanOfBooking }) {
  const isOut = state.code === 'out' || state.code === 'overdue'
  return (
    <>
      <Tag tone={state.code === 'overdue' ? 'late' : isOut ? 'go' : 'plain'}>{state.label}</Tag>
      {isOut && <Text>{`${dayLabel(to, dayOf(new Date()))}还`}</Text>}
    </>
  )
}

function Meta({ booking }: { booking: BookingView }) {
  const { state, leaveAt, walkMinutes, offerUntil, waiting, details } = booking
  const coming = comingInWords(booking)
  if (state.code === 'offered' && offerUntil)
    return (
      <View className='phrase'>
        <Text className='strong soon'>{tie(`轮到了，${momentInWords(offerUntil, new Date())} 前答应`)}</Text>
      </View>
    )
  if (waiting)
    return <Tag tone='soon'>{waiting.ahead === null ? state.label : `${state.label}，前面 ${waiting.ahead} 位`}</Tag>
  if (state.code === 'checked_in' && details.loan) return <LoanMeta loan={details.loan} />
  if (state.code === 'confirmed' && coming) return <Tag tone='go'>{coming}</Tag>
  if (state.code === 'confirmed' && leaveAt && walkMinutes !== null)
    return (
      <View className='phrase'>
        <Text className='strong soon nums'>{clockOf(new Date(leaveAt))}</Text>
        <Text>{tie(` 出门，走 ${walkMinutes} 分钟`)}</Text>
      </View>
    )
  if (state.code === 'checked_in') return <StatusTag tone='done'>{state.label}</StatusTag>
  return <Tag tone={state.code === 'confirmed' ? 'go' : 'plain'}>{state.label}</Tag>
}

const minutesOf = ({ state, walkMinutes }: BookingView) => (state.code === 'confirmed' ? walkMinutes : null)

function Row({ booking, iconsOnly }: { booking: BookingView; iconsOnly: boolean }) {
  const starts = new Date(timeAhead(booking, new Date()).startsAt)
  return (
    <PlaceRow
      minutes={minutesOf(booking)}
      icon={booking.service.icon}
      iconsOnly={iconsOnly}
      over={bookingLabel(booking)}
      title={`${clockOf(starts)} ${booking.place.name}`}
      meta={<Meta booking={booking} />}
      onTap={() => void openPage(`/booking/booking?id=${booking.id}`)}
    />
  )
}

/** A group for each day, soonest first: a course under way is answered by its first session, and shown by its next. */
function byDay(bookings: readonly BookingView[], when: When) {
  const now = new Date()
  const at = (booking: BookingView) => timeAhead(booking, now).startsAt
  const days = new Map<Day, BookingView[]>()
  for (const booking of when === 'ahead' ? [...bookings].sort((a, b) => at(a).localeCompare(at(b))) : bookings) {
    const day = dayOf(new Date(at(booking)))
    days.set(day, [...(days.get(day) ?? []), booking])
  }
  return [...days]
}

function List({ when }: { when: When }) {
  const { items, error, more, hasMore, loadingMore, reload, cachedAt } = usePages(
    listMyBookings,
    { when },
    `bookings:${when}`,
  )
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  if (items.length === 0)
    return when === 'ahead' ? (
      <Empty
        title='还没有约好的'
        say='订餐、上门照护、课程，都在这儿约'
        action='看看能约什么'
        onAction={() => void openPage('/booking/service')}
      />
    ) : (
      <Empty title='以前没有约过' say='去过的会记在这里' />
    )
  const iconsOnly = items.every((booking) => minutesOf(booking) === null)
  return (
    <>
      <SeenAt at={cachedAt} />
      {byDay(items, when).map(([day, bookings]) => (
        <Section key={day} title={dayInWords(day, dayOf(now))}>
          <Card flush>
            {bookings.map((booking) => (
              <Row key={booking.id} booking={booking} iconsOnly={iconsOnly} />
            ))}
          </Card>
        </Section>
      ))}
      {error && <Failed error={error} onRetry={() => void more()} />}
      {hasMore && (
        <View className='bookings__more'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看几个
          </Button>
        </View>
      )}
    </>
  )
}

/** The bookings of the reader and their family. */
export default function BookingsPage() {
  const [when, setWhen] = useState<When>(useRouter().params.when === 'past' ? 'past' : 'ahead')
  return (
    <Page title='我的预约'>
      <Choices options={VIEWS} chosen={when} onChange={setWhen} />
      <View className='bookings__list'>
        <List key={when} when={when} />
      </View>
    </Page>
  )
}
