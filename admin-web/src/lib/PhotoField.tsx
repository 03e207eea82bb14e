import { uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTOS_PER_CASE } from '@yike/shared/files/rules'
import type { Photo } from '@yike/shared/files/schemas'
import { useState } from 'react'
import { Icon } from '../kit/show/Icon'
import { Refusal } from '../kit/form/Refusal'
import { upload, type ApiError } from './api'

interface Props {
  id?: string
  value?: Photo[]
  onChange?: (photos: Photo[]) => void
  max?: number
}

/** Photos are uploaded as they are chosen; the form sends their ids. */
export function PhotoField({ id, value = [], onChange, max = PHOTOS_PER_CASE }: Props) {
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)

  const add = async (files: File[]) => {
    setBusy(true)
    setError(null)
    const photos = [...value]
    try {
      for (const file of files.slice(0, max - value.length)) photos.push(await upload(uploadPhoto, file))
    } catch (cause) {
      setError(cause as ApiError)
    }
    setBusy(false)
    onChange?.(photos)
  }

  return (
    <>
      <div className='photos'>
        {value.map((photo, index) => (
          <div key={photo.id} className='photos__i'>
            <img src={photo.thumbUrl} alt={`第 ${index + 1} 张照片`} />
            <button
              type='button'
              className='photos__x'
              aria-label={`去掉第 ${index + 1} 张照片`}
              onClick={() => onChange?.(value.filter(({ id: other }) => other !== photo.id))}
            >
              <Icon name='close' size={14} />
            </button>
          </div>
        ))}
        {value.length < max && (
          <label className='photos__i photos__add'>
            <Icon name='camera' />
            {isBusy ? '正在传…' : '加照片'}
            <input
              id={id}
              type='file'
              className='unseen'
              multiple={max > 1}
              accept='image/jpeg,image/png,image/webp'
              disabled={isBusy}
              onChange={(event) => {
                void add([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </label>
        )}
      </div>
      <Refusal error={error} />
    </>
  )
}
