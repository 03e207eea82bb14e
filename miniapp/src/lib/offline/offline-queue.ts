import { useEffect, useRef } from 'react'
import Taro, { useDidShow } from '@tarojs/taro'
import type { Endpoint } from '@yike/shared/endpoint'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import { ApiError, call, upload, type CallErrorCode } from '@/lib/api/api'
import { watchConnection } from './connection'
import {
  createQueue,
  EMPTY_QUEUE,
  inputOf,
  type QueuedAction,
  type QueuedPhoto,
  type QueueState,
  type Outcome,
} from './queue'
import { getSession, useSession } from '@/lib/api/session-store'
import { forgetFile, openFile } from '@/lib/storage/stored-files'
import { createSealedStore } from '@/lib/storage/sealed-store'
import { forgetDraft, mergeDraft } from '@/lib/storage/use-draft'
import { newKey } from '@/lib/api/new-key'

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

const PHOTO_LOST = '照片不在这台手机上了，重新拍一张再办。'

/** The sentence of a field says more than the one of the whole form. */
const reasonOf = ({ message, details }: ApiError) => Object.values(details?.fields ?? {})[0]?.[0] ?? message

async function send(action: QueuedAction): Promise<Outcome> {
  const { route, key, photos } = action
  const input = inputOf(action, Date.now())
  try {
    const ids = photos?.length ? await sendPhotos(action, photos) : null
    const whole = ids ? { ...input, photoIds: [...((input.photoIds as string[] | undefined) ?? []), ...ids] } : input
    return { heard: true, answer: await call(route as Endpoint<Record<string, unknown>, unknown>, whole, { key }) }
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause
    if (PASSING.includes(cause.code)) return { heard: false, again: true }
    return { heard: false, again: false, code: cause.code, reason: reasonOf(cause) }
  }
}

/** Sends those that have not arrived, each noted as soon as it has. */
async function sendPhotos(action: QueuedAction, photos: readonly QueuedPhoto[]) {
  let sent = [...photos]
  for (const { file, id } of photos) {
    if (id) continue
    const path = await openFile(file)
    if (path === null) throw new ApiError('NOT_FOUND', PHOTO_LOST)
    const arrived = (await upload(uploadPhoto, path)).id
    sent = sent.map((photo) => (photo.file === file ? { file, id: arrived } : photo))
    await queue.replace({ ...action, photos: sent })
  }
  return sent.flatMap(({ id }) => id ?? [])
}

export type { QueuedAction, QueueState }

/** The key under which an older version of this app kept it, unsealed. */
const FORMER = 'later'
function takeFormer(): QueueState | null {
  const former = Taro.getStorageSync<QueueState | ''>(FORMER)
  if (former) Taro.removeStorageSync(FORMER)
  return former || null
}

const store = createSealedStore<QueueState>(EMPTY_QUEUE, 'queue', takeFormer)
const listeners = new Set<(action: QueuedAction) => void>()
const queue = createQueue({
  ready: store.ready,
  read: store.get,
  // Nothing to keep is kept nowhere.
  write: (state) => store.set(state.waiting.length + state.refused.length > 0 ? state : EMPTY_QUEUE),
  send,
  personId: () => getSession()?.personId ?? null,
  onHeard: (action) => {
    forgetPhotos(action)
    if (action.draft && !action.form) forgetDraft(action.personId, action.draft)
    listeners.forEach((listener) => listener(action))
  },
})
const forgetPhotos = ({ photos = [] }: QueuedAction) => photos.forEach(({ file }) => void forgetFile(file))

export type Enqueued = Pick<QueuedAction, 'about' | 'says' | 'photos' | 'draft' | 'form' | 'dated'>

/**
 * Queues an action that must not be lost where there is no signal: kept on the phone with its idempotency key first,
 * then sent, now or when the network is back. `about` is the id of its subject, `says` is its text in the queue. Returns
 * the end of the first try; with `shows` the caller shows a refusal that comes at once, and the queue does not.
 */
export async function enqueue<In extends Record<string, unknown>>(
  route: Endpoint<In, unknown>,
  input: In,
  { about, says, photos, draft, form, dated }: Enqueued,
  { shows = false }: { shows?: boolean } = {},
): Promise<Outcome> {
  const personId = getSession()?.personId
  if (personId === undefined) throw new ApiError('SIGN_IN_REQUIRED', '登录以后才能看、才能办。')
  const action = {
    key: newKey(),
    route: route as Endpoint<never, unknown>,
    input,
    about,
    says,
    photos,
    draft,
    form,
    dated,
    personId,
  }
  const outcome = await queue.add({ ...action, doneAt: Date.now() })
  if (shows && !outcome.heard && !outcome.again) await queue.forget(action.key)
  return outcome
}

/** Tries now. */
export const flushQueue = queue.flush
/** Takes back an action that was a mistake, or is no longer needed. */
export const withdrawQueued = queue.withdraw
/** The refusal was read. What was written is still in its draft, and so are its photos again. */
export async function dismissRefused(key: string) {
  const refused = store.get().refused.find((action) => action.key === key)
  if (refused?.draft) mergeDraft(refused.personId, refused.draft, { ...refused.form, photos: refused.photos ?? [] })
  else if (refused) forgetPhotos(refused)
  await queue.forget(key)
}

/** Names of the photos that still wait to be sent. */
export async function filesWaiting() {
  await store.ready()
  return new Set(store.get().waiting.flatMap(({ photos = [] }) => photos.map(({ file }) => file)))
}

/** Once, at launch: left-over actions are sent as soon as there is a network. */
export const watchOfflineQueue = () => watchConnection((isConnected) => void (isConnected && queue.flush()))

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
