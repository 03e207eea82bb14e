import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { CaseCard } from '@yike/shared/cases/schemas'
import { DialS } from '@/kit/dial'
import { StatusTag, Tag } from '@/kit/tag'
import { Tap } from '@/kit/tap'
import { tie } from '@/kit/words'
import { promiseTime } from './promise'
import './case-row.scss'

/** One thing reported: how long it still takes, what it is, where it stands. */
export function CaseRow({ card }: { card: CaseCard }) {
  const { promise } = card
  const time = promiseTime(promise)
  return (
    <Tap className='case-row' role='link' onTap={() => void Taro.navigateTo({ url: `/cases/case?id=${card.id}` })}>
      <View className='case-row__head'>
        {time && <DialS time={time} className='case-row__dial' />}
        {promise.state === 'late' ? (
          <StatusTag tone='late'>{card.state.label}</StatusTag>
        ) : promise.state === 'answered' ? (
          <StatusTag tone='done'>{card.state.label}</StatusTag>
        ) : (
          <Tag tone={promise.state === 'soon' ? 'soon' : 'go'}>{card.state.label}</Tag>
        )}
        <Text className='note case-row__promise'>{tie(promise.words)}</Text>
      </View>
      <View className='lead case-row__title'>{tie(card.title)}</View>
      <View className='note nums'>
        {[card.category?.name, card.address, `编号 ${card.number}`].filter(Boolean).join('，')}
      </View>
    </Tap>
  )
}
