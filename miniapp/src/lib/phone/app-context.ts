import { useMemo } from 'react'
import Taro, { useLaunch, usePageNotFound } from '@tarojs/taro'
import type { AppContext } from '@/kit/page/app-context'
import { callCommunity, readHome, useUnread } from '@/lib/api/community'
import { watchOfflineQueue } from '@/lib/offline/offline-queue'
import { useOnline, watchNetwork } from '@/lib/offline/network'
import { useCacheOfOne } from '@/lib/offline/cache-owner'
import { watchUpdates } from './app-updates'
import { textScale, useSettings } from '@/lib/storage/settings'

/** A page of an older version, or an address typed wrong. */
const goHome = () => {
  void Taro.reLaunch({ url: '/tabs/home' })
  void Taro.showToast({ title: '没有这一页，先回首页', icon: 'none' })
}

const onCall = () => void callCommunity()

/** The reader and the phone, as the kit needs them. */
export function useAppContextValue(): AppContext {
  const settings = useSettings()
  const online = useOnline()
  const { notices, messages } = useUnread()
  useLaunch(({ path }) => {
    // Their tab bar counts what is unread.
    if (/tabs\/(me|notices)$/.test(path)) void readHome()
    watchNetwork()
    watchUpdates()
    watchOfflineQueue()
  })
  useCacheOfOne()
  usePageNotFound(goHome)
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
