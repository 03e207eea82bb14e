import { useEffect, useRef } from 'react'
import Taro, { useDidShow } from '@tarojs/taro'
import type { Endpoint } from '@yike/shared/endpoint'
import { ApiError, call, type CallErrorCode } from '@/lib/api/api'
import { createQueue, EMPTY_QUEUE, type QueuedAction, type QueueState, type Outcome } from './queue'
import { getSession, useSession } from '@/lib/api/session-store'
import { createStore } from '@/lib/storage/store'
import { newKey } from '@/lib/api/use-action'

/** The same thing may go through a moment later; anything else is an answer. */
const PASSING: readonly CallErrorCode[] = [
  'OFFLINE',
  'TIMEOUT',
  'INTERNAL',
  'NOT_READY',
  'TOO_MANY_REQUESTS',
  'SIGN_IN_REQUIRED',
  'SESSION_ENDED',
]

async function send({ route, input, key }: QueuedAction): Promise<Outcome> {
  try {
    await call(route as Endpoint<Record<string, unknown>, unknown>, input, { key })
    return { heard: true }
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    if (PASSING.includes(cause.code)) return { heard: false, again: true }
    return { heard: false, again: false, reason: cause.message }
  }
}

export type { QueuedAction, QueueState }

const store = createStore<QueueState>(EMPTY_QUEUE, 'later')
const listeners = new Set<(action: QueuedAction) => void>()
const queue = createQueue({
  read: store.get,
  write: store.set,
  send,
  personId: () => getSession()?.personId ?? null,
  onHeard: (action) => listeners.forEach((listener) => listener(action)),
})

/**
 * Queues an action that must not be lost where there is no signal: kept on the phone with its idempotency key first,
 * then sent, now or when the network is back. `about` is the id of its subject, `says` is its text in the queue.
 */
export function enqueue<In extends Record<string, unknown>>(
  route: Endpoint<In, unknown>,
  input: In,
  { about, says }: Pick<QueuedAction, 'about' | 'says'>,
) {
  const personId = getSession()?.personId
  if (personId === undefined) throw new ApiError('SIGN_IN_REQUIRED', '登录以后才能看、才能办。')
  const action = { key: newKey(), route: route as Endpoint<never, unknown>, input, about, says, personId }
  return queue.add({ ...action, doneAt: Date.now() })
}

/** Tries now. */
export const flushQueue = queue.flush
/** Takes back an action that was a mistake, or is no longer needed. */
export const withdrawQueued = queue.withdraw
/** The refusal was read. */
export const dismissRefused = queue.forget

/** Once, at launch: left-over actions are sent as soon as there is a network. */
export function watchOfflineQueue() {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) void queue.flush()
  })
  void queue.flush()
}

/** A weak signal raises no event when it gets better. */
const RETRY_MS = 20_000

/**
 * The actions of the signed-in person that wait or were refused. Tries again when the page is shown and every 20
 * seconds while something waits. `onHeard` runs whenever the API has received something.
 */
export function useOfflineQueue({ onHeard }: { onHeard?: (action: QueuedAction) => void } = {}): QueueState {
  const personId = useSession()?.personId
  const { waiting, refused } = store.use()
  const heard = useRef(onHeard)
  heard.current = onHeard

  useEffect(() => {
    const listener = (action: QueuedAction) => heard.current?.(action)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
  const hasWaiting = waiting.some((action) => action.personId === personId)
  useEffect(() => {
    if (!hasWaiting) return
    const timer = setInterval(() => void queue.flush(), RETRY_MS)
    return () => clearInterval(timer)
  }, [hasWaiting])
  useDidShow(() => void queue.flush())

  const mine = (action: QueuedAction) => action.personId === personId
  return { waiting: waiting.filter(mine), refused: refused.filter(mine) }
}
