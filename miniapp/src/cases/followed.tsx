import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { followCase, getFollowedCase, unfollowCase } from '@yike/shared/cases/followed-endpoints'
import { nextStepInWords } from '@yike/shared/cases/next-step'
import { Button, Buttons } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { TicketCard } from '@/kit/card/ticket-card'
import { Timeline } from '@/kit/card/timeline'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { toast } from '@/kit/page/toast'
import { dial } from '@/lib/api/community'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { caseTimeline } from '@/lib/parts/case-timeline'
import { caseState, promiseFigure, promiseTime } from '@/lib/parts/promise'
import { Report } from '@/lib/parts/report'
import { RemindMe } from '@/lib/parts/remind-me'
import { StillBrokenSheet } from './still-broken'
import './case.scss'

const TITLE = '邻居反映的事'
const TOLD = ['case_progress']

/** A neighbour's report without the person: what is done about it, and whether to hear of the next step. */
export default function FollowedCasePage() {
  const { id = '' } = useRouter().params
  const { data: found, error, reload } = useEndpoint(getFollowedCase, { id })
  const follow = useAction(followCase)
  const unfollow = useAction(unfollowCase)
  const [saying, setSaying] = useState(false)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  if (error && !found)
    return (
      <Page title={TITLE}>
        {error.code === 'NOT_FOUND' ? (
          <Empty title='这件事看不到了' say='可能已经换了类别，问问社区就知道' />
        ) : (
          <Failed error={error} onRetry={() => void reload()} />
        )}
      </Page>
    )
  if (!found)
    return (
      <Page title={TITLE}>
        <Loading rows={2} />
      </Page>
    )
  const begin = async () => {
    if (!(await follow.run({ id: found.id }))) return
    await reload()
    toast('跟着看了，有进展告诉您', 'success')
  }
  const end = async () => {
    if (await unfollow.run({ id: found.id })) await reload()
  }
  const refused = follow.error ?? unfollow.error
  const state = caseState(found)
  return (
    <Page
      title={TITLE}
      ownCall
      bar={
        <Buttons>
          <Button icon='phone' onTap={() => dial(found.phone)}>
            打电话问问
          </Button>
          {found.can.follow && (
            <Button look='main' busy={follow.busy && '正在记…'} onTap={() => void begin()}>
              跟着看进展
            </Button>
          )}
          {found.can.unfollow && (
            <Button busy={unfollow.busy && '正在记…'} onTap={() => void end()}>
              不跟着看了
            </Button>
          )}
          {found.can.stillBroken && (
            <Button look='main' onTap={() => setSaying(true)}>
              还没修好
            </Button>
          )}
        </Buttons>
      }
    >
      <TicketCard
        time={promiseTime(found)}
        {...promiseFigure(found.promise)}
        foot={
          <View>
            <View className='lead said'>{tie(found.title)}</View>
            <View className='note nums'>{[found.category, found.address].filter(Boolean).join('，')}</View>
          </View>
        }
      >
        <StatusTag tone={state.tone}>{state.text}</StatusTag>
        <View className='title case__due'>{tie(found.promise.words)}</View>
        <View className='note'>{`${found.people} 位邻居反映或者跟着看`}</View>
      </TicketCard>
      {refused && <Failed error={refused} />}
      {found.followed && found.promise.state !== 'answered' && <RemindMe kinds={TOLD} title='有进展用微信告诉您？' />}
      <Section title='经过'>
        <Card>
          <Timeline items={caseTimeline(found, nextStepInWords(found, 'follower'), now)} />
        </Card>
      </Section>
      <Report type='case' id={found.id} />
      {saying && (
        <StillBrokenSheet
          id={found.id}
          onClose={() => setSaying(false)}
          onSaid={() => {
            setSaying(false)
            void reload()
            toast('告诉社区了，有进展告诉您', 'success')
          }}
        />
      )}
    </Page>
  )
}
