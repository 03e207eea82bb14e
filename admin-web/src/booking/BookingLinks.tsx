import { listAppeals, listOffers } from '@yike/shared/booking/endpoints'
import { Link } from 'react-router'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'
import './booking.css'

/** The pages of bookings, with the number of people who wait for a call or an answer. */
export function BookingLinks({ here }: { here: 'day' | 'calendar' | 'calls' | 'files' }) {
  const { may } = useMe()
  const offers = useRead(listOffers, {}, { enabled: may('booking.book'), everySeconds: 60 })
  const appeals = useRead(listAppeals, {}, { enabled: may('booking.cancel'), everySeconds: 60 })
  const waiting = (offers.data?.items.length ?? 0) + (appeals.data?.items.length ?? 0)
  const links = [
    { key: 'day', to: '/bookings', label: '签到名单' },
    { key: 'calendar', to: '/bookings/calendar', label: '日历' },
    ...(may('booking.book')
      ? [
          {
            key: 'calls',
            to: '/bookings/calls',
            label: `${may('booking.cancel') ? '打电话、答说明' : '打电话'}${waiting > 0 ? ` ${waiting}` : ''}`,
          },
        ]
      : []),
    { key: 'files', to: '/bookings/files', label: '导出' },
  ]
  return (
    <nav className='sub-nav' aria-label='预约的页面'>
      {links.map(({ key, to, label }) => (
        <Link key={key} to={to} className='sub-nav__i' aria-current={key === here ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
