import { View } from '@tarojs/components'
import { whereToConfirm } from '@yike/shared/people/phone-binding'
import { finishPhoneBinding, getPhoneBinding } from '@yike/shared/people/phone-endpoints'
import type { PhoneBinding } from '@yike/shared/people/phone-schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { keepSession } from '@/lib/api/session-store'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import { useInterval } from '@/lib/phone/use-interval'
import './person.scss'

const EVERY_SECONDS = 3

/** Waits until the phone is confirmed in the console, and then opens 工作台 by itself. */
export function WaitForConfirmation({ onAgain, onClose }: { onAgain: () => void; onClose: () => void }) {
  const finish = useAction(finishPhoneBinding)
  const enter = async () => {
    const session = await finish.run({})
    if (!session) return
    keepSession(session)
    onClose()
    await openPage('/desk/desk')
  }
  const { data, error, reload } = useEndpoint(
    getPhoneBinding,
    {},
    { onData: ({ state }) => state.code === 'confirmed' && void enter() },
  )
  const isOpen = data?.state.code === 'open'
  useInterval(EVERY_SECONDS, () => isOpen && void reload())
  const isOver = data?.state.code === 'refused' || data?.state.code === 'expired'
  return (
    <Sheet
      open
      title='等着确认这部手机'
      brief='为了不让拿到密码的人冒用您的账号'
      onClose={onClose}
      foot={
        isOpen && (
          <Button look='main' block onTap={() => void reload()}>
            确认好了，看一下
          </Button>
        )
      }
    >
      {!data && !error && <Loading rows={2} />}
      {isOpen && <Where binding={data} />}
      {isOver && (
        <Empty
          title={data.state.code === 'refused' ? '这部手机没有得到同意' : '过了 10 分钟，没有人确认'}
          say={data.state.code === 'refused' ? '是您自己在绑，就当面问问社区管理员' : '再申请一次就行'}
          action='再申请一次'
          onAction={onAgain}
        />
      )}
      {finish.error && <Failed error={finish.error} onRetry={() => void enter()} />}
      {!finish.error && error && <Failed error={error} onRetry={() => void reload()} />}
    </Sheet>
  )
}

function Where({ binding: { number, expiresAt } }: { binding: PhoneBinding }) {
  return (
    <>
      <View className='person__code'>
        <View className='person__number'>{number}</View>
        <View className='note'>核对这个数字</View>
      </View>
      <View>{tie(whereToConfirm(number!))}</View>
      <View className='note person__gap'>
        {tie(`${clockOf(new Date(expiresAt!))} 前有效。确认了，这里自己会打开工作台。`)}
      </View>
    </>
  )
}
