import { View } from '@tarojs/components'
import type { Me } from '@yike/shared/people/schemas'
import { tie } from '@/kit/base/text'
import { Card } from '@/kit/card/card'

/** A number that is not verified yet. A browser cannot verify it; the counter can. */
export function VerifyPhone({ me }: { me: Me; onVerified: () => void }) {
  return (
    <Card>
      <View className='strong'>{me.phoneLast4 ? `尾号 ${me.phoneLast4} 还没核对` : '电话还没核对'}</View>
      <View className='note person__say'>
        {tie(
          `核对过，家人才能用这个号码找到您、请您同意代办。到窗口给工作人员看一眼手机，或者打 ${me.community.phone}。`,
        )}
      </View>
    </Card>
  )
}
