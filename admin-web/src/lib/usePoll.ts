import { useEffect, useRef, useState } from 'react'
import { ApiError } from './api'

/** After this many missing answers the page shows that it is offline; a single one is not shown. */
const LOST_AFTER = 2
const SLOWEST_MS = 30_000

interface Polled<Out> {
  data: Out | undefined
  /** A refusal of the server, not of the network. */
  error: ApiError | undefined
  /** No answer came for a while; the data shown is old. Polling continues. */
  isLost: boolean
}

/**
 * Polls for a page that nobody touches for days: one request at a time, slower while no answer comes, at once when the
 * network is back. Keeps the last answer only.
 */
export function usePoll<Out>(ask: () => Promise<Out>, everyMs: number): Polled<Out> {
  const [state, setState] = useState<{ data?: Out; error?: ApiError; failed: number }>({ failed: 0 })
  const latest = useRef(ask)
  latest.current = ask

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    let failed = 0
    const round = async () => {
      try {
        const data = await latest.current()
        failed = 0
        if (!stopped) setState({ data, failed })
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
        failed += 1
        const isLine = cause.code === 'OFFLINE' || cause.code === 'INTERNAL' || cause.code === 'NOT_READY'
        if (!stopped)
          setState(({ data, error }) => (isLine ? { data, error, failed } : { data, error: cause, failed: 0 }))
      }
      if (!stopped) timer = setTimeout(() => void round(), Math.min(SLOWEST_MS, everyMs * 2 ** Math.min(failed, 5)))
    }
    const now = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void round(), 0)
    }
    void round()
    window.addEventListener('online', now)
    return () => {
      stopped = true
      clearTimeout(timer)
      window.removeEventListener('online', now)
    }
  }, [everyMs])

  return { data: state.data, error: state.error, isLost: state.failed >= LOST_AFTER }
}
