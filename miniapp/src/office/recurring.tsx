import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import type { CameBackCase } from '@yike/shared/cases/recurring-schemas'
import {
  cameBackTitle,
  inspectionsInWords,
  seasonalAreas,
  seasonalTitle,
  sentInWords,
} from '@yike/shared/cases/recurring-words'
import type { SeasonalCase } from '@yike/shared/cases/seasonal-schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Card, Cell, Section } from '@/kit/card/card'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

/** 未诉先办, for the round of a grid worker: what came in this season of earlier years, and what came back after it was mended. */
export default function RecurringPage() {
  const { data, error, reload } = useEndpoint(listRecurringCases, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='未诉先办'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading rows={3} />
      ) : data.cameBack.length + data.seasonal.length === 0 ? (
        <Empty title='没有要先办的' say='往年这时候常有的、办好又来的，会列在这儿' />
      ) : (
        <>
          {data.cameBack.map((one) => (
            <CameBack key={one.cases[0]!.id} one={one} />
          ))}
          {data.seasonal.length > 0 && (
            <Section title='往年这时候常有'>
              <Card flush>
                {data.seasonal.map((one) => (
                  <Cell
                    key={`${one.month} ${one.community.id} ${one.category.id}`}
                    title={seasonalTitle(one)}
                    brief={seasonalBrief(one)}
                  />
                ))}
              </Card>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

const seasonalBrief = (one: SeasonalCase) =>
  [
    seasonalAreas(one).names.join('、') || one.community.name,
    one.words,
    one.handled && `${one.handled.by} 说办过了`,
    inspectionsInWords(one.places),
  ]
    .filter(Boolean)
    .join('，')

/** The row of cases, each to be opened, the newest first. */
const CameBack = ({ one }: { one: CameBackCase }) => (
  <Section title={cameBackTitle(one)}>
    <Card flush>
      {[...one.cases].reverse().map(({ id, number, filedAt, state }) => (
        <Cell
          key={id}
          title={number}
          brief={`${momentInWords(filedAt, new Date())}，${state.label}`}
          onTap={() => void openPage(`/desk/case?id=${id}`)}
        />
      ))}
      {one.place.sent && (
        <Cell
          icon='check'
          title={sentInWords(one.place.sent)}
          onTap={() => void openPage(`/desk/case?id=${one.place.sent!.id}`)}
        />
      )}
    </Card>
  </Section>
)
