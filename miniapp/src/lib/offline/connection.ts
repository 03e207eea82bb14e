import Taro from '@tarojs/taro'

/** Tells whether there is a network: now, and whenever that changes. A phone that does not say counts as connected. */
export function watchConnection(hear: (isConnected: boolean) => void) {
  void Taro.getNetworkType().then(
    ({ networkType }) => hear(networkType !== 'none'),
    () => hear(true),
  )
  Taro.onNetworkStatusChange(({ isConnected }) => hear(isConnected))
}
