import Taro from '@tarojs/taro'

/** Tells whether there is a network: now, and whenever that changes. */
export function watchConnection(hear: (isConnected: boolean) => void) {
  void Taro.getNetworkType().then(
    ({ networkType }) => hear(networkType !== 'none'),
    () => undefined,
  )
  Taro.onNetworkStatusChange(({ isConnected }) => hear(isConnected))
}
