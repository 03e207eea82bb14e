import { useEffect, useMemo } from 'react'
import Taro, { useLaunch, usePageNotFound } from '@tarojs/taro'
import type { AppContext } from '@/kit/page/app-context'
import { callCommunity, learnCommunity, readHome, useCommunity, useUnread } from '@/lib/api/community'
import { watchOfflineQueue } from '@/lib/offline/offline-queue'
import { useOnline, watchNetwork } from '@/lib/offline/network'
import { useCacheOfOne } from '@/lib/offline/cache-owner'
import { useHelpReady } from '@/lib/offline/keep-help-ready'
import { ReaderMark } from '@/lib/parts/reader-mark'
import { toastOnNextPage } from '@/kit/page/toast'
import { watchUpdates } from './app-updates'
import { textScale, useSettings } from '@/lib/storage/settings'

/** A page of an older version, or an address typed wrong. */
const goHome = () => {
  toastOnNextPage('没有这一页，先回首页')
  void Taro.reLaunch({ url: '/tabs/home' })
}

const call = () => void callCommunity()

/** The reader and the phone, as the kit needs them. */
export function useAppContextValue(): AppContext {
  const settings = useSettings()
  const online = useOnline()
  const { notices, messages } = useUnread()
  // Without a network the number cannot be asked for: a button that does nothing is not offered.
  const onCall = useCommunity() !== null || online ? call : undefined
  useLaunch(({ path }) => {
    // Their tab bar counts what is unread.
    if (/tabs\/(me|notices)$/.test(path)) void readHome()
    else if (!/tabs\/home$/.test(path)) void learnCommunity()
    watchNetwork()
    watchUpdates()
    watchOfflineQueue()
  })
  useEffect(() => {
    // Only a phone that was without a network before: home, where most begin, reads it itself.
    if (!online) return () => void learnCommunity()
  }, [online])
  useCacheOfOne()
  useHelpReady(online)
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
      ReaderMark,
    }),
    [settings, online, notices, messages, onCall],
  )
}
