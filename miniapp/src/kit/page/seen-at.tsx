import { View } from '@tarojs/components'
import { momentInWords } from '@yike/shared/time/words'
import { tie } from '@/kit/base/text'

/** 「今天 11:32 看到的」. */
export const seenInWords = (at: number) => `${momentInWords(new Date(at).toISOString(), new Date())} 看到的`

/** Above a list that was read a while ago; nothing while it is fresh. */
export const SeenAt = ({ at }: { at: number | null }) =>
  at === null ? null : <View className='note'>{tie(`这是${seenInWords(at)}`)}</View>
