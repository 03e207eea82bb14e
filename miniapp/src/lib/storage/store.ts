import { useSyncExternalStore } from 'react'
import Taro from '@tarojs/taro'

/** A value that pages follow and that may outlive the app. */
export interface Store<T> {
  get: () => T
  set: (value: T) => void
  /** Inside a component: the value now, and again whenever it changes. */
  use: () => T
}

/** With a `key` the value is kept on the phone under it and is there again at the next start. */
export function createStore<T>(initial: T, key?: string): Store<T> {
  const listeners = new Set<() => void>()
  let current: T | undefined
  const read = () => {
    const kept: unknown = key && Taro.getStorageSync(key)
    return kept === '' || kept === undefined || kept === null ? initial : (kept as T)
  }
  const get = () => (current ??= read())
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get,
    set(value) {
      current = value
      if (key && value === null) Taro.removeStorageSync(key)
      else if (key) Taro.setStorageSync(key, value)
      listeners.forEach((listener) => listener())
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  }
}
