import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { getMyFeed, makeMyFeed, revokeMyFeed } from '@yike/shared/feeds/endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { Cell } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { feedAddress, openInCalendar } from '@/lib/phone/feed-address'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The bookings of the reader and their family in the calendar of the phone, under an address that only they know. */
export function CalendarFeed() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Cell
        icon='calendar'
        title='放进手机日历'
        brief='自己和家人的预约，日历里自己会更新'
        onTap={() => setOpen(true)}
      />
      {open && <FeedSheet onClose={() => setOpen(false)} />}
    </>
  )
}

function FeedSheet({ onClose }: { onClose: () => void }) {
  const { data, error, reload } = useEndpoint(getMyFeed, {})
  const make = useAction(makeMyFeed)
  const revoke = useAction(revokeMyFeed)
  const [address, setAddress] = useState<string>()
  const renew = async () => {
    const made = await make.run({})
    if (made) setAddress(feedAddress(made.path))
    await reload()
  }
  const end = async () => {
    if (!(await revoke.run({}))) return
    setAddress(undefined)
    await reload()
  }
  const failed = make.error ?? revoke.error ?? (data ? undefined : error)
  const madeAt = data?.madeAt
  return (
    <Sheet
      open
      title='放进手机日历'
      brief='日历里写“妈妈：午餐”这样的话，不写姓名和身体情况。谁有地址谁能看，别发给外人'
      onClose={onClose}
    >
      {failed && <Failed error={failed} onRetry={() => void reload()} />}
      {!data && !failed && <Loading rows={1} />}
      {address ? (
        <>
          <View className='person__address nums'>
            <Text userSelect>{address}</Text>
          </View>
          <View className='note'>地址只显示这一次。复制后，到手机日历里选“订阅日历”，粘贴进去。</View>
          <Buttons>
            {openInCalendar && <Button onTap={() => openInCalendar?.(address)}>在日历里打开</Button>}
            <Button look='main' onTap={() => void Taro.setClipboardData({ data: address })}>
              复制地址
            </Button>
          </Buttons>
        </>
      ) : (
        madeAt && (
          <View className='note nums'>
            {tie(
              `${momentInWords(madeAt, new Date())} 生成过地址${data.readAt ? `，日历 ${momentInWords(data.readAt, new Date())} 来看过` : '，还没有日历来看过'}。`,
            )}
          </View>
        )
      )}
      {data && (
        <Buttons>
          {madeAt && (
            <Button look='danger' off={make.busy} busy={revoke.busy && '正在停…'} onTap={() => void end()}>
              不用了
            </Button>
          )}
          <Button
            look={address || madeAt ? 'plain' : 'main'}
            block={!madeAt}
            off={revoke.busy}
            busy={make.busy && '正在生成…'}
            onTap={() => void renew()}
          >
            {madeAt ? '换个新地址' : '生成地址'}
          </Button>
        </Buttons>
      )}
    </Sheet>
  )
}
