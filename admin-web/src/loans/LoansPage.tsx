import { PageHead } from '../kit/page/PageHead'
import { Views } from '../kit/page/Views'
import { useChoice } from '../lib/useChoice'
import { LoanCalendar } from './LoanCalendar'
import { Loans } from './Loans'
import { Things } from './Things'
import './loans.css'

const SHOWS = { loans: '借出、归还', calendar: '日历', things: '器具' } as const

/** Loans with borrower and day of return; and the things themselves. */
export default function LoansPage() {
  const [show, setShow] = useChoice('show', SHOWS)
  return (
    <>
      <PageHead title='借器具' beside={<Views label='看什么' views={SHOWS} view={show} onChange={setShow} />} />
      {show === 'loans' && <Loans />}
      {show === 'calendar' && <LoanCalendar />}
      {show === 'things' && <Things />}
    </>
  )
}
