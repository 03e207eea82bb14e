import type { PictureProps } from './picture'

export type { PictureProps }

export function Picture({ src, alt, className, cover, onError }: PictureProps) {
  return (
    <img
      className={className}
      src={src}
      alt={alt}
      loading='lazy'
      style={{ objectFit: cover ? 'cover' : 'fill' }}
      onError={onError}
    />
  )
}
