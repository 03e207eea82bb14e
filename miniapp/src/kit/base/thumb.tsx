import { useState } from 'react'
import { View } from '@tarojs/components'
import { Picture } from './picture'
import { classes } from './text'

/** A photo of the API beside words: its small version, and its content in words. */
export interface ThumbPhoto {
  thumbUrl: string
  alt: string
}

/** A small photo in a row. An address that has expired leaves the empty square, so that nothing moves. */
export function Thumb({ photo, round }: { photo: ThumbPhoto; round?: boolean }) {
  const [gone, setGone] = useState<string>()
  return (
    <View className={classes('thumb', round && 'thumb--round')}>
      {gone !== photo.thumbUrl && (
        <Picture
          className='thumb__image'
          src={photo.thumbUrl}
          alt={photo.alt}
          cover
          onError={() => setGone(photo.thumbUrl)}
        />
      )}
    </View>
  )
}

/** The photo as a row shows it; nothing where there is none. */
export const thumbOf = (photo: { thumbUrl: string } | null | undefined, alt: string): ThumbPhoto | undefined =>
  photo ? { thumbUrl: photo.thumbUrl, alt } : undefined
