import { useRef, useState } from 'react'
import { bookSitting } from '@yike/shared/booking/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { ApiError, call } from '@/lib/api/api'
import { requireSignIn } from '@/lib/api/session'
import { newKey } from '@/lib/api/new-key'

export type Order = InputOf<typeof bookSitting>

/** The result of one day. */
export type Outcome =
  | { how: 'booked' | 'waiting'; bookingId: string }
  | { how: 'refused'; reason: string }
  /** Still on its way, or not begun. */
  | { how: 'going' }

/**
 * Orders several meals, each a booking of its own by the ordinary endpoint. Its idempotency key follows from the plan
 * and the sitting: a second try of the same plan makes nothing twice, whatever the network did in between.
 */
export function useWeekOrder(onDone: () => void) {
  const [orders, setOrders] = useState<Order[]>([])
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({})
  const [busy, setBusy] = useState(false)
  const plan = useRef(newKey())

  const send = async (wanted: readonly Order[]) => {
    if (busy || wanted.length === 0 || !(await requireSignIn())) return
    setBusy(true)
    for (const order of wanted) {
      const report = (outcome: Outcome) => setOutcomes((before) => ({ ...before, [order.sittingId]: outcome }))
      report({ how: 'going' })
      try {
        const booked = await call(bookSitting, order, { key: `${plan.current}-${order.sittingId}` })
        report({ how: booked.state.code === 'waiting' ? 'waiting' : 'booked', bookingId: booked.id })
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
        report({ how: 'refused', reason: cause.message })
      }
    }
    setBusy(false)
    onDone()
  }

  return {
    orders,
    outcomes,
    busy,
    start: (wanted: Order[]) => {
      plan.current = newKey()
      setOutcomes({})
      setOrders(wanted)
      return send(wanted)
    },
    /** Only those that did not go through. */
    retry: () => send(orders.filter(({ sittingId }) => outcomes[sittingId]?.how === 'refused')),
    forget: () => {
      setOrders([])
      setOutcomes({})
    },
  }
}
