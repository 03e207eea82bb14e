import { useCallback, useRef, useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, type CallErrorCode } from '@/lib/api/api'
import { requireSignIn } from '@/lib/api/session'
import { toast } from '@/kit/page/toast'
import { enqueue, type Enqueued } from './offline-queue'

/** The way a step was taken: with the API's answer, or kept on the phone until there is a network. */
export type Taken<Out> = { answer: Out } | 'waiting'

interface Step<In, Out> {
  /** Null when it was refused (see `error`), or is already on its way. */
  run: (input: In, about: Enqueued) => Promise<Taken<Out> | null>
  busy: boolean
  error: ApiError | undefined
  forget: () => void
}

/**
 * A write that is made without a network too: every step of staff at their work, and 我很好. Kept on the phone first, and
 * sent now or when the network is back. A refusal that comes at once is for the page to show; a later one waits in the queue.
 */
export function useStep<In extends Record<string, unknown>, Out>(route: Endpoint<In, Out>): Step<In, Out> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const running = useRef(false)

  const run = useCallback(
    async (input: In, about: Enqueued): Promise<Taken<Out> | null> => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setError(undefined)
      try {
        if (!(await requireSignIn())) return null
        const outcome = await enqueue(route, input, about, { shows: true })
        if (outcome.heard) return { answer: outcome.answer as Out }
        if (outcome.again) {
          toast('记下了，有网了自己发')
          return 'waiting'
        }
        setError(new ApiError(outcome.code as CallErrorCode, outcome.reason))
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [route],
  )
  return { run, busy, error, forget: useCallback(() => setError(undefined), []) }
}
