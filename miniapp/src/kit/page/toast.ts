import Taro from '@tarojs/taro'
import { announce } from './announce'

/** A result in passing: 「记下了」. Seen for two seconds, and read out. */
export function toast(title: string, icon: 'none' | 'success' = 'none') {
  void Taro.showToast({ title, icon })
  announce(title)
}
