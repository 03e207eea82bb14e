import { listSittings } from '@yike/shared/booking/endpoints'
import { bookedWith, type CaseKindCode } from '@yike/shared/cases/kinds'
import { findServices } from '@yike/shared/directory/endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Link } from 'react-router'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'

/** As many free times as are named; the page of the day has all. */
const TIMES = 3

/**
 * The next free duty times of the service that a kind of case is helped by, for whoever stands at the counter. Nothing
 * where there is none, or the office does without it.
 */
export function DutyTimes({ kind }: { kind: CaseKindCode }) {
  const category = bookedWith(kind)
  const { me, may } = useMe()
  const near = me?.communities[0]?.position
  const services = useRead(
    findServices,
    { category: category ?? undefined, near: near && `${near.lng},${near.lat}`, limit: 1 },
    { enabled: category !== null && me !== undefined },
  )
  const service = category === null ? undefined : services.data?.items[0]
  const sittings = useRead(listSittings, { id: service?.id ?? '' }, { enabled: service !== undefined })
  if (!service || !sittings.data || !may('booking.read')) return null
  const free = sittings.data.items.filter(({ availability }) => availability === 'open' || availability === 'few')
  // Only those who book for others open the form at once.
  const books = may('booking.book') ? '&book=1' : ''
  const now = new Date()
  return (
    <section className='pane'>
      <h2 className='lead'>约律师值班时间</h2>
      <p className='note'>{`${service.name}，${service.placeName}${free.length === 0 ? '，这两周约满了' : ''}`}</p>
      {free.slice(0, TIMES).map(({ id, day, startsAt }) => (
        <p key={id}>
          <Link to={`/bookings?day=${day}&service=${service.id}&sitting=${id}${books}`}>
            {momentInWords(startsAt, now)}
          </Link>
        </p>
      ))}
    </section>
  )
}
