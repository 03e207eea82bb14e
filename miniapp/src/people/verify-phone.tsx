import { View } from '@tarojs/components'
import { verifyMyPhone } from '@yike/shared/people/endpoints'
import type { Me } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { useAction } from '@/lib/api/use-action'

/** A number that is not verified yet, and WeChat's button that verifies it. */
export function VerifyPhone({ me, onVerified }: { me: Me; onVerified: () => void }) {
  const verify = useAction(verifyMyPhone)
  const send = async (code: string | null) => {
    if (code && (await verify.run({ code }))) onVerified()
  }
  return (
    <Card>
      <View className='strong'>{me.phoneLast4 ? `尾号 ${me.phoneLast4} 还没核对` : '电话还没核对'}</View>
      <View className='note person__say'>核对过，家人才能用这个号码找到您、请您同意代办。</View>
      <Button
        block
        icon='phone'
        busy={verify.busy && '正在核对…'}
        openType='getPhoneNumber'
        onPhoneCode={(code) => void send(code)}
      >
        用微信的手机号
      </Button>
      {verify.error && <View className='field__bad'>{verify.error.message}</View>}
    </Card>
  )
}
