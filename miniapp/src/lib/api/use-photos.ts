import { useCallback, useEffect, useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTOS_PER_CASE, UNCLAIMED_HOURS } from '@yike/shared/files/rules'
import { choosePhotos } from '@/lib/phone/choose-photos'
import { shrinkPhoto } from '@/lib/phone/shrink-photo'
import { ApiError, upload, type CallErrorCode } from './api'
import { requireSignIn } from './session'

/** A photo on its way to a record. `id` once it has arrived; its file belongs to nobody until the record claims it. */
export interface SentPhoto {
  key: string
  url: string
  id?: string
  /** When it was taken or chosen, in milliseconds since 1970. */
  addedAt: number
  progress?: number
  failed?: boolean
  /** It can never be sent: trying again does not help. */
  refused?: boolean
}

const NEVER: readonly CallErrorCode[] = ['TOO_LARGE', 'UNSUPPORTED_TYPE', 'INVALID_INPUT']

/** A little before the server removes it, so that it still exists when the record comes. */
const MARGIN_HOURS = 1

/** Whether the server still has a photo that a draft remembers and no record has claimed yet. */
export const stillHeld = ({ addedAt }: SentPhoto) => Date.now() - addedAt < (UNCLAIMED_HOURS - MARGIN_HOURS) * 3_600_000

const shrink = (path: string) =>
  shrinkPhoto(path).catch((cause: unknown) => {
    throw new ApiError('UNSUPPORTED_TYPE', (cause as Error).message)
  })

const previewed = (photos: readonly SentPhoto[], index: number) =>
  void Taro.previewImage({ current: photos[index]?.url, urls: photos.map(({ url }) => url) })

/**
 * Photos being taken, chosen and sent. A photo that did not arrive stays and can be sent again. `kept` are those that a
 * draft remembers; `onKeep` gets the ones that have arrived, to remember them; `onChosen` the paths of new ones, unchanged.
 */
export function usePhotos(
  kept: readonly SentPhoto[] = [],
  onKeep?: (photos: SentPhoto[]) => void,
  onChosen?: (paths: readonly string[]) => void,
) {
  const [photos, setPhotos] = useState<SentPhoto[]>([...kept])
  const [refusal, setRefusal] = useState<string>()

  const heard = useRef(onKeep)
  heard.current = onKeep
  const told = useRef(onChosen)
  told.current = onChosen
  const remembered = useRef(photos)
  useEffect(() => {
    if (remembered.current === photos) return
    remembered.current = photos
    heard.current?.(photos.filter(({ id }) => id))
  }, [photos])

  const patch = useCallback(
    (key: string, part: Partial<SentPhoto>) =>
      setPhotos((before) => before.map((photo) => (photo.key === key ? { ...photo, ...part } : photo))),
    [],
  )

  const send = useCallback(
    async (key: string, path: string) => {
      patch(key, { failed: false, progress: 0 })
      try {
        const { id } = await upload(uploadPhoto, await shrink(path), (progress) => patch(key, { progress }))
        patch(key, { id, progress: undefined })
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
        setRefusal(cause.message)
        patch(key, { failed: true, refused: NEVER.includes(cause.code), progress: undefined })
      }
    },
    [patch],
  )

  const add = useCallback(async () => {
    if (!(await requireSignIn())) return
    setRefusal(undefined)
    const chosen = await choosePhotos(PHOTOS_PER_CASE - photos.length)
    told.current?.(chosen)
    const added = chosen.map((url, index) => ({
      key: `${Date.now()}-${index}`,
      url,
      addedAt: Date.now(),
    }))
    setPhotos((before) => [...before, ...added].slice(0, PHOTOS_PER_CASE))
    await Promise.all(added.map(({ key, url }) => send(key, url)))
  }, [photos.length, send])

  return {
    /** The data of the grid on the page. */
    grid: {
      photos,
      onOpen: useCallback((index: number) => previewed(photos, index), [photos]),
      onAdd: useCallback(() => void add(), [add]),
      onRemove: useCallback((key: string) => setPhotos((before) => before.filter((photo) => photo.key !== key)), []),
      onRetry: useCallback(
        (key: string) => {
          const photo = photos.find((one) => one.key === key)
          if (photo) void send(key, photo.url)
        },
        [photos, send],
      ),
    },
    /** The reason why the last one was refused. */
    refusal,
    ids: photos.flatMap(({ id }) => id ?? []),
    /** Some are still on their way, or did not arrive. */
    pending: photos.some(({ id }) => !id),
    sending: photos.some(({ progress }) => progress !== undefined),
    clear: useCallback(() => setPhotos([]), []),
  }
}
