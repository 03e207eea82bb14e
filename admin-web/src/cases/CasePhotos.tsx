import { showOriginalPhoto } from '@yike/shared/cases/photo-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import type { Photo } from '@yike/shared/files/schemas'
import { Button, Image } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { Photos } from '../kit/show/Photos'
import { useWrite } from '../lib/query'
import { RedactPhoto } from './RedactPhoto'

/** The photos of a case, each with the way to cover a face or a plate in it, and to its original. */
export function CasePhotos({ item, photos, label }: { item: StaffCase; photos: readonly Photo[]; label: string }) {
  const [covering, setCovering] = useState<Photo>()
  const [original, setOriginal] = useState<string>()
  const show = useWrite(showOriginalPhoto, ({ url }) => setOriginal(url))
  if (photos.length === 0) return null
  const can = item.photoCan
  return (
    <>
      <Photos photos={[...photos]} label={label} />
      {(can?.redact || can?.seeOriginal) && (
        <ul className='case-photos'>
          {photos.map((photo, index) => (
            <li key={photo.id} className='row'>
              <span className='note'>
                第 {index + 1} 张{photo.redacted && '，遮挡过'}
              </span>
              {can.redact && (
                <Button size='small' aria-label={`遮挡${label}第 ${index + 1} 张`} onClick={() => setCovering(photo)}>
                  遮挡人脸、车牌
                </Button>
              )}
              {can.seeOriginal && photo.redacted && (
                <Button
                  size='small'
                  aria-label={`看${label}第 ${index + 1} 张的原图`}
                  onClick={() => show.mutate({ id: item.id, photoId: photo.id })}
                >
                  看原图（会记下来）
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Refusal error={show.error} />
      {covering && (
        <RedactPhoto key={covering.id} caseId={item.id} photo={covering} onClose={() => setCovering(undefined)} />
      )}
      {original && (
        <Image
          src={original}
          alt={`${label}的原图`}
          className='unseen'
          preview={{ visible: true, onVisibleChange: (isOpen) => !isOpen && setOriginal(undefined) }}
        />
      )}
    </>
  )
}
