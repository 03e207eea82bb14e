import Taro from '@tarojs/taro'

const PREFIX = 'sealed:'

/**
 * Data that may lie on the phone only until its person is done with it: addresses, names, words. WeChat encrypts it with a
 * key of the person and the mini-program; in a browser see sealed.h5.ts. A phone that is too old for it keeps it plain.
 */
export const readSealed = <Value>(key: string): Promise<Value | null> =>
  Taro.getStorage<Value>({ key: PREFIX + key, encrypt: true } as Taro.getStorage.Option<Value>).then(
    ({ data }) => data ?? null,
    () => null,
  )

export const writeSealed = async (key: string, value: unknown): Promise<void> => {
  await Taro.setStorage({ key: PREFIX + key, data: value, encrypt: true } as Taro.setStorage.Option)
}

export const removeSealed = async (key: string): Promise<void> => Taro.removeStorageSync(PREFIX + key)

export const sealedKeys = async (): Promise<string[]> =>
  Taro.getStorageInfoSync()
    .keys.filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length))
