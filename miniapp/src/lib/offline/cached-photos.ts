import { useEffect, useState } from 'react'
import { forgetFile, keepFile, keptFiles, openFile } from '@/lib/storage/stored-files'

const PREFIX = 'seen-'

interface Photo {
  id: string
  url: string
  thumbUrl: string
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
      const kept = await keptFiles()
      for (const { id, thumbUrl } of photos) {
        const name = PREFIX + id
        if (!cached && !kept.includes(name)) await keepFile(name, thumbUrl).catch(() => undefined)
        const path = cached ? await openFile(name) : null
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
