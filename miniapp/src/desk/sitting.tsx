import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listDay, listStaffBookings } from '@yike/shared/booking/endpoints'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import { hiddenBookingsInWords } from '@yike/shared/booking/kinds'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { SearchBox } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { scanCode } from '@/lib/phone/scan'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { usePages } from '@/lib/api/use-pages'
import { useDebounced } from '@/lib/phone/use-debounced'
import { openPage } from '@/lib/phone/open-page'
import { BookSheet } from './book-sheet'
import { CheckInSheet } from './check-in'
import { Row, Details } from './sitting-row'
import './desk.scss'
import './kitchen.scss'

const LISTS = {
  coming: { text: '还没到', states: ['confirmed'], none: '约了的都到了' },
  arrived: { text: '到了', states: ['checked_in'], none: '还没有人到' },
  waiting: { text: '排队', states: ['offered', 'waiting'], none: '没有人排队' },
  others: { text: '不来', states: ['no_show', 'cancelled'], none: '没有人没来，也没有人取消' },
} as const
type List = keyof typeof LISTS
const CODES = Object.keys(LISTS) as List[]
const PAGE = 200

/** The people who come to one sitting, checked in by a tap on the name, by digits or by scanning. */
export default function DeskSittingPage() {
  const { id = '', day = dayOf(new Date()) } = useRouter().params
  const sittings = useCached('work:day', listDay, { day })
  const [q, setQ] = useState('')
  const query = useDebounced(q.trim())
  const { items, error, hasMore, loadingMore, more, reload, cachedAt } = usePages(
    listStaffBookings,
    { sittingId: id, q: query || undefined, limit: PAGE },
    query ? null : `work:bookings:${id}`,
  )
  const [list, setList] = useState<List>('coming')
  const [looked, setLooked] = useState<string>()
  const [checking, setChecking] = useState(false)
  const [booking, setBooking] = useState(false)
  const refresh = () => Promise.all([sittings.reload(), reload()]).then(() => undefined)
  const later = useOfflineQueue({ onHeard: () => void refresh() })
  const waits = (booking: StaffBooking) => later.waiting.some(({ about }) => about === booking.id)
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))

  const sitting = sittings.data?.items.find((one) => one.id === id)
  const of = (which: List) =>
    inTurn(items?.filter(({ state }) => (LISTS[which].states as readonly string[]).includes(state.code)) ?? [])
  // A search for a name shows the person, whatever their state.
  const shown = query ? (items ?? []) : of(list)
  const opened = items?.find((booking) => booking.id === looked)

  return (
    <Page
      title='签到'
      seenAt={cachedAt}
      bar={
        <Button look='main' block icon={scanCode ? 'qr' : undefined} onTap={() => setChecking(true)}>
          {scanCode ? '扫码或输号签到' : '输号签到'}
        </Button>
      }
    >
      <OfflineQueueBar {...later} />
      {sitting && <Head sitting={sitting} />}
      {sitting?.can.book && (
        <View className='desk__more'>
          <Button block icon='plus' onTap={() => setBooking(true)}>
            替人约这一场
          </Button>
        </View>
      )}
      {sitting && sitting.sessions.length > 1 && (
        <View className='desk__more'>
          <Button block icon='check' onTap={() => void openPage(`/desk/course?id=${id}`)}>
            按次点名，接走了也在这儿记
          </Button>
        </View>
      )}
      <View className='section'>
        <SearchBox label='在名单里找' placeholder='姓名、取餐号、电话尾号' value={q} maxLength={40} onChange={setQ} />
      </View>
      {!query && (
        <View className='desk__more'>
          <Choices
            options={CODES.map((value) => ({
              value,
              text: items ? `${LISTS[value].text} ${of(value).length}` : LISTS[value].text,
            }))}
            chosen={list}
            onChange={setList}
          />
        </View>
      )}
      <View className='desk__more'>
        {error && !items ? (
          <Failed error={error} onRetry={() => void refresh()} />
        ) : !items ? (
          <Loading />
        ) : shown.length === 0 ? (
          <Empty title={query ? `名单里没有“${query}”` : items.length === 0 ? noneIn(sitting) : LISTS[list].none} />
        ) : (
          <Card flush>
            {shown.map((booking) => (
              <Row
                key={booking.id}
                booking={booking}
                waits={waits(booking)}
                onChange={refresh}
                onLook={() => setLooked(booking.id)}
              />
            ))}
          </Card>
        )}
      </View>
      {hasMore && (
        <View className='desk__more'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看一些
          </Button>
        </View>
      )}
      {opened && <Details booking={opened} onClose={() => setLooked(undefined)} onChange={refresh} />}
      {booking && sitting && (
        <BookSheet
          sitting={sitting}
          onClose={() => {
            setBooking(false)
            void refresh()
          }}
        />
      )}
      {checking && (
        <CheckInSheet
          placeId={sitting?.placeId}
          onClose={() => {
            setChecking(false)
            void refresh()
          }}
        />
      )}
    </Page>
  )
}

const noneIn = (sitting: StaffSitting | undefined) =>
  (sitting && hiddenBookingsInWords(sitting.kind.code as ServiceKind, sitting.taken)) ?? '这一场还没有人约'

/** Waiting people are in the order of their turn. */
const inTurn = (bookings: StaffBooking[]) =>
  bookings.some(({ waiting, offerUntil }) => waiting ?? offerUntil)
    ? [...bookings].sort((a, b) => (a.waiting?.ahead ?? -1) - (b.waiting?.ahead ?? -1))
    : bookings

function Head({ sitting }: { sitting: StaffSitting }) {
  const { startsAt, endsAt, title, serviceName, placeName, taken, capacity, checkedIn, menu, availability } = sitting
  return (
    <Card>
      <View className='title nums'>{`${clockOf(new Date(startsAt))}–${clockOf(new Date(endsAt))} ${title}`}</View>
      <View className='note'>{`${serviceName}，${placeName}`}</View>
      <View className='note nums'>
        {availability === 'cancelled'
          ? '这一场取消了'
          : tie(`约了 ${taken} 位，到了 ${checkedIn} 位，还空 ${Math.max(0, capacity - taken)} 位`)}
      </View>
      {menu.length > 0 && <View className='note'>{menu.join('、')}</View>}
    </Card>
  )
}
