import { Segmented } from 'antd'
import { PageHead } from '../kit/page/PageHead'
import { useQueryParams } from '../lib/useQueryParams'
import { LoanCalendar } from './LoanCalendar'
import { Loans } from './Loans'
import { Things } from './Things'
import './loans.css'

const SHOWS = [
  { value: 'loans', label: '借出、归还' },
  { value: 'calendar', label: '日历' },
  { value: 'things', label: '器具' },
] as const
type Show = (typeof SHOWS)[number]['value']

/** Loans with borrower and day of return; and the things themselves. */
export default function LoansPage() {
  const [address, change] = useQueryParams()
  const show = SHOWS.find(({ value }) => value === address.show)?.value ?? 'loans'
  return (
    <>
      <PageHead
        title='借器具'
        beside={
          <Segmented<Show>
            aria-label='看什么'
            options={[...SHOWS]}
            value={show}
            onChange={(next) => change({ show: next === 'loans' ? undefined : next })}
          />
        }
      />
      {show === 'loans' && <Loans />}
      {show === 'calendar' && <LoanCalendar />}
      {show === 'things' && <Things />}
    </>
  )
}
