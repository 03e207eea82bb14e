import { openPhotos } from '@/kit/base/open-photos'
import { PhotoGrid } from '@/kit/form/photo-grid'

export interface ShownPhoto {
  id: string
  url: string
  thumbUrl: string
}

/** Photos of a record, to look at; nothing where there are none. */
export function PhotoRow({ photos }: { photos: readonly ShownPhoto[] }) {
  if (photos.length === 0) return null
  return (
    <PhotoGrid
      photos={photos.map(({ id, thumbUrl }) => ({ key: id, url: thumbUrl }))}
      onOpen={(index) => openPhotos(photos, index)}
    />
  )
}
