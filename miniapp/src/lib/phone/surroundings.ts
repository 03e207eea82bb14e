import { useMemo } from 'react'
import { useLaunch } from '@tarojs/taro'
import type { Surroundings } from '@/kit/page/surroundings'
import { callCommunity, useUnread } from '@/lib/api/community'
import { watchLater } from '@/lib/offline/later'
import { useOnline, watchNetwork } from '@/lib/offline/network'
import { textScale, useSettings } from '@/lib/storage/settings'

const onCall = () => void callCommunity()

/** What the kit is told of the reader and the phone. */
export function useReaderSurroundings(): Surroundings {
  const settings = useSettings()
  const online = useOnline()
  const { notices, messages } = useUnread()
  useLaunch(() => {
    watchNetwork()
    watchLater()
  })
  return useMemo(
    () => ({
      elder: settings.elder,
      theme: settings.theme,
      k: textScale(settings),
      online,
      tabs: [
        { page: 'tabs/home', text: '首页', icon: 'home', count: 0 },
        { page: 'tabs/notices', text: '通知', icon: 'bell', count: notices + messages },
        { page: 'tabs/me', text: '我的', icon: 'user', count: 0 },
      ],
      onCall,
    }),
    [settings, online, notices, messages],
  )
}
