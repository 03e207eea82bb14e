import { useEffect } from 'react'
import Taro from '@tarojs/taro'
import { announce } from './announce'

interface Toast {
  title: string
  icon: 'none' | 'success'
}

/** A result in passing: 「记下了」. Seen for two seconds, and read out. */
export function toast(title: string, icon: Toast['icon'] = 'none') {
  void Taro.showToast({ title, icon })
  announce(title)
}

let next: Toast | null = null

/** The same on the page that opens now: a browser hides with a page what was said on it. */
export function toastOnNextPage(title: string, icon: Toast['icon'] = 'none') {
  next = { title, icon }
}

/** Says on a page that has just opened what was left for it. */
export function useToastLeft() {
  useEffect(() => {
    if (!next) return
    toast(next.title, next.icon)
    next = null
  }, [])
}
