import type { UseQueryResult } from '@tanstack/react-query'
import {
  acceptByStaff,
  cancelByStaff,
  checkIn,
  declineByStaff,
  findForCheckIn,
  markNoShow,
  undoCheckIn,
} from '@yike/shared/booking/endpoints'
import { hiddenBookingsInWords } from '@yike/shared/booking/kinds'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { isIdEnd } from '@yike/shared/people/identity'
import { clockOf } from '@yike/shared/time/china'
import { Button, Dropdown, Input, Segmented, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { DialM } from '../kit/show/Dial'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { Refusal } from '../kit/form/Refusal'
import { ReasonModal } from '../kit/form/ReasonModal'
import { dayAndClock, tie, yuan } from '../kit/show/text'
import { sittingName } from '../lib/sittingRows'
import { useRead, useWrite } from '../lib/query'
import { CheckInBox, isDue, useArrival } from './CheckInBox'
import './booking.css'
import { MoveBooking } from './MoveBooking'

interface Props {
  sitting: StaffSitting
  bookings: UseQueryResult<{ items: StaffBooking[] }>
  now: Date
  onBook: () => void
}

const TABS = {
  coming: { label: '名单', states: ['confirmed', 'checked_in'], none: '还没有人约这一场。' },
  waiting: { label: '排队', states: ['offered', 'waiting'], none: '没有人排队。' },
  noShow: { label: '没来', states: ['no_show'], none: '没有人没来。' },
  cancelled: { label: '取消', states: ['cancelled'], none: '没有人取消。' },
} as const
type Tab = keyof typeof TABS

/** The people of one sitting: relation, needs, arrival. */
export function SittingPane({ sitting, bookings, now, onBook }: Props) {
  const [tab, setTab] = useState<Tab>('coming')
  const [wanted, setWanted] = useState('')
  /** The booking whose payment is being asked. */
  const [asked, setAsked] = useState<string>()
  const box = useRef<InputRef>(null)
  const items = bookings.data?.items ?? []
  const of = (which: Tab) => items.filter(({ state }) => (TABS[which].states as readonly string[]).includes(state.code))
  const hidden = hiddenBookingsInWords(sitting.kind.code as ServiceKind, sitting.taken)
  // The list does not have the ends of identity cards: they are asked from the API.
  const byId = useRead(findForCheckIn, { code: wanted, placeId: sitting.placeId }, { enabled: isIdEnd(wanted) })
  const listed = of(tab).filter(
    ({ id, who, code, phoneLast4 }) =>
      !wanted ||
      who.name.includes(wanted) ||
      code === wanted ||
      phoneLast4 === wanted ||
      (isIdEnd(wanted) && byId.data?.items.some((one) => one.id === id)),
  )

  /** The four digits, or a unique name, are enough to check somebody in by Enter. */
  const only = wanted && listed.length === 1 ? listed[0] : undefined
  /** Ready for the next code. */
  const next = () => {
    setWanted('')
    box.current?.focus()
  }
  const arrive = useWrite(checkIn, next)
  const elsewhere = byId.data?.items.find((one) => one.sitting.id !== sitting.id && one.code === wanted)
  useShortcuts([{ key: 'c', label: '签到：输号码或姓名', run: () => box.current?.focus() }])

  return (
    <section className='pane columns__side roll' aria-label={sittingName(sitting)}>
      <SittingHead sitting={sitting} now={now} />
      <Segmented<Tab>
        block
        aria-label='看哪些人'
        value={tab}
        onChange={setTab}
        options={(Object.keys(TABS) as Tab[]).map((value) => ({
          value,
          label: `${TABS[value].label} ${of(value).length}`,
        }))}
      />
      {of(tab).length > 0 && (
        <Input
          ref={box}
          allowClear
          aria-label='在名单里找'
          placeholder='姓名、取餐号、电话或身份证后四位'
          value={wanted}
          onChange={(event) => setWanted(event.target.value.trim())}
          onPressEnter={() => {
            if (!only?.can.checkIn) return
            if (isDue(only)) setAsked(only.id)
            else arrive.mutate({ id: only.id })
          }}
          suffix={
            only?.can.checkIn ? <span className='note'>{isDue(only) ? '回车收款' : '回车就签到'}</span> : <Kbd>C</Kbd>
          }
        />
      )}
      <Refusal error={arrive.error} />
      {bookings.error && !bookings.data ? (
        <Failed error={bookings.error} onRetry={bookings.refetch} />
      ) : !bookings.data ? (
        <Loading />
      ) : listed.length === 0 ? (
        elsewhere ? (
          <Empty
            text={`${wanted} 是${elsewhere.who.name}的，${dayAndClock(elsewhere.startsAt, now)} ${elsewhere.sitting.title}，不是这一批。`}
          >
            <Link to={`/bookings?day=${sitting.day}&sitting=${elsewhere.sitting.id}`}>去那一批</Link>
          </Empty>
        ) : (
          <Empty text={wanted ? `名单里没有「${wanted}」。` : (items.length === 0 && hidden) || TABS[tab].none} />
        )
      ) : (
        <ul className='roll__list'>
          {(tab === 'waiting' ? inLine(listed) : listed).map((booking) => (
            <Row
              key={booking.id}
              booking={booking}
              now={now}
              isAsking={asked === booking.id}
              onAsk={(isAsking) => setAsked(isAsking ? booking.id : undefined)}
              onArrived={next}
            />
          ))}
        </ul>
      )}
      {sitting.can.book && (
        <div className='roll__foot'>
          <Button block onClick={onBook}>
            替居民约这一场
          </Button>
        </div>
      )}
    </section>
  )
}

/** 「送到家，软烂，6 元」. */
const mealInWords = ({ details: { meal } }: StaffBooking) =>
  meal && [meal.mode.label, ...meal.diets.map(({ label }) => label), yuan(meal.dueFen)].join('，')

const QUARTERS = 3
const QUARTER_MINUTES = 15

/** Minutes until it starts, drawn to three quarters of an hour; then the number of people who have come. */
function SittingHead({ sitting, now }: { sitting: StaffSitting; now: Date }) {
  const minutes = Math.ceil((Date.parse(sitting.startsAt) - now.getTime()) / 60_000)
  const isSoon = minutes > 0 && minutes < 100
  const left = Math.max(0, sitting.capacity - sitting.taken)
  const closesAt = clockOf(new Date(sitting.closesAt))
  return (
    <div className='person'>
      {isSoon && (
        <DialM
          share={minutes / (QUARTERS * QUARTER_MINUTES)}
          parts={QUARTERS}
          figure={minutes}
          unit='分'
          tone={minutes < QUARTER_MINUTES ? 'soon' : 'plain'}
          say={`还有 ${minutes} 分钟开始`}
        />
      )}
      <div>
        <h2 className='lead nums'>{sittingName(sitting)}</h2>
        <p className='note nums'>
          {sitting.availability === 'cancelled'
            ? '这一场取消了'
            : `${tie(sitting.taken, '位')}，余 ${tie(left, '位')}，到了 ${tie(sitting.checkedIn, '位')}${sitting.waiting > 0 ? `，${tie(sitting.waiting, '位')}在排队` : ''}，${closesAt} 截止`}
        </p>
        {sitting.menu.length > 0 && <p className='note'>{sitting.menu.join('、')}</p>}
        {sitting.sessions.length > 1 && (
          <p className='note'>
            共 {sitting.sessions.length} 次课，<Link to={`/courses/${sitting.id}`}>按次点名</Link>
          </p>
        )}
      </div>
    </div>
  )
}

/** In the order of turns: people with an offer, then the line. */
const inLine = (bookings: StaffBooking[]) =>
  [...bookings].sort((a, b) => (a.waiting?.ahead ?? -1) - (b.waiting?.ahead ?? -1))

/** 「前面 2 位，空出 1 位，不够 3 位」, 「14:00 前答应」. */
function turnInWords({ waiting, offerUntil }: StaffBooking, now: Date) {
  if (offerUntil) return `轮到了，${dayAndClock(offerUntil, now)} 前答应`
  if (!waiting) return null
  const ahead = waiting.ahead === null ? null : waiting.ahead === 0 ? '排第一' : `前面 ${tie(waiting.ahead, '位')}`
  return [ahead, waiting.passedOver && `上次没轮上：${waiting.passedOver}`].filter(Boolean).join('，')
}

function Row({
  booking,
  now,
  isAsking,
  onAsk,
  onArrived,
}: {
  booking: StaffBooking
  now: Date
  isAsking: boolean
  onAsk: (isAsking: boolean) => void
  onArrived: () => void
}) {
  const [isCancelling, setCancelling] = useState(false)
  const [isMoving, setMoving] = useState(false)
  const accept = useWrite(acceptByStaff)
  const decline = useWrite(declineByStaff)
  const arrival = useArrival(onArrived)
  const undo = useWrite(undoCheckIn)
  const absent = useWrite(markNoShow)
  const cancel = useWrite(cancelByStaff, () => setCancelling(false))
  const { id, who, can, checkedInAt, seats, note, age, code, bookedBy, channel, cancelReason } = booking
  const hasCome = checkedInAt !== null
  const more = [
    can.undoCheckIn && { key: 'undo', label: '点错了，改回没到', onClick: () => undo.mutate({ id }) },
    can.accept && { key: 'accept', label: '电话里答应了', onClick: () => accept.mutate({ id }) },
    can.decline && { key: 'decline', label: '电话里说不要了', onClick: () => decline.mutate({ id }) },
    can.reschedule && { key: 'move', label: '改到别的场次', onClick: () => setMoving(true) },
    can.noShow && { key: 'absent', label: '没来', onClick: () => absent.mutate({ id }) },
    can.cancel && { key: 'cancel', label: '取消这份预约', danger: true, onClick: () => setCancelling(true) },
  ].filter((item) => item !== false)

  return (
    <li className='roll__i'>
      <CheckInBox booking={booking} arrival={arrival} isAsking={isAsking} onAsk={onAsk} />
      <div className='roll__who'>
        <span className='strong'>
          {who.name}
          {age !== null && ` ${age}`}
          {seats > 1 && ` × ${seats}`}
        </span>{' '}
        <span className='note'>{who.relation ? `${bookedBy}代订` : channel.label}</span>
        <div className='note nums'>
          {[
            code,
            mealInWords(booking),
            turnInWords(booking, now),
            hasCome && `${clockOf(new Date(checkedInAt))} 到`,
            cancelReason,
          ]
            .filter(Boolean)
            .join('，')}
        </div>
        <Refusal error={arrival.error ?? undo.error ?? absent.error ?? accept.error ?? decline.error} />
      </div>
      {note && <span className='roll__note'>{note}</span>}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button type='text' size='small' aria-label={`${who.name}：更多`} icon={<Icon name='down' size={14} />} />
        </Dropdown>
      )}
      {isMoving && <MoveBooking booking={booking} onClose={() => setMoving(false)} />}
      <ReasonModal
        open={isCancelling}
        title={`取消${who.name}的预约`}
        hint={`${dayAndClock(booking.startsAt, now)} ${booking.sitting.title}。原因会发给居民。`}
        label='为什么取消'
        action='取消这份预约'
        error={cancel.error}
        isPending={cancel.isPending}
        onSubmit={(reason) => cancel.mutate({ id, reason })}
        onClose={() => setCancelling(false)}
      />
    </li>
  )
}
