import { findDuplicates } from '@yike/shared/cases/followed-endpoints'
import type { FindDuplicates } from '@yike/shared/cases/followed-schemas'
import type { z } from '@yike/shared/zod'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Card, Cell, Section } from '@/kit/card/card'
import { StatusTag } from '@/kit/base/tag'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { caseState } from '@/lib/parts/promise'
import { openPage } from '@/lib/phone/open-page'

/**
 * Reports of neighbours that are likely the same matter: following it spares writing it. The draft stays
 * meanwhile, and filing it all the same is as easy as before.
 */
export function Neighbours({ report }: { report: z.input<typeof FindDuplicates> }) {
  const { data } = useEndpoint(findDuplicates, report)
  const items = data?.items ?? []
  if (items.length === 0) return null
  const people = items.reduce((sum, item) => sum + item.people, 0)
  const now = new Date()
  return (
    <Section title={`${people} 位邻居反映过，是这件事吗`}>
      <Card flush>
        {items.map((item) => (
          <Cell
            key={item.id}
            title={item.title}
            brief={`${dayLabel(dayOf(new Date(item.filedAt)), dayOf(now))}反映，${item.followed ? '您已经跟着看了' : '点开可以跟着看进展'}`}
            extra={<StatusTag tone={caseState(item).tone}>{item.state.label}</StatusTag>}
            onTap={() => void openPage(`/cases/followed?id=${item.id}`)}
          />
        ))}
      </Card>
    </Section>
  )
}
