import Taro from '@tarojs/taro'

const PREFIX = 'kept:'

/** An answer as it is stored on the phone. */
export interface CachedAnswer<Out> {
  /** Another person may not see this person's answer. */
  personId: string
  question: string
  data: Out
  /** The time of the answer, in milliseconds since 1970. */
  at: number
}

export const readCached = <Out>(name: string) => Taro.getStorageSync<CachedAnswer<Out> | ''>(PREFIX + name) || null
export const writeCached = <Out>(name: string, answer: CachedAnswer<Out>) =>
  void Taro.setStorage({ key: PREFIX + name, data: answer })

/** Removes every answer from the phone: its person signed out. */
export function forgetCached() {
  for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(PREFIX)) Taro.removeStorageSync(key)
}
