import { useEffect, useRef, useState } from 'react'
import { giveUpHold, holdPlaces, renewHold } from '@yike/shared/booking/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { ApiError, call } from '@/lib/api/api'
import { newKey } from '@/lib/api/new-key'
import { holdKeeper } from './hold-keeper'

type Wish = InputOf<typeof holdPlaces>

/** Well within the five minutes of a hold, so that one renewal may fail. */
const RENEW_MS = 2 * 60_000

/** A hold that cannot be renewed or given up lapses by itself; confirming then tries anew. */
const quietly = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (cause: unknown) => {
      if (!(cause instanceof ApiError)) throw cause
    },
  )

/** A network failure is no refusal: confirming asks again. */
function refusalOf(cause: unknown) {
  if (cause === undefined) return undefined
  if (!(cause instanceof ApiError)) throw cause
  return cause.code === 'OFFLINE' || cause.code === 'TIMEOUT' ? undefined : cause
}

/**
 * Keeps the places while the page is filled in: held anew when the wish changes, renewed while the page is open, given
 * up when it is left. A null wish holds nothing. `refusal` is the reason why there are no places.
 */
export function useHold(wish: Wish | null) {
  const question = wish === null ? null : JSON.stringify(wish)
  const [state, setState] = useState<{ wish: string; id?: string; refusal?: unknown }>()
  const keeper = useRef<ReturnType<typeof holdKeeper>>()
  keeper.current ??= holdKeeper({
    hold: async (asked) => (await call(holdPlaces, JSON.parse(asked) as Wish, { key: newKey() })).id,
    giveUp: (id) => quietly(call(giveUpHold, { id })),
    onChange: setState,
  })

  useEffect(() => void keeper.current?.want(question), [question])
  useEffect(() => {
    const renewing = setInterval(() => {
      const id = keeper.current?.heldId()
      if (id) void quietly(call(renewHold, { id }))
    }, RENEW_MS)
    return () => {
      clearInterval(renewing)
      void keeper.current?.want(null)
    }
  }, [])

  const current = state?.wish === question ? state : undefined
  return {
    id: current?.id,
    refusal: refusalOf(current?.refusal),
    /** The hold of this id is a booking now, and stays when the page is left. */
    keep: (id: string) => keeper.current?.keep(id),
  }
}
