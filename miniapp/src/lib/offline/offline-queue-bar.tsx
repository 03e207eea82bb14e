import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { tie } from '@/kit/base/text'
import { dismissRefused, flushQueue, type QueueState } from './offline-queue'

/** 「还有 3 条没发出去」, and refusals until somebody has read them. Nothing where there is neither. */
export function OfflineQueueBar({ waiting, refused }: QueueState) {
  if (waiting.length === 0 && refused.length === 0) return null
  return (
    <View className='later'>
      {waiting.length > 0 && (
        <Card tone='sand'>
          <View className='later__line'>
            <View className='strong nums'>{tie(`还有 ${waiting.length} 条没发出去`)}</View>
            <Button onTap={() => void flushQueue()}>现在发</Button>
          </View>
          {waiting.map(({ key, says }) => (
            <View key={key}>{tie(says)}</View>
          ))}
          <View className='note'>{tie('记在这台手机上，有网了自己发，不用再点一遍。')}</View>
        </Card>
      )}
      {refused.length > 0 && (
        <Card flush tone='late'>
          {refused.map(({ key, says, reason }) => (
            <Cell
              key={key}
              title={says}
              brief={reason}
              extra={<Button onTap={() => dismissRefused(key)}>知道了</Button>}
            />
          ))}
        </Card>
      )}
    </View>
  )
}
