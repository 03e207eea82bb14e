import { listTransfers } from '@yike/shared/cases/transfer-endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Card, Cell, Section } from '@/kit/card/card'
import { StatusTag } from '@/kit/base/tag'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

/** Cases of other communities that wait to be taken on here; nothing while there are none, or they cannot be read. */
export function IncomingTransfers() {
  const { data } = useEndpoint(listTransfers, {})
  if (!data?.items.length) return null
  return (
    <Section title='别的社区转来的，等接收'>
      <Card flush>
        {data.items.map(({ id, title, from, since, late, words }) => (
          <Cell
            key={id}
            title={title}
            brief={[`${from}，${momentInWords(since, new Date())}`, words].filter(Boolean).join('，')}
            extra={late && <StatusTag tone='late'>该接收了</StatusTag>}
            onTap={() => void openPage(`/desk/case?id=${id}`)}
          />
        ))}
      </Card>
    </Section>
  )
}
