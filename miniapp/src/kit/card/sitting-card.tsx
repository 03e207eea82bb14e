import { Text, View } from '@tarojs/components'
import { DialS, type DialTime } from '@/kit/base/dial'
import { Icon } from '@/kit/base/icon'
import { StatusTag, type TagTone } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { classes, tie } from '@/kit/base/text'
import { Thumb, type ThumbPhoto } from '@/kit/base/thumb'

export interface SittingCardProps {
  time: string
  /** 午餐第二批. */
  name: string
  state: { tone: TagTone; text: string }
  /** The time until which it can be booked, and the time left. */
  closing?: { text: string; left: DialTime }
  /** 「可以排队，前面 3 人」, for a sitting that does not close. */
  remark?: string
  /** The menu, or the reason why it is closed. */
  about?: string
  /** Of its dishes. */
  photos?: readonly ThumbPhoto[]
  chosen: boolean
  /** Cannot be chosen. */
  shut: boolean
  onChoose: () => void
}

/** One of the times to choose from. */
export function SittingCard({
  time,
  name,
  state,
  closing,
  remark,
  about,
  photos = [],
  chosen,
  shut,
  onChoose,
}: SittingCardProps) {
  return (
    <Tap
      className={classes('sitting', chosen && 'sitting--on', shut && 'sitting--shut')}
      role='radio'
      checked={chosen}
      disabled={shut}
      onTap={onChoose}
    >
      <View className='sitting__body'>
        <View className='sitting__time'>
          <View className={classes('title nums', shut && 'sitting__past')}>{time}</View>
          <View className='note'>{tie(name)}</View>
        </View>
        <View className='sitting__main'>
          <View className='sitting__state'>
            <StatusTag tone={state.tone}>{state.text}</StatusTag>
            {closing && (
              <View className='note nums'>
                <DialS time={closing.left} />
                <Text>{tie(closing.text)}</Text>
              </View>
            )}
            {remark && <Text className='note'>{tie(remark)}</Text>}
          </View>
          {about && <View className='note'>{tie(about)}</View>}
          {photos.length > 0 && (
            <View className='sitting__photos'>
              {photos.map((photo) => (
                <View key={photo.alt} className='sitting__photo'>
                  <Thumb photo={photo} />
                </View>
              ))}
            </View>
          )}
        </View>
      </View>
      {!shut && (
        <View className={classes('sitting__pick', chosen && 'sitting__pick--on')}>
          <Icon name='check' className='sitting__tick' />
        </View>
      )}
    </Tap>
  )
}
