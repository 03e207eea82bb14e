import { useEffect, useRef, useState } from 'react'
import { giveUpHold, holdPlaces, renewHold } from '@yike/shared/booking/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { ApiError, call } from '@/lib/api/api'
import { newKey } from '@/lib/api/use-action'

type Wish = InputOf<typeof holdPlaces>

/** Well within the five minutes of a hold, so that one renewal may fail. */
const RENEW_MS = 2 * 60_000

const quietly = (promise: Promise<unknown>) =>
  void promise.catch((cause: unknown) => {
    // A hold that cannot be renewed or given up lapses by itself; confirming then tries anew.
    if (!(cause instanceof ApiError)) throw cause
  })

/**
 * Keeps the places while the page is filled in: held anew when the wish changes, renewed while the page is open, given
 * up when it is left. Null as wish holds nothing. `refusal` is why the places cannot be had.
 */
export function useHold(wish: Wish | null) {
  const question = wish === null ? null : JSON.stringify(wish)
  const [held, setHeld] = useState<{ question: string; id?: string; refusal?: ApiError }>()
  const confirmed = useRef(false)

  useEffect(() => {
    if (question === null) return
    let id: string | undefined
    let isLeft = false
    const leave = () => {
      if (id && !confirmed.current) quietly(call(giveUpHold, { id }))
    }
    quietly(
      call(holdPlaces, JSON.parse(question) as Wish, { key: newKey() }).then(
        (booking) => {
          id = booking.id
          if (isLeft) leave()
          else setHeld({ question, id })
        },
        (cause: unknown) => {
          if (!(cause instanceof ApiError)) throw cause
          // What the line did is no answer: confirming asks again.
          if (!isLeft && cause.code !== 'OFFLINE' && cause.code !== 'TIMEOUT') setHeld({ question, refusal: cause })
        },
      ),
    )
    const renewing = setInterval(() => {
      if (id) quietly(call(renewHold, { id }))
    }, RENEW_MS)
    return () => {
      isLeft = true
      clearInterval(renewing)
      leave()
    }
  }, [question])

  const current = held?.question === question ? held : undefined
  return {
    id: current?.id,
    refusal: current?.refusal,
    /** From now on it is a booking, and stays when the page is left. */
    keep: () => {
      confirmed.current = true
    },
  }
}
