import {
  acceptByStaff,
  declineByStaff,
  decideAppeal,
  listAppeals,
  listOffers,
  showBookingPhone,
} from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { ShowPhone } from '../lib/ShowPhone'
import './booking.css'
import { BookingLinks } from './BookingLinks'

/** People whose turn it is and who have no phone at hand; and people who explained why they did not come. */
export default function CallsPage() {
  const { may } = useMe()
  const answers = may('booking.cancel')
  const offers = useRead(listOffers, {}, { everySeconds: 30 })
  const appeals = useRead(listAppeals, {}, { enabled: answers, everySeconds: 60 })
  const note = '轮到的人到时间不答应，位子就让给后面的。'
  return (
    <>
      <PageHead
        title={answers ? '打电话、答说明' : '打电话'}
        note={answers ? `${note}没来的人说明了原因，给个答复。` : note}
      />
      <BookingLinks here='calls' />
      <div className='two'>
        <List
          title='要打电话的'
          none='眼下没有等答应的。'
          read={offers}
          row={(booking) => <Offer booking={booking} />}
        />
        {answers && (
          <List
            title='没来的说明'
            none='没有等答复的说明。'
            read={appeals}
            row={(booking) => <Appeal booking={booking} />}
          />
        )}
      </div>
    </>
  )
}

function List({
  title,
  none,
  read: { data, error, refetch },
  row,
}: {
  title: string
  none: string
  read: { data?: { items: StaffBooking[] }; error: Error | null; refetch: () => unknown }
  row: (booking: StaffBooking) => ReactNode
}) {
  return (
    <section className='pane' aria-label={title}>
      <h2 className='lead'>{title}</h2>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text={none} />
      ) : (
        <ul>
          {data.items.map((booking) => (
            <li key={booking.id} className='call'>
              {row(booking)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Facts({ booking }: { booking: StaffBooking }) {
  const now = useNow()
  return (
    <div className='call__main'>
      <p>
        <span className='strong'>{booking.who.name}</span>{' '}
        <span className='note nums'>
          {[booking.age !== null && `${booking.age} 岁`, booking.who.relation && `${booking.bookedBy}代订`]
            .filter(Boolean)
            .join('，')}
        </span>
      </p>
      <p className='note nums'>
        {dayAndClock(booking.startsAt, now)} {booking.service.name} {booking.sitting.title}
        {booking.seats > 1 && ` × ${booking.seats}`}
      </p>
      <ShowPhone of={showBookingPhone} input={{ id: booking.id }} last4={booking.phoneLast4} />
      {booking.offerUntil && <StatusTag tone='soon'>{`${dayAndClock(booking.offerUntil, now)} 前答应`}</StatusTag>}
      {booking.appeal && <p>“{booking.appeal.words}”</p>}
    </div>
  )
}

function Offer({ booking }: { booking: StaffBooking }) {
  const accept = useWrite(acceptByStaff)
  const decline = useWrite(declineByStaff)
  const { id, can } = booking
  return (
    <>
      <Facts booking={booking} />
      <div className='row push'>
        {can.accept && (
          <Button type='primary' loading={accept.isPending} onClick={() => accept.mutate({ id })}>
            答应
          </Button>
        )}
        {can.decline && (
          <Button loading={decline.isPending} onClick={() => decline.mutate({ id })}>
            不要
          </Button>
        )}
      </div>
      <Refusal error={accept.error ?? decline.error} />
    </>
  )
}

function Appeal({ booking }: { booking: StaffBooking }) {
  const [isRefusing, setRefusing] = useState(false)
  const decide = useWrite(decideAppeal, () => setRefusing(false))
  const { id, who, can } = booking
  return (
    <>
      <Facts booking={booking} />
      {can.decideAppeal && (
        <div className='row push'>
          <Button
            type='primary'
            loading={decide.isPending}
            onClick={() => decide.mutate({ id, accept: true, reason: '有事没来，这次不算' })}
          >
            不算没来
          </Button>
          <Button onClick={() => setRefusing(true)}>还是算</Button>
        </div>
      )}
      <ReasonModal
        open={isRefusing}
        title={`答复${who.name}`}
        hint='这一次还是算没来。原因会发给居民。'
        label='为什么'
        action='就这么答复'
        error={decide.error}
        isPending={decide.isPending}
        onSubmit={(reason) => decide.mutate({ id, accept: false, reason })}
        onClose={() => setRefusing(false)}
      />
    </>
  )
}
