import Taro from '@tarojs/taro'

/** Tells whether there is a network: now, and whenever that changes. A phone that does not say counts as connected. */
export function watchConnection(hear: (isConnected: boolean) => void) {
  // The answer to the question may come after a change that it does not know of.
  let hasChanged = false
  const hearAnswer = (isConnected: boolean) => {
    if (!hasChanged) hear(isConnected)
  }
  void Taro.getNetworkType().then(
    ({ networkType }) => hearAnswer(networkType !== 'none'),
    () => hearAnswer(true),
  )
  Taro.onNetworkStatusChange(({ isConnected }) => {
    hasChanged = true
    hear(isConnected)
  })
}
