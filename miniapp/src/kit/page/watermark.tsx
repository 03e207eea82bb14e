import { View } from '@tarojs/components'
import { watermarkTile } from './watermark-tile'
import './watermark.scss'

/**
 * Names the reader over the whole page, so that a picture of the screen says whose it was. It is a background alone: a tap
 * goes through it, and a screen reader finds nothing in it.
 */
export const Watermark = ({ words }: { words: string }) => (
  <View className='watermark' style={{ backgroundImage: `url("${watermarkTile(words)}")` }} />
)
