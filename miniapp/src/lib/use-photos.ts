import { useCallback, useState } from 'react'
import Taro from '@tarojs/taro'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTOS_PER_CASE } from '@yike/shared/files/rules'
import { ApiError, upload } from './api'
import { requireSignIn } from './session'

/** A photo on its way to a record. `id` once it has arrived; its file belongs to nobody until the record claims it. */
export interface SentPhoto {
  key: string
  url: string
  id?: string
  progress?: number
  failed?: boolean
}

const previewed = (photos: readonly SentPhoto[], index: number) =>
  void Taro.previewImage({ current: photos[index]?.url, urls: photos.map(({ url }) => url) })

/**
 * Photos being taken, chosen and sent. One that did not arrive stays and can be sent again. `kept` are those that a
 * draft remembers; `onKeep` hears the ones that have arrived, to remember them.
 */
export function usePhotos(kept: readonly SentPhoto[] = [], onKeep?: (photos: SentPhoto[]) => void) {
  const [photos, setPhotos] = useState<SentPhoto[]>([...kept])
  const [refusal, setRefusal] = useState<string>()

  const change = useCallback(
    (next: (before: SentPhoto[]) => SentPhoto[]) =>
      setPhotos((before) => {
        const after = next(before)
        onKeep?.(after.filter(({ id }) => id))
        return after
      }),
    [onKeep],
  )
  const patch = useCallback(
    (key: string, part: Partial<SentPhoto>) =>
      change((before) => before.map((photo) => (photo.key === key ? { ...photo, ...part } : photo))),
    [change],
  )

  const send = useCallback(
    async (key: string, path: string) => {
      patch(key, { failed: false, progress: 0 })
      try {
        const { id } = await upload(uploadPhoto, path, (progress) => patch(key, { progress }))
        patch(key, { id, progress: undefined })
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
        setRefusal(cause.message)
        patch(key, { failed: true, progress: undefined })
      }
    },
    [patch],
  )

  const add = useCallback(async () => {
    if (!(await requireSignIn())) return
    setRefusal(undefined)
    const chosen = await Taro.chooseMedia({
      count: PHOTOS_PER_CASE - photos.length,
      mediaType: ['image'],
      sizeType: ['compressed'],
    }).catch(() => null)
    const added = (chosen?.tempFiles ?? []).map(({ tempFilePath }, index) => ({
      key: `${Date.now()}-${index}`,
      url: tempFilePath,
    }))
    change((before) => [...before, ...added].slice(0, PHOTOS_PER_CASE))
    await Promise.all(added.map(({ key, url }) => send(key, url)))
  }, [photos.length, change, send])

  return {
    photos,
    /** Why the last one was refused. */
    refusal,
    ids: photos.flatMap(({ id }) => id ?? []),
    /** Some are still on their way, or did not arrive. */
    pending: photos.some(({ id }) => !id),
    add,
    remove: useCallback((key: string) => change((before) => before.filter((photo) => photo.key !== key)), [change]),
    retry: useCallback(
      (key: string) => {
        const photo = photos.find((one) => one.key === key)
        if (photo) void send(key, photo.url)
      },
      [photos, send],
    ),
    open: useCallback((index: number) => previewed(photos, index), [photos]),
    clear: useCallback(() => change(() => []), [change]),
  }
}
