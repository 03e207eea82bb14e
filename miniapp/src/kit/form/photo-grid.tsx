import { useState } from 'react'
import { View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { Picture } from '@/kit/base/picture'
import { Tap } from '@/kit/base/tap'

export interface GridPhoto {
  key: string
  url: string
  /** Percent uploaded; left out once it is complete. */
  progress?: number
  failed?: boolean
  /** It can never be sent. */
  refused?: boolean
}

/** A browser forgets a chosen picture when the page is loaded anew; the uploaded one still exists. */
function Thumb({ url, alt }: { url: string; alt: string }) {
  const [gone, setGone] = useState(false)
  if (gone)
    return (
      <View className='photos__image photos__image--gone'>
        <Icon name='camera' />
        <View>已传好</View>
      </View>
    )
  return <Picture className='photos__image' src={url} alt={alt} cover onError={() => setGone(true)} />
}

/** Photos four a row. With `onAdd` they can be added and taken away. */
export function PhotoGrid({
  photos,
  max = 9,
  onOpen,
  onAdd,
  onRemove,
  onRetry,
}: {
  photos: readonly GridPhoto[]
  max?: number
  onOpen: (index: number) => void
  onAdd?: () => void
  onRemove?: (key: string) => void
  onRetry?: (key: string) => void
}) {
  return (
    <View className='photos'>
      {photos.map(({ key, url, progress, failed, refused }, index) => (
        <View key={key} className='photos__i'>
          <Tap className='photos__open' label={`看第 ${index + 1} 张照片`} onTap={() => onOpen(index)}>
            <Thumb url={url} alt={`第 ${index + 1} 张照片`} />
          </Tap>
          {refused ? (
            <View className='photos__state'>传不了，换一张</View>
          ) : failed ? (
            <Tap className='photos__state' onTap={() => onRetry?.(key)}>
              没传上，点一下再传
            </Tap>
          ) : (
            progress !== undefined && <View className='photos__state nums'>{progress}%</View>
          )}
          {onRemove && (
            <Tap className='photos__x' label={`去掉第 ${index + 1} 张照片`} onTap={() => onRemove(key)}>
              <Icon name='close' className='photos__xi' />
            </Tap>
          )}
        </View>
      ))}
      {onAdd && photos.length < max && (
        <Tap className='photos__i photos__i--add' onTap={onAdd}>
          <Icon name='camera' />
          <View>加照片</View>
        </Tap>
      )}
    </View>
  )
}
