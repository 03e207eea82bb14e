import { Segmented } from 'antd'
import { PageHead } from '../kit/page/PageHead'
import { useMe } from '../lib/useMe'
import { useQueryParams } from '../lib/useQueryParams'
import { Calendar } from './Calendar'
import { Carers } from './Carers'
import { Plans } from './Plans'
import { Unfinished } from './Unfinished'
import './visits.css'

const SHOWS = [
  { value: 'calendar', label: '日历' },
  { value: 'carers', label: '护理员' },
  { value: 'plans', label: '定期上门' },
  { value: 'unfinished', label: '没签到签退' },
] as const
type Show = (typeof SHOWS)[number]['value']

/** The calendar of the carers, the carers, their repeated visits, and the visits that nobody ended. */
export default function VisitsPage() {
  const [address, change] = useQueryParams()
  const { may } = useMe()
  // Plans are the office's: a carer has their own visits.
  const shows = SHOWS.filter(({ value }) => value !== 'plans' || may('booking.book'))
  const show = shows.find(({ value }) => value === address.show)?.value ?? 'calendar'
  return (
    <>
      <PageHead
        title='上门照护'
        beside={
          <Segmented<Show>
            aria-label='看什么'
            options={shows}
            value={show}
            onChange={(next) => change({ show: next === 'calendar' ? undefined : next })}
          />
        }
      />
      {show === 'calendar' && <Calendar />}
      {show === 'carers' && <Carers />}
      {show === 'plans' && <Plans />}
      {show === 'unfinished' && <Unfinished />}
    </>
  )
}
