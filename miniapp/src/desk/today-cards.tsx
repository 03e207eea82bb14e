import type { DeskData } from './read-desk'
import { clockOf } from '@yike/shared/time/china'
import type { CarerVisit } from '@yike/shared/visits/schemas'
import { Card, Cell, Section } from '@/kit/card/card'
import { openPage } from '@/lib/phone/open-page'

/** The carer's own round today, first on the page. */
export function MyVisits({ visits }: { visits: readonly CarerVisit[] }) {
  const next = visits.find(({ state }) => state.code !== 'done')
  return (
    <Section>
      <Card flush>
        <Cell
          icon='care'
          title={visits.length === 0 ? '今天没有要上门的' : `今天上门 ${visits.length} 户`}
          brief={next && `下一户 ${clockOf(new Date(next.startsAt))} ${next.who.name}`}
          onTap={() => void openPage('/visits/day')}
        />
      </Card>
    </Section>
  )
}

type Loans = DeskData['loans']
const count = (read: Loans['asked']) => read?.items.length ?? 0

export const hasLoans = ({ asked, out, overdue }: Loans) => count(asked) + count(out) + count(overdue) > 0

/** Things to give out and to take back. */
export const LoansCell = ({ asked, out, overdue }: Loans) => (
  <Cell
    icon='bag'
    title='借出、归还'
    brief={`${count(asked)} 件来取，${count(out)} 件在外${count(overdue) > 0 ? `，${count(overdue)} 件该还没还` : ''}`}
    onTap={() => void openPage('/office/loans')}
  />
)
