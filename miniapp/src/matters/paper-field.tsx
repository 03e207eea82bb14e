import { useEffect, useRef } from 'react'
import { FieldFrame } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { usePhotos } from '@/lib/api/use-photos'

/** The photos of one paper, and whether some are still on their way. */
export interface PaperSent {
  photoIds: string[]
  pending: boolean
}

/** A paper to bring; a photo of it lets the office look before anybody comes. */
export function PaperField({
  name,
  note,
  onChange,
}: {
  name: string
  note: string
  onChange: (sent: PaperSent) => void
}) {
  const photos = usePhotos()
  const heard = useRef(onChange)
  heard.current = onChange
  const [ids, pending] = [photos.ids.join(), photos.pending]
  useEffect(() => heard.current({ photoIds: ids ? ids.split(',') : [], pending }), [ids, pending])
  return (
    <FieldFrame
      label={name}
      optional={photos.ids.length > 0 ? '先看照片，领的时候带上原件' : '不拍就到窗口带着'}
      help={note || undefined}
      problem={photos.refusal}
    >
      <PhotoGrid {...photos.grid} max={5} />
    </FieldFrame>
  )
}
