import { listLoans } from '@yike/shared/loans/endpoints'
import { clockOf } from '@yike/shared/time/china'
import { getMyVisits } from '@yike/shared/visits/endpoints'
import { Card, Cell, Section } from '@/kit/card/card'
import { useCached } from '@/lib/offline/use-cached'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

/** The carer's own visits today, first on the page; nobody else sees the line. */
export function MyVisits() {
  const { data } = useCached('my-visits', getMyVisits, {})
  if (!data?.isCarer) return null
  const next = data.items.find(({ state }) => state.code !== 'done')
  return (
    <Section>
      <Card flush>
        <Cell
          icon='care'
          title={data.items.length === 0 ? '今天没有要上门的' : `今天上门 ${data.items.length} 户`}
          brief={next && `下一户 ${clockOf(new Date(next.startsAt))} ${next.who.name}`}
          onTap={() => void openPage('/visits/day')}
        />
      </Card>
    </Section>
  )
}

/** Things to hand out and to take back; without loans here, no line. */
export function LoansCell() {
  const asked = useEndpoint(listLoans, { view: 'asked' })
  const out = useEndpoint(listLoans, { view: 'out' })
  const late = useEndpoint(listLoans, { view: 'overdue' })
  const count = (read: typeof asked) => read.data?.items.length ?? 0
  if (count(asked) + count(out) + count(late) === 0) return null
  return (
    <Section>
      <Card flush>
        <Cell
          icon='bag'
          title='借出、归还'
          brief={`${count(asked)} 件来取，${count(out)} 件在外${count(late) > 0 ? `，${count(late)} 件该还没还` : ''}`}
          onTap={() => void openPage('/desk/loans')}
        />
      </Card>
    </Section>
  )
}
