// The one place that draws a picture as WeChat does.
// eslint-disable-next-line no-restricted-syntax
import { Image } from '@tarojs/components'
import { pictureAddress } from './picture-address'

export interface PictureProps {
  src: string
  /** Its content, in words. */
  alt: string
  className?: string
  /** Fills its box and is cut at the sides; otherwise the whole picture is shown. */
  cover?: boolean
  onError?: () => void
}

/** The one way to show a picture: with words for people who do not see it. Thumbnails are WebP. */
export function Picture({ src, alt, className, cover, onError }: PictureProps) {
  return (
    <Image
      className={className}
      src={pictureAddress(src)}
      mode={cover ? 'aspectFill' : 'scaleToFill'}
      webp
      lazyLoad
      ariaLabel={alt}
      onError={onError}
    />
  )
}
