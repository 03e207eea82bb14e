import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import { cameBackTitle, seasonalAreas, seasonalTitle } from '@yike/shared/cases/recurring-words'
import { Card, Cell, Section } from '@/kit/card/card'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

/** As many lines as fit beside the work of the day; the page has all of them. */
const LINES = 3

/** Complaints that are likely to come, and that came back, in the areas of the reader; nothing while there is none. */
export function RecurringCells() {
  const { data } = useEndpoint(listRecurringCases, {})
  if (!data) return null
  const cameBack = data.cameBack.map((one) => ({ title: cameBackTitle(one), brief: '' }))
  const seasonal = data.seasonal
    .filter(({ handled }) => !handled)
    .map((one) => ({ title: seasonalTitle(one), brief: seasonalAreas(one).names.join('、') || one.community.name }))
  const lines = [...cameBack, ...seasonal].slice(0, LINES)
  if (lines.length === 0) return null
  return (
    <Section title='未诉先办'>
      <Card flush>
        {lines.map((line) => (
          <Cell key={`${line.title} ${line.brief}`} {...line} onTap={() => void openPage('/office/recurring')} />
        ))}
      </Card>
    </Section>
  )
}
