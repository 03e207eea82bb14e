import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter, useShareAppMessage } from '@tarojs/taro'
import { acceptOffer, getBooking } from '@yike/shared/booking/endpoints'
import { timeAhead } from '@yike/shared/booking/session-rules'
import type { BookingView } from '@yike/shared/booking/schemas'
import { bookingInALine, comingInWords, givingUpInWords, whatIsBooked } from '@yike/shared/booking/words'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { CodeCard } from '@/kit/card/code-card'
import { TicketCard } from '@/kit/card/ticket-card'
import { walkingTime } from '@/kit/base/dial'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { priceInWords, tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { RemindMe } from '@/lib/parts/remind-me'
import { useSettings } from '@/lib/storage/settings'
import { shareText } from '@/lib/phone/share-text'
import { openMap } from '@/lib/phone/open-map'
import { useAction } from '@/lib/api/use-action'
import { openPage } from '@/lib/phone/open-page'
import { useCached } from '@/lib/offline/use-cached'
import { PupilSection } from './pupil-section'
import { Sessions } from './sessions'
import { kindLabels } from './kind-labels'
import { DetailsSections } from './details-sections'
import { dayInWords } from './sitting-labels'
import { beneficiaryLabel } from './booking-labels'
import { isInLine, AppealSheet, CancelSheet } from './end-sheets'
import './booking.scss'

/** The kinds of message that may still come about a booking. */
const TOLD = ['booking_reminder', 'booking_changed', 'booking_cancelled', 'sitting_cancelled', 'booking_offered']

/** The reason why the code is no longer shown. */
function spentInWords({ state, endsAt, cancelReason, details }: BookingView, now: Date) {
  if (state.code === 'cancelled') return cancelReason ? `已取消：${cancelReason}` : '已取消'
  if (state.code === 'waiting' || state.code === 'offered') return undefined
  if (state.code === 'checked_in' && details.loan) return details.loan.state.label
  if (state.code !== 'confirmed') return state.label
  return now > new Date(endsAt) ? '已经过了时间' : undefined
}

function Code({ booking, now }: { booking: BookingView; now: Date }) {
  const { seats, service, place, leaveAt, walkMinutes, code, qr } = booking
  const { startsAt, endsAt } = timeAhead(booking, now)
  const words = kindLabels(service.kind.code)
  const spent = spentInWords(booking, now)
  const coming = comingInWords(booking)
  const isDelivered = booking.details.meal?.mode.code === 'delivery'
  return (
    <CodeCard
      time={spent || walkMinutes === null ? undefined : walkingTime(walkMinutes)}
      before='走'
      figure={walkMinutes ?? ''}
      unit='分钟'
      code={qr}
      digits={code}
      say={isDelivered ? '在家等着就行，送到门口时报这四个数' : words.say}
      spent={spent}
    >
      <View className='note nums'>{dayInWords(dayOf(new Date(startsAt)), dayOf(now))}</View>
      <View className='num booking__time'>{clockOf(new Date(startsAt))}</View>
      <View className='lead'>{tie(`${whatIsBooked(booking)}${seats > 1 ? ` ${seats} ${words.unit}` : ''}`)}</View>
      <View className='phrase'>{tie(place.name)}</View>
      {!spent && coming && (
        <View className='booking__leave strong'>
          {tie(booking.details.visit ? `${coming}，到 ${clockOf(new Date(endsAt))}` : coming)}
        </View>
      )}
      {!spent && leaveAt && walkMinutes !== null && (
        <View className='booking__leave phrase'>
          <Text className='strong soon nums'>{clockOf(new Date(leaveAt))}</Text>
          <Text>{tie(` 出门，走 ${walkMinutes} 分钟正好到`)}</Text>
        </View>
      )}
    </CodeCard>
  )
}

/** A booking in line, or with an offered place: the next step instead of a code to show. */
function Turn({ booking, now }: { booking: BookingView; now: Date }) {
  const { startsAt, place, seats, service, waiting, offerUntil } = booking
  const { unit } = kindLabels(service.kind.code)
  return (
    <TicketCard before='' figure='' unit=''>
      <View className='note nums'>{dayInWords(dayOf(new Date(startsAt)), dayOf(now))}</View>
      <View className='num booking__time'>{clockOf(new Date(startsAt))}</View>
      <View className='lead'>{tie(`${whatIsBooked(booking)}${seats > 1 ? ` ${seats} ${unit}` : ''}`)}</View>
      <View className='phrase'>{tie(place.name)}</View>
      <View className='booking__leave'>
        {offerUntil ? (
          <>
            <View className='strong'>{`轮到${beneficiaryLabel(booking)}了`}</View>
            <View className='phrase'>{tie(`${momentInWords(offerUntil, now)} 前答应，就留着`)}</View>
          </>
        ) : (
          <>
            <View className='strong'>{tie(aheadInWords(waiting?.ahead ?? null))}</View>
            {waiting?.passedOver && <View className='phrase'>{tie(`上次没轮到：${waiting.passedOver}`)}</View>}
            <View className='phrase'>空出位子马上告诉您，夜里不打扰</View>
          </>
        )}
      </View>
    </TicketCard>
  )
}

const aheadInWords = (ahead: number | null) =>
  ahead === null ? '正在排队' : ahead === 0 ? '排在第一个' : `前面还有 ${ahead} 位`

type MealShown = NonNullable<BookingView['details']['meal']>
/** 「送到家，软烂」; the dishes are in the menu. */
const mealInWords = ({ mode, diets }: MealShown) => [mode.label, ...diets.map(({ label }) => label)].join('，')
const dueInWords = ({ rule, subsidyFen, payer, mode }: MealShown) =>
  [
    rule && `按 ${rule}`,
    subsidyFen > 0 && `补 ${priceInWords(subsidyFen)}${payer ? `（${payer}）` : ''}`,
    mode.code === 'delivery' ? '送到再付' : '到了再付',
  ]
    .filter(Boolean)
    .join('，')

function Details({ booking, now }: { booking: BookingView; now: Date }) {
  const { who, note, seats, priceFen, sitting, place, bookedBy, cancelUntil } = booking
  const { meal } = booking.details
  return (
    <Section>
      <Card flush>
        <Cell
          icon='user'
          title={who.name}
          brief={tie(
            [
              who.relation && `您的${who.relation}`,
              bookedBy !== who.name && `${bookedBy}${kindLabels(booking.service.kind.code).verb}的`,
              comingInWords(booking) === null && '凭码或报姓名都行',
            ]
              .filter(Boolean)
              .join('，'),
          )}
        />
        {sitting.menu.length > 0 && <Cell icon={booking.service.icon} title={sitting.menu.join('、')} brief={note} />}
        {sitting.menu.length === 0 && note && <Cell icon='edit' title={note} brief={`${bookedBy}写的`} />}
        {meal && <Cell icon='meal' title={mealInWords(meal)} brief={meal.address} />}
        {meal && priceFen !== null ? (
          <Cell icon='bag' title={priceInWords(meal.dueFen)} brief={tie(dueInWords(meal))} />
        ) : (
          priceFen !== null && (
            <Cell
              icon='bag'
              title={priceInWords(priceFen * seats)}
              brief={kindLabels(booking.service.kind.code).paid}
            />
          )
        )}
        {comingInWords(booking) === null && (
          <Cell icon='walk' title='带我走过去' brief={place.address} onTap={() => openMap(place)} />
        )}
        <Cell icon='phone' title={`给${place.name}打电话`} brief={place.phone} onTap={() => dial(place.phone)} />
        {booking.can.reschedule && <Cell icon='clock' title={`${momentInWords(cancelUntil, now)} 前能改、能取消`} />}
      </Card>
    </Section>
  )
}

const titleOf = ({ service, details: { meal } }: BookingView) =>
  meal?.mode.code === 'delivery' ? '送餐' : kindLabels(service.kind.code).code

function Booking({
  booking,
  cachedAt,
  onChanged,
}: {
  booking: BookingView
  cachedAt: number | null
  onChanged: () => Promise<void>
}) {
  const { elder } = useSettings()
  const [asks, setAsks] = useState<'cancel' | 'appeal'>()
  const accept = useAction(acceptOffer)
  const now = new Date()
  const { service, place, who } = booking
  // Opened by the tap that made the booking.
  const isNew = useRouter().params.made === '1'
  const whom = who.relation ? `给${who.relation}` : ''
  const inLine = isInLine(booking)
  const take = async () => {
    await accept.run({ id: booking.id })
    await onChanged()
  }
  const spent = spentInWords(booking, now) !== undefined
  const message = bookingInALine(booking, now)
  useShareAppMessage(() => ({ title: message, path: `/booking/booking?id=${booking.id}` }))
  const changed = () => {
    setAsks(undefined)
    void onChanged()
  }
  const again = `/booking/service?id=${service.id}${who.relation ? `&for=${who.personId}` : ''}`

  const main = booking.can.accept ? (
    <Button look='main' block busy={accept.busy && '正在留…'} onTap={() => void take()}>
      {`要，给${beneficiaryLabel(booking)}留着`}
    </Button>
  ) : inLine ? null : spent ? (
    <Button look='main' block onTap={() => void openPage(again)}>
      {`再${kindLabels(service.kind.code).verb}一次`}
    </Button>
  ) : who.relation && !elder ? (
    <Button look='main' block openType='share' onTap={() => void shareText(message)}>
      {`发给${beneficiaryLabel(booking)}`}
    </Button>
  ) : comingInWords(booking) !== null ? null : (
    <Button look='main' icon='walk' block onTap={() => openMap(place)}>
      带我走过去
    </Button>
  )
  return (
    <Page title={titleOf(booking)} ownCall bar={main} seenAt={cachedAt}>
      {isNew && !spent && (
        <View className='title booking__made' ariaRole='status'>
          {tie(inLine ? '排上队了' : `${whom}${kindLabels(service.kind.code).verb}好了`)}
        </View>
      )}
      {inLine ? <Turn booking={booking} now={now} /> : <Code booking={booking} now={now} />}
      {accept.error && <Failed error={accept.error} onRetry={() => void onChanged()} />}
      {booking.appeal && (
        <Section>
          <Card tone='sand'>
            <View className='phrase'>{tie(`您说的：${booking.appeal.words}`)}</View>
            <View className='strong'>{booking.appeal.state.label}</View>
            {booking.appeal.reason && <View className='phrase'>{tie(booking.appeal.reason)}</View>}
          </Card>
        </Section>
      )}
      <Sessions sessions={booking.sessions} came={booking.details.course?.came} />
      {booking.details.course?.isPupil && <PupilSection booking={booking} />}
      {!spent && <RemindMe kinds={TOLD} title='有变动用微信告诉您？' />}
      <DetailsSections booking={booking} onChanged={changed} />
      <Details booking={booking} now={now} />
      <View className='booking__ways'>
        {booking.can.reschedule && (
          <Button block onTap={() => void openPage(`${again}&replaces=${booking.id}`)}>
            换个时间
          </Button>
        )}
        {booking.can.cancel && (
          <Button look='danger' block onTap={() => setAsks('cancel')}>
            {booking.can.accept ? '不要了，让给后面的人' : inLine ? '不排了' : givingUpInWords(booking)}
          </Button>
        )}
        {booking.can.appeal && (
          <Button block onTap={() => setAsks('appeal')}>
            有原因，说给社区
          </Button>
        )}
      </View>
      {asks === 'cancel' && <CancelSheet booking={booking} onClose={() => setAsks(undefined)} onDone={changed} />}
      {asks === 'appeal' && <AppealSheet booking={booking} onClose={() => setAsks(undefined)} onDone={changed} />}
    </Page>
  )
}

/** The code to show, when to leave, the way, and how to change or cancel. */
export default function BookingPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload, cachedAt } = useCached(`booking:${id}`, getBooking, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (data) return <Booking booking={data} cachedAt={cachedAt} onChanged={reload} />
  return (
    <Page title='预约'>
      {!error ? (
        <Loading shape='code' />
      ) : error.code === 'NOT_FOUND' ? (
        <Empty
          title='没找到这份预约'
          say='可能是家人约的，让家人把那四个数告诉您'
          action='看我的预约'
          onAction={() => void Taro.redirectTo({ url: '/booking/bookings' })}
        />
      ) : (
        <Failed error={error} onRetry={() => void reload()} />
      )}
    </Page>
  )
}
