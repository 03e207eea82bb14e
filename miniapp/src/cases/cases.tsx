import { useState, type ComponentProps, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listMyCases } from '@yike/shared/cases/endpoints'
import { listFollowedCases } from '@yike/shared/cases/followed-endpoints'
import type { CaseCard } from '@yike/shared/cases/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Choices } from '@/kit/form/chips'
import { caseState, promiseTime } from '@/lib/parts/promise'
import { useFeaturesOff } from '@/lib/api/community'
import { usePages } from '@/lib/api/use-pages'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { openPage } from '@/lib/phone/open-page'
import { SeenAt } from '@/kit/page/seen-at'
import { MediationCards } from './mediation-cards'

const VIEWS = [
  { value: 'open', text: '在办的' },
  { value: 'done', text: '办完的' },
  { value: 'followed', text: '跟着看的' },
  { value: 'mediations', text: '调解' },
] as const

const report = () => void openPage('/cases/form')

/** Cases page by page: their states, a row each, and the button for older ones. `empty` stands where there is none. */
function CaseList<Item extends { id: string }>({
  pages: { items, error, hasMore, more, reload, cachedAt },
  empty,
  row,
}: {
  pages: ReturnType<typeof usePages<{ cursor?: string }, Item>>
  empty: ReactNode
  row: (item: Item) => ComponentProps<typeof CaseRow>
}) {
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  if (items.length === 0) return empty
  return (
    <>
      <SeenAt at={cachedAt} />
      <Card flush>
        {items.map((item) => (
          <CaseRow key={item.id} {...row(item)} />
        ))}
      </Card>
      {hasMore && (
        <View className='section'>
          <Button block onTap={() => void more()}>
            再看早一些的
          </Button>
        </View>
      )}
    </>
  )
}

/** The facts that a row shows of every case, whoever reported it. */
const common = ({ title, promise, state }: Pick<CaseCard, 'title' | 'promise' | 'state'>) => ({
  time: promiseTime({ state, promise }),
  state: caseState({ state, promise }),
  promise: promise.words,
  title,
})

function Own({ state }: { state: 'open' | 'done' }) {
  return (
    <CaseList
      pages={usePages(listMyCases, { state }, `cases:${state}`)}
      empty={
        state === 'open' ? (
          <Empty
            title='没有在办的事'
            say='路灯灭了、电梯坏了、有人占道，拍张照就能说'
            action='反映问题'
            onAction={report}
          />
        ) : (
          <Empty title='还没有办完的事' />
        )
      }
      row={(card) => ({
        ...common(card),
        facts: [card.category?.name, card.address],
        number: card.number,
        onTap: () => void openPage(`/cases/case?id=${card.id}`),
      })}
    />
  )
}

/** The reports of neighbours that the reader follows. */
const Followed = () => (
  <CaseList
    pages={usePages(listFollowedCases, {}, 'cases:followed')}
    empty={<Empty title='没有跟着看的事' say='反映问题的时候，邻居已经说过的会列出来，可以跟着看进展' />}
    row={(card) => ({
      ...common(card),
      facts: [card.category, card.address, `${card.people} 位邻居`],
      onTap: () => void openPage(`/cases/followed?id=${card.id}`),
    })}
  />
)

/** The reader's reports and those of neighbours that they follow, and the state of each. */
export default function MyCasesPage() {
  const featuresOff = useFeaturesOff()
  const [state, setState] = useState<(typeof VIEWS)[number]['value']>('open')
  /** Counts the reports that were heard of meanwhile: the list is read anew. */
  const [heard, setHeard] = useState(0)
  const later = useOfflineQueue({ onHeard: () => setHeard((before) => before + 1) })
  return (
    <Page
      title='我反映的事'
      bar={
        <Button look='main' block onTap={report}>
          反映问题
        </Button>
      }
    >
      <OfflineQueueBar {...later} />
      <Choices options={VIEWS} chosen={state} onChange={setState} />
      {!featuresOff.includes('case_map') && (
        <View className='section'>
          <Card flush>
            <Cell
              icon='map'
              title='附近反映过的'
              brief='邻居反映了什么，办好没有'
              onTap={() => void openPage('/cases/nearby')}
            />
          </Card>
        </View>
      )}
      <View className='section'>
        {state === 'followed' ? (
          <Followed />
        ) : state === 'mediations' ? (
          <MediationCards />
        ) : (
          <Own key={`${state} ${heard}`} state={state} />
        )}
      </View>
    </Page>
  )
}
