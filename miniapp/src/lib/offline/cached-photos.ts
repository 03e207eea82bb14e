import { useEffect, useState } from 'react'
import { forgetFile, keepFile, keptFiles, openFile } from '@/lib/storage/stored-files'

const PREFIX = 'seen-'

interface Photo {
  id: string
  url: string
  thumbUrl: string
}

/** Keeps the small photos of a record on the phone. One that does not come now is asked for again with its record. */
export async function keepPhotos(photos: readonly Photo[]) {
  const kept = await keptFiles()
  for (const { id, thumbUrl } of photos)
    if (!kept.includes(PREFIX + id)) await keepFile(PREFIX + id, thumbUrl).catch(() => undefined)
}

/**
 * The small photos of a record, which stay on the phone with it. While they are fresh they are shown from the API and kept;
 * shown again without a network (`cached`) they come from the phone.
 */
export function useCachedPhotos<P extends Photo>(photos: readonly P[], cached: boolean): readonly P[] {
  const [local, setLocal] = useState<Record<string, string>>({})
  const ids = photos.map(({ id }) => id).join()
  useEffect(() => {
    let over = false
    const look = async () => {
      if (!cached) return keepPhotos(photos)
      for (const { id } of photos) {
        const path = await openFile(PREFIX + id)
        if (path && !over) setLocal((before) => ({ ...before, [id]: path }))
      }
    }
    void look()
    return () => {
      over = true
    }
    // The photos are their ids; their addresses are signed anew with every answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ids, cached])
  return photos.map((photo) => {
    const path = cached ? local[photo.id] : undefined
    return path ? { ...photo, url: path, thumbUrl: path } : photo
  })
}

export async function forgetCachedPhotos() {
  for (const name of await keptFiles()) if (name.startsWith(PREFIX)) await forgetFile(name)
}
