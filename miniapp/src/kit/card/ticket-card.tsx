import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Arc, type DialTime } from '@/kit/base/dial'
import { Part } from '@/kit/base/part'
import { classes } from '@/kit/base/text'

export interface TicketDialProps {
  /** Left out when no time is running any more: the card then has no dial. */
  time?: DialTime
  /** 「走」 4 「分钟」, 「剩」 3 「天」. */
  before: string
  figure: number | string
  unit: string
}

/** The dial that is the top right corner of a card. */
export function TicketDial({ time, before, figure, unit }: TicketDialProps & { time: DialTime }) {
  return (
    <View className='corner__dial'>
      <Part
        role='img'
        className={classes('dial', 'dial--l', `dial--${time.tone ?? 'plain'}`)}
        label={`${before} ${figure} ${unit}`}
      >
        <Arc time={time} shape='corner' />
        <View className='dial__say'>
          <Text className='dial__u'>{before}</Text>
          <Text className='dial__n'>{figure}</Text>
          <Text className='dial__u'>{unit}</Text>
        </View>
      </Part>
    </View>
  )
}

/** The one time card of a page. Its top right corner is the dial; `children` are beside it, `foot` below both. */
export function TicketCard({ children, foot, ...dial }: PropsWithChildren<TicketDialProps & { foot?: ReactNode }>) {
  const { time } = dial
  return (
    <View className={classes('corner', !time && 'corner--still')}>
      {time && <TicketDial {...dial} time={time} />}
      <View className='corner__body'>{children}</View>
      {foot && <View className='corner__foot'>{foot}</View>}
    </View>
  )
}
