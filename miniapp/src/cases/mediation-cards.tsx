import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listMyMediations, wishMediator } from '@yike/shared/mediation/endpoints'
import type { PartyMediation } from '@yike/shared/mediation/schemas'
import { dayInFull, instantInFull, momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { toast } from '@/kit/page/toast'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './case.scss'

/** The mediations to which the reader is a party, or the one of them that a message is about. */
export function MediationCards({ id }: { id?: string }) {
  const { data, error, reload } = useEndpoint(listMyMediations, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (error && !data) return <Failed error={error} onRetry={() => void reload()} />
  if (!data) return <Loading rows={2} />
  const items = data.items.filter((one) => !id || one.id === id)
  if (items.length === 0)
    return <Empty title='没有调解的事' say='和邻居、家里人闹了矛盾，可以请调解员来谈，不要钱，也不外传' />
  return (
    <>
      {items.map((one) => (
        <MediationCard key={one.id} item={one} />
      ))}
    </>
  )
}

function MediationCard({ item }: { item: PartyMediation }) {
  const wish = useAction(wishMediator)
  const now = new Date()
  const ask = async () => {
    if (await wish.run({ id: item.id })) toast('告诉社区了，会给您打电话', 'success')
  }
  const { agreement, outcome, mediator } = item
  return (
    <Section title={`调解 ${item.number}`}>
      <Card>
        <StatusTag tone={outcome ? 'done' : 'go'}>{outcome?.label ?? '正在调解'}</StatusTag>
        <View className='note case__due'>{mediator ? `调解员：${mediator}` : '还没定调解员'}</View>
        {item.sessions.map(({ id, at, place, state }) => (
          <View key={id} className='case__due'>
            {`调解会 ${momentInWords(at, now)}，${place}（${state.label}）`}
          </View>
        ))}
        {agreement && <AgreementWords agreement={agreement} />}
        {item.otherWays.length > 0 && <View className='title case__due'>没谈成，还能走这几条路</View>}
        {item.otherWays.map((way) => (
          <View key={way}>{way}</View>
        ))}
        {item.can.wishMediator && (
          <View className='section'>
            <Button busy={wish.busy && '正在告诉…'} onTap={() => void ask()}>
              想换一位调解员
            </Button>
          </View>
        )}
        {wish.error && <Failed error={wish.error} />}
      </Card>
    </Section>
  )
}

/** The party's copy of an agreement. */
const AgreementWords = ({ agreement }: { agreement: NonNullable<PartyMediation['agreement']> }) => (
  <>
    <View className='title case__due'>{agreement.form === 'oral' ? '口头协议' : '调解协议'}</View>
    <View>{agreement.parties.map(({ name }) => name).join('、')}</View>
    <View className='note case__due'>事实和争议</View>
    <View className='case__words'>{agreement.facts}</View>
    <View className='note'>约定</View>
    <View className='case__words'>{agreement.terms}</View>
    {agreement.performBy && <View>{`最晚${dayInFull(agreement.performBy)}做完`}</View>}
    {agreement.signatures.map(({ by, name, at }) => (
      <View key={by} className='note nums'>{`${name} ${instantInFull(new Date(at))} 签了`}</View>
    ))}
    {agreement.confirmBy && (
      <View className='case__due'>
        {`${dayInFull(agreement.confirmBy)}前，双方可以一起去法院申请司法确认，确认后能强制执行。`}
      </View>
    )}
  </>
)
