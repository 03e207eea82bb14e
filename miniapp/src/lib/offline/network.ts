import { createStore } from '@/lib/storage/store'
import { watchConnection } from './connection'

const online = createStore(true)

/** Whether the phone has a network. Every page shows it at the top while there is none. */
export const useOnline = online.use

/** Once, at launch. */
export const watchNetwork = () => watchConnection((isConnected) => online.set(isConnected))
