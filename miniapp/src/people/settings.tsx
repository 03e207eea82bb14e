import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Toggle } from '@/kit/form/toggles'
import { ApiError } from '@/lib/api/api'
import { saveSettings } from '@/lib/storage/save-settings'
import { signOut, useSession } from '@/lib/api/session'
import { textScale, useSettings, walkingPace, type Settings, type TextSize } from '@/lib/storage/settings'
import { openPage } from '@/lib/phone/open-page'
import { BindStaff } from './bind-staff'
import { WechatReminders } from './wechat-reminders'
import { SignedInClients } from './signed-in-clients'
import { CalendarFeed } from './calendar-feed'
import './person.scss'

const SIZES: { value: TextSize; text: string }[] = [
  { value: 1, text: '标准' },
  { value: 1.15, text: '大' },
  { value: 1.3, text: '更大' },
  { value: 1.5, text: '最大' },
]
const THEMES: { value: Settings['theme']; text: string }[] = [
  { value: 'auto', text: '跟着手机' },
  { value: 'light', text: '浅色' },
  { value: 'dark', text: '深色' },
]
const PACES = [
  { value: 'adult', text: '平常走' },
  { value: 'elder', text: '慢慢走' },
] as const

function SignOut() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const leave = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await signOut()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section>
      {error && <Failed error={error} onRetry={() => void leave()} />}
      <Button block busy={busy && '正在退出…'} onTap={() => void leave()}>
        退出登录
      </Button>
    </Section>
  )
}

/** Appearance and reading, and the reader's data in the app. */
export default function SettingsPage() {
  const settings = useSettings()
  const session = useSession()
  const [binds, setBinds] = useState(false)
  return (
    <Page title='设置'>
      <Card flush>
        <Toggle
          icon='size'
          title='长辈版'
          brief='字大、按钮大、步子算得慢'
          on={settings.elder}
          onChange={(elder) => saveSettings({ elder })}
        />
      </Card>
      <Section>
        <Card>
          <View className='person__choice'>
            <View className='strong'>字号</View>
            <Choices options={SIZES} chosen={textScale(settings)} onChange={(textSize) => saveSettings({ textSize })} />
          </View>
          <View className='person__choice'>
            <View className='strong'>深色</View>
            <Choices options={THEMES} chosen={settings.theme} onChange={(theme) => saveSettings({ theme })} />
          </View>
          <View className='person__choice'>
            <View className='strong'>步行速度</View>
            <Choices options={PACES} chosen={walkingPace(settings)} onChange={(pace) => saveSettings({ pace })} />
            <View className='field__help'>走几分钟、几点出门，都按这个算</View>
          </View>
        </Card>
      </Section>
      <WechatReminders />
      <Section>
        <Card flush>
          {session && <CalendarFeed />}
          {session && <SignedInClients />}
          {session && (
            <Cell
              icon='user'
              title='我们记了您什么'
              brief='都在这儿，看一遍、存一份'
              onTap={() => void openPage('/privacy/data')}
            />
          )}
          {session && (
            <Cell
              icon='check'
              title='我同意的事'
              brief='一件一件看，随时撤回'
              onTap={() => void openPage('/privacy/consents')}
            />
          )}
          <Cell icon='info' title='用户协议' onTap={() => void openPage('/people/agreement')} />
          <Cell icon='lock' title='隐私说明' onTap={() => void openPage('/people/privacy')} />
          <Cell icon='tool' title='我是工作人员' brief='绑上账号，手机上就能签到、办事' onTap={() => setBinds(true)} />
        </Card>
      </Section>
      {session && <SignOut />}
      {session && (
        <Section>
          <Card flush>
            <Cell
              icon='close'
              title='注销账号'
              brief='不用了，把资料都删掉；七天里能撤回'
              onTap={() => void openPage('/privacy/close')}
            />
          </Card>
        </Section>
      )}
      {binds && <BindStaff onClose={() => setBinds(false)} />}
    </Page>
  )
}
