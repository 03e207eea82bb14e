import Taro from '@tarojs/taro'
import { createStore } from '@/lib/storage/store'

const online = createStore(true)

/** Whether the phone has a network. Every page shows it at the top while there is none. */
export const useOnline = online.use

/** Once, at launch. */
export function watchNetwork() {
  void Taro.getNetworkType().then(
    ({ networkType }) => online.set(networkType !== 'none'),
    () => undefined,
  )
  Taro.onNetworkStatusChange(({ isConnected }) => online.set(isConnected))
}
