import type { Endpoint } from '@yike/shared/endpoint'
import { toApiTime } from '@yike/shared/time/china'

/** A photo that goes with an action. */
export interface QueuedPhoto {
  /** Its name among the files kept on the phone. */
  file: string
  /** Once the API has it. */
  id?: string
}

/** An action on the phone that the API has not received yet. Plain data: it survives a closed app. */
export interface QueuedAction {
  /** Idempotency key: the same over all tries, so that an answer lost on the way makes nothing twice. */
  key: string
  route: Endpoint<never, unknown>
  input: Record<string, unknown>
  /** Sent before it; their ids are added to `photoIds` of the input. */
  photos?: QueuedPhoto[]
  /** The route takes the time of the tap, as `at`, where it is heard of later. */
  dated?: boolean
  /** Name of the draft that is done with once it was heard. */
  draft?: string
  /** The content of that draft, where its page begins the next one at once: a refusal brings it back. */
  form?: object
  /** Its subject, for the page to find it again: the id of a booking or of a case. */
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

/** An action that was sent at once needs no time of its own: the API knows the time, a phone's clock may be wrong. */
const AT_ONCE_MS = 60_000

/** The input to send now: with the time of the tap where that was a while ago. */
export const inputOf = ({ input, dated, doneAt }: QueuedAction, now: number): Record<string, unknown> =>
  dated && now - doneAt > AT_ONCE_MS ? { ...input, at: toApiTime(new Date(doneAt)) } : input

export const EMPTY_QUEUE: QueueState = { waiting: [], refused: [] }

/** The end of one try: heard; no way through now, try again later; or refused, with the reason as a sentence. */
export type Outcome =
  | { heard: true; answer: unknown }
  | { heard: false; again: true }
  | { heard: false; again: false; code: string; reason: string }

const LATER: Outcome = { heard: false, again: true }

export interface QueuePlatform {
  /** Once `read` says what was kept at the last start. */
  ready: () => Promise<void>
  read: () => QueueState
  /** Resolves when it lies on the phone. */
  write: (state: QueueState) => Promise<void>
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
export function createQueue({ ready, read, write, send, personId, onHeard }: QueuePlatform) {
  let sending: Promise<void> | null = null
  /** Of actions whose caller waits to hear it. */
  const outcomes = new Map<string, Outcome>()

  const nextOf = (owner: string) => read().waiting.find((action) => action.personId === owner)
  const isWaiting = (key: string) => read().waiting.some((action) => action.key === key)
  /** Reads anew: more may have been added while this one was on its way. */
  const remove = ({ key }: QueuedAction, refused?: RefusedAction) => {
    const state = read()
    return write({
      waiting: state.waiting.filter((action) => action.key !== key),
      refused: refused ? [...state.refused, refused] : state.refused,
    })
  }

  async function sendAll() {
    await ready()
    for (;;) {
      const owner = personId()
      const action = owner === null ? undefined : nextOf(owner)
      if (!action) return
      const outcome = await send(action)
      outcomes.set(action.key, outcome)
      if (outcome.heard) {
        await remove(action)
        onHeard?.(action)
      } else if (outcome.again) return
      else await remove(action, { ...action, reason: outcome.reason })
    }
  }

  /** Sends all actions that can be sent; a call meanwhile waits for the same. */
  const flush = () => (sending ??= sendAll().finally(() => (sending = null)))

  return {
    flush,
    /**
     * Puts it at the end of the queue, before anything is sent: a crash from here on loses nothing. Answers how the first
     * try ended; one that was not tried, because something before it waits, waits too.
     */
    async add(action: QueuedAction): Promise<Outcome> {
      await ready()
      const state = read()
      outcomes.set(action.key, LATER)
      await write({ ...state, waiting: [...state.waiting, action] })
      const before = sending
      await flush()
      // A round that was ending just then may not have seen it.
      if (before && isWaiting(action.key)) await flush()
      const outcome = outcomes.get(action.key) ?? LATER
      outcomes.delete(action.key)
      return outcome
    },
    /** Notes how far it has come: which of its photos are there. */
    replace(action: QueuedAction) {
      const state = read()
      return write({ ...state, waiting: state.waiting.map((one) => (one.key === action.key ? action : one)) })
    },
    /** Takes back an action that has not been sent. */
    withdraw(key: string) {
      const state = read()
      return write({ ...state, waiting: state.waiting.filter((action) => action.key !== key) })
    },
    /** The reason was read. */
    forget(key: string) {
      const state = read()
      return write({ ...state, refused: state.refused.filter((action) => action.key !== key) })
    },
  }
}
