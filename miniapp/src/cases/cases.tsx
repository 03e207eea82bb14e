import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listMyCases } from '@yike/shared/cases/endpoints'
import { listFollowedCases } from '@yike/shared/cases/followed-endpoints'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Choices } from '@/kit/form/chips'
import { caseState, promiseTime } from '@/lib/parts/promise'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import { SeenAt } from '@/kit/page/seen-at'

const VIEWS = [
  { value: 'open', text: '在办的' },
  { value: 'done', text: '办完的' },
  { value: 'followed', text: '跟着看的' },
] as const

const report = () => void openPage('/cases/form')

function List({ state }: { state: 'open' | 'done' }) {
  const { items, error, hasMore, more, reload, cachedAt } = usePages(listMyCases, { state }, `cases:${state}`)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  if (items.length === 0)
    return state === 'open' ? (
      <Empty
        title='没有在办的事'
        say='路灯灭了、电梯坏了、有人占道，拍张照就能说'
        action='反映问题'
        onAction={report}
      />
    ) : (
      <Empty title='还没有办完的事' />
    )
  return (
    <>
      <SeenAt at={cachedAt} />
      <Card flush>
        {items.map((card) => (
          <CaseRow
            key={card.id}
            time={promiseTime(card.promise)}
            state={caseState(card)}
            promise={card.promise.words}
            title={card.title}
            facts={[card.category?.name, card.address, `编号 ${card.number}`]}
            onTap={() => void openPage(`/cases/case?id=${card.id}`)}
          />
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

/** The reports of neighbours that the reader follows. */
function Followed() {
  const { items, error, hasMore, more, reload, cachedAt } = usePages(listFollowedCases, {}, 'cases:followed')
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  if (items.length === 0)
    return <Empty title='没有跟着看的事' say='反映问题的时候，邻居已经说过的会列出来，可以跟着看进展' />
  return (
    <>
      <SeenAt at={cachedAt} />
      <Card flush>
        {items.map((item) => (
          <CaseRow
            key={item.id}
            time={promiseTime(item.promise)}
            state={caseState(item)}
            promise={item.promise.words}
            title={item.title}
            facts={[item.category, item.address, `${item.people} 位邻居`]}
            onTap={() => void openPage(`/cases/followed?id=${item.id}`)}
          />
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

/** The reader's reports and those of neighbours that they follow, and the state of each. */
export default function MyCasesPage() {
  const [state, setState] = useState<(typeof VIEWS)[number]['value']>('open')
  return (
    <Page
      title='我反映的事'
      bar={
        <Button look='main' block onTap={report}>
          反映问题
        </Button>
      }
    >
      <Choices options={VIEWS} chosen={state} onChange={setState} />
      <View className='section'>{state === 'followed' ? <Followed /> : <List key={state} state={state} />}</View>
    </Page>
  )
}
