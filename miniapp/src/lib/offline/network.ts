import { createStore } from '@/lib/storage/store'
import { watchConnection } from './connection'

const online = createStore(true)
/** How often the network came back since launch. */
const returns = createStore(0)

/** Whether the phone has a network. Every page shows it at the top while there is none. */
export const useOnline = online.use
export const useNetworkReturns = returns.use
export const networkReturns = returns.get

/** Once, at launch. */
export const watchNetwork = () =>
  watchConnection((isConnected) => {
    if (isConnected && !online.get()) returns.set(returns.get() + 1)
    online.set(isConnected)
  })
