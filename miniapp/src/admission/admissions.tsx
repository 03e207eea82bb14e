import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listAdmissions } from '@yike/shared/admission/endpoints'
import type { Admission } from '@yike/shared/admission/schemas'
import { dayInFull } from '@yike/shared/time/words'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useCommunity } from '@/lib/api/community'
import { useCached } from '@/lib/offline/use-cached'

const VIEWS = [
  { value: 'now', text: '正在做' },
  { value: 'over', text: '做完、没同意' },
] as const
type ViewCode = (typeof VIEWS)[number]['value']
const viewOf = ({ state }: Admission): ViewCode => (state.code === 'admitted' ? 'now' : 'over')
const NONE: Record<ViewCode, string> = { now: '现在没有', over: '还没有' }

/** 街道交给社区做的事: each with its department and its time; those refused or ended with the reason. */
export default function AdmissionsPage() {
  const communityId = useCommunity()?.id
  const { data, error, reload, cachedAt } = useCached(
    'admissions',
    listAdmissions,
    communityId === undefined ? null : { communityId },
  )
  const [view, setView] = useState<ViewCode>('now')
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const shown = data?.items.filter((one) => viewOf(one) === view) ?? []
  return (
    <Page title='街道交给社区做的事' seenAt={cachedAt}>
      <View className='note'>{tie('部门要社区做事，先过街道这一关。同意了的才做，都写在这里。')}</View>
      <View className='section'>
        <Choices options={VIEWS} chosen={view} onChange={setView} />
      </View>
      <View className='section'>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : shown.length === 0 ? (
          <Empty title={NONE[view]} />
        ) : (
          shown.map((work) => <Work key={work.id} work={work} />)
        )}
      </View>
    </Page>
  )
}

function Work({ work: { title, what, department, basis, state, from, until, why } }: { work: Admission }) {
  const wasRefused = state.code === 'refused'
  return (
    <Card>
      <StatusTag tone={state.code === 'admitted' ? 'go' : 'plain'}>{state.label}</StatusTag>
      <View className='lead'>{tie(title)}</View>
      <View>{tie(what)}</View>
      <View className='note'>{tie(`${department}${wasRefused ? '申请的' : '交给社区的'}`)}</View>
      <View className='note'>{tie(`${dayInFull(from)} 到 ${dayInFull(until)}`)}</View>
      {basis && <View className='note'>{tie(`依据：${basis}`)}</View>}
      {why && <View>{tie(`${wasRefused ? '街道为什么没同意' : '为什么结束'}：${why}`)}</View>}
    </Card>
  )
}
