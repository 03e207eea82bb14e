import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Arc, type DialTime } from '@/kit/base/dial'
import { Spoken } from '@/kit/page/spoken'
import { classes } from '@/kit/base/words'

export interface CornerProps {
  /** Left out when nothing runs any more: the card then has no dial. */
  time?: DialTime
  /** 「走」 4 「分钟」, 「剩」 3 「天」. */
  before: string
  figure: number | string
  unit: string
}

/** The dial that is the top right corner of a card. */
export function CornerDial({ time, before, figure, unit }: CornerProps & { time: DialTime }) {
  return (
    <View className='corner__dial'>
      <Spoken
        className={classes('dial', 'dial--l', `dial--${time.tone ?? 'plain'}`)}
        label={`${before} ${figure} ${unit}`}
      >
        <Arc time={time} shape='corner' />
        <View className='dial__say'>
          <Text className='dial__u'>{before}</Text>
          <Text className='dial__n'>{figure}</Text>
          <Text className='dial__u'>{unit}</Text>
        </View>
      </Spoken>
    </View>
  )
}

/** The one time card of a page. Its top right corner is the dial; `children` stand beside it, `foot` under both. */
export function Corner({ children, foot, ...dial }: PropsWithChildren<CornerProps & { foot?: ReactNode }>) {
  const { time } = dial
  return (
    <View className={classes('corner', !time && 'corner--still')}>
      {time && <CornerDial {...dial} time={time} />}
      <View className='corner__body'>{children}</View>
      {foot && <View className='corner__foot'>{foot}</View>}
    </View>
  )
}
