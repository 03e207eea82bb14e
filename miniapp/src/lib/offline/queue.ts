import type { Endpoint } from '@yike/shared/endpoint'

/** An action on the phone that the API has not received yet. Plain data: it survives a closed app. */
export interface QueuedAction {
  /** Idempotency key: the same over all tries, so that an answer lost on the way makes nothing twice. */
  key: string
  route: Endpoint<never, unknown>
  input: Record<string, unknown>
  /** Its subject, for the page to find it again: the id of a booking. */
  about: string
  /** Its text for the reader of the queue: 「张桂兰 送到了」. */
  says: string
  /** The person who did it. Nobody else's session sends it. */
  personId: string
  /** When it was done, in milliseconds since 1970 by this phone's clock. */
  doneAt: number
}

/** An action that the API refused for good: shown until somebody has read it. */
export interface RefusedAction extends QueuedAction {
  reason: string
}

export interface QueueState {
  /** In the order in which they were done. */
  waiting: QueuedAction[]
  refused: RefusedAction[]
}

export const EMPTY_QUEUE: QueueState = { waiting: [], refused: [] }

/** The end of one try: heard; no way through now, try again later; or refused, with the reason as a sentence. */
export type Outcome = { heard: true } | { heard: false; again: true } | { heard: false; again: false; reason: string }

export interface QueuePlatform {
  read: () => QueueState
  write: (state: QueueState) => void
  send: (action: QueuedAction) => Promise<Outcome>
  /** The person of the present session; null when nobody is signed in. */
  personId: () => string | null
  /** Runs after every action the API has received. */
  onHeard?: (action: QueuedAction) => void
}

/**
 * Actions that wait for a network, sent one after another in the order in which they were done. An action leaves the
 * queue only once there is an answer to it; a refusal does not stop those behind it, a network failure does.
 */
export function createQueue({ read, write, send, personId, onHeard }: QueuePlatform) {
  let sending: Promise<void> | null = null

  const nextOf = (owner: string) => read().waiting.find((action) => action.personId === owner)
  /** Reads anew: more may have been added while this one was on its way. */
  const settle = ({ key }: QueuedAction, refused?: RefusedAction) => {
    const state = read()
    write({
      waiting: state.waiting.filter((action) => action.key !== key),
      refused: refused ? [...state.refused, refused] : state.refused,
    })
  }

  async function sendAll() {
    for (;;) {
      const owner = personId()
      const action = owner === null ? undefined : nextOf(owner)
      if (!action) return
      const outcome = await send(action)
      if (outcome.heard) {
        settle(action)
        onHeard?.(action)
      } else if (outcome.again) return
      else settle(action, { ...action, reason: outcome.reason })
    }
  }

  /** Sends all actions that can be sent; a call meanwhile waits for the same. */
  const flush = () => (sending ??= sendAll().finally(() => (sending = null)))

  return {
    flush,
    /** Puts it at the end of the queue, before anything is sent: a crash from here on loses nothing. */
    add(action: QueuedAction) {
      const state = read()
      write({ ...state, waiting: [...state.waiting, action] })
      return flush()
    },
    /** Takes back an action that has not been sent. */
    withdraw(key: string) {
      const state = read()
      write({ ...state, waiting: state.waiting.filter((action) => action.key !== key) })
    },
    /** The reason was read. */
    forget(key: string) {
      const state = read()
      write({ ...state, refused: state.refused.filter((action) => action.key !== key) })
    },
  }
}
