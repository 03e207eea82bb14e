import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
const minute = () => Math.floor(Date.now() / MINUTE_MS)
const subscribe = (tell: () => void) => {
  const timer = setInterval(tell, 5_000)
  return () => clearInterval(timer)
}

/** The clock on the wall, to the minute; a page that shows it moves with it. */
export const useNow = () => new Date(useSyncExternalStore(subscribe, minute) * MINUTE_MS)
