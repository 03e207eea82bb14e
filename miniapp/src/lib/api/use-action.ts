import { useCallback, useRef, useState } from 'react'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, call } from './api'
import { newKey } from './new-key'
import { requireSignIn } from './session'

interface Action<In, Out> {
  /** Null when it was refused (see `error`), when it is already on its way, or when nobody signed in. */
  run: (input: In) => Promise<Out | null>
  busy: boolean
  error: ApiError | undefined
  /** The sentence for a field of the input, by its path: `address.lat`. */
  problemWith: (field: string) => string | undefined
  forget: () => void
}

/**
 * Keys of creates that have not succeeded yet, by their input. A second try of the same thing, even from a page opened
 * anew after the network broke, carries the same key and so makes nothing twice.
 */
const unfinished = new Map<string, string>()

/** Every write of a page. Asks for a sign-in where one is needed and resumes from there. */
export function useAction<In, Out>(route: Endpoint<In, Out>): Action<In, Out> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const running = useRef(false)

  const run = useCallback(
    async (input: In) => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setError(undefined)
      const what = `${route.path} ${JSON.stringify(input)}`
      try {
        if (route.access !== 'public' && !(await requireSignIn())) return null
        const key = route.idempotent && (unfinished.get(what) ?? newKey())
        if (key) unfinished.set(what, key)
        const done = await call(route, input, { key: key || undefined })
        unfinished.delete(what)
        return done
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
        setError(cause)
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [route],
  )

  return {
    run,
    busy,
    error,
    problemWith: (field) => error?.details?.fields?.[field]?.[0],
    forget: useCallback(() => setError(undefined), []),
  }
}
