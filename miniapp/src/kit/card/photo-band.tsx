import { useState } from 'react'
import { View } from '@tarojs/components'
import { openPhotos } from '@/kit/base/open-photos'
import { Picture } from '@/kit/base/picture'
import { Tap } from '@/kit/base/tap'

interface BandPhoto {
  id: string
  url: string
}

/** The first photo across the page, and how many there are; a tap shows all of them. */
export function PhotoBand({ photos, of }: { photos: readonly BandPhoto[]; of: string }) {
  const [gone, setGone] = useState(false)
  const [first] = photos
  if (!first || gone) return null
  return (
    <Tap className='band' label={`看${of}的照片，${photos.length} 张`} onTap={() => openPhotos(photos, 0)}>
      <Picture className='band__image' src={first.url} alt={`${of}的照片`} cover onError={() => setGone(true)} />
      {photos.length > 1 && <View className='band__count nums'>{photos.length} 张</View>}
    </Tap>
  )
}
