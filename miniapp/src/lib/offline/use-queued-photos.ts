import { useCallback, useEffect, useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import { PHOTOS_PER_CASE } from '@yike/shared/files/rules'
import { newKey } from '@/lib/api/new-key'
import { choosePhotos } from '@/lib/phone/choose-photos'
import { shrinkPhoto } from '@/lib/phone/shrink-photo'
import { forgetFile, keepFile, openFile } from '@/lib/storage/stored-files'
import type { QueuedPhoto } from './queue'

const NOT_KEPT = '这张照片没存下来，再拍一张'

/**
 * Photos of a step that may have to wait for a network: each is kept on the phone as soon as it is taken, and sent with the
 * step. `kept` are those that a draft remembers; `onKeep` hears all of them, to remember them; `onChosen` the paths of new
 * ones, unchanged.
 */
export function useQueuedPhotos(
  kept: readonly QueuedPhoto[],
  onKeep: (photos: QueuedPhoto[]) => void,
  onChosen?: (paths: readonly string[]) => void,
) {
  const [photos, setPhotos] = useState<(QueuedPhoto & { url: string })[]>([])
  const [refusal, setRefusal] = useState<string>()
  const heard = useRef(onKeep)
  heard.current = onKeep
  const told = useRef(onChosen)
  told.current = onChosen

  const atFirst = useRef(kept)
  useEffect(() => {
    if (atFirst.current.length === 0) return
    let over = false
    const open = async () => {
      const opened = await Promise.all(
        atFirst.current.map(async ({ file }) => ({ file, url: (await openFile(file)) ?? '' })),
      )
      if (!over) setPhotos((since) => [...opened.filter(({ url }) => url), ...since])
    }
    void open()
    return () => {
      over = true
    }
  }, [])

  const change = useCallback((next: (QueuedPhoto & { url: string })[]) => {
    setPhotos(next)
    heard.current(next.map(({ file }) => ({ file })))
  }, [])

  const add = useCallback(async () => {
    setRefusal(undefined)
    const chosen = await choosePhotos(PHOTOS_PER_CASE - photos.length)
    told.current?.(chosen)
    const added: (QueuedPhoto & { url: string })[] = []
    for (const path of chosen) {
      const small = await shrinkPhoto(path).catch((cause: unknown) => setRefusal((cause as Error).message))
      if (!small) continue
      const file = newKey()
      try {
        await keepFile(file, small)
        added.push({ file, url: (await openFile(file)) ?? small })
      } catch {
        setRefusal(NOT_KEPT)
      }
    }
    change([...photos, ...added].slice(0, PHOTOS_PER_CASE))
  }, [photos, change])

  return {
    /** The photos as the grid of the page draws them. */
    grid: {
      photos: photos.map(({ file, url }) => ({ key: file, url })),
      onOpen: (index: number) =>
        void Taro.previewImage({ current: photos[index]?.url, urls: photos.map(({ url }) => url) }),
      onAdd: () => void add(),
      onRemove: (file: string) => {
        void forgetFile(file)
        change(photos.filter((photo) => photo.file !== file))
      },
    },
    /** They go with the step now. */
    clear: () => change([]),
    /** Why the last one was not kept. */
    refusal,
    queued: photos.map(({ file }): QueuedPhoto => ({ file })),
  }
}
