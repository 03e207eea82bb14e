import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { classes, tie } from '@/kit/base/text'

export interface TimelineItem {
  key: string
  /** Hollow and dashed: the next step. Thick ring: now. Check: done. */
  state: 'todo' | 'now' | 'done'
  what: string
  when?: string
  /** The reason, with its author: 「张海燕（网格员）：小区内的灯归物业修」. */
  why?: string
  /** Photos and the like. */
  more?: ReactNode
}

/** The events, newest on top; the next step is above them. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <View className='timeline'>
      {items.map(({ key, state, what, when, why, more }) => (
        <View key={key} className={classes('timeline__i', `timeline__i--${state}`)}>
          <View className={classes('timeline__dot', `timeline__dot--${state}`)}>
            {state === 'done' && <Icon name='check' className='timeline__tick' />}
          </View>
          <View className='timeline__row'>
            <Text className={classes('timeline__what', `timeline__what--${state}`)}>{tie(what)}</Text>
            {when && <Text className='timeline__when'>{tie(when)}</Text>}
          </View>
          {why && <View className='timeline__why'>{tie(why)}</View>}
          {more && <View className='timeline__more'>{more}</View>}
        </View>
      ))}
    </View>
  )
}
