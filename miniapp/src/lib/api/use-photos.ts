import { useCallback, useState } from 'react'
import Taro from '@tarojs/taro'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTOS_PER_CASE } from '@yike/shared/files/rules'
import { choosePhotos } from '@/lib/phone/choose-photos'
import { shrinkPhoto } from '@/lib/phone/shrink-photo'
import { ApiError, upload, type CallErrorCode } from './api'
import { requireSignIn } from './session'

/** A photo on its way to a record. `id` once it has arrived; its file belongs to nobody until the record claims it. */
export interface SentPhoto {
  key: string
  url: string
  id?: string
  progress?: number
  failed?: boolean
  /** It can never be sent: trying again does not help. */
  refused?: boolean
}

const NEVER: readonly CallErrorCode[] = ['TOO_LARGE', 'UNSUPPORTED_TYPE', 'INVALID_INPUT']

const shrink = (path: string) =>
  shrinkPhoto(path).catch((cause: unknown) => {
    throw new ApiError('UNSUPPORTED_TYPE', (cause as Error).message)
  })

const previewed = (photos: readonly SentPhoto[], index: number) =>
  void Taro.previewImage({ current: photos[index]?.url, urls: photos.map(({ url }) => url) })

/** Photos being taken, chosen and sent. A photo that did not arrive stays and can be sent again. */
export function usePhotos() {
  const [photos, setPhotos] = useState<SentPhoto[]>([])
  const [refusal, setRefusal] = useState<string>()

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
    const added = chosen.map((url, index) => ({
      key: `${Date.now()}-${index}`,
      url,
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
  }
}
