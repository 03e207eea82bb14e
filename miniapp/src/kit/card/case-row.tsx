import { Text, View } from '@tarojs/components'
import { DialS, type DialTime } from '@/kit/base/dial'
import { StatusTag, type TagTone } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { CaseFacts } from './case-facts'

/** One report: its remaining time, its title, its state. */
export function CaseRow({
  time,
  state,
  promise,
  title,
  facts,
  number,
  onTap,
}: {
  /** Missing once it was answered. */
  time?: DialTime
  state: { tone: TagTone; text: string }
  /** 「周五前答复您」. */
  promise: string
  title: string
  /** Category, address: those that there are. */
  facts: readonly (string | null | undefined)[]
  number?: string
  onTap: () => void
}) {
  return (
    <Tap className='case-row' role='link' onTap={onTap}>
      <View className='case-row__head'>
        {time && <DialS time={time} className='case-row__dial' />}
        <StatusTag tone={state.tone}>{state.text}</StatusTag>
        <Text className='note case-row__promise'>{tie(promise)}</Text>
      </View>
      <View className='lead said case-row__title'>{tie(title)}</View>
      <CaseFacts facts={facts} number={number} />
    </Tap>
  )
}
