import Taro from '@tarojs/taro'
import { pictureAddress } from './picture-address'

/** Shows photos in their full size, beginning with one of them. */
export function openPhotos(photos: readonly { url: string }[], index: number) {
  const urls = photos.map(({ url }) => pictureAddress(url))
  void Taro.previewImage({ current: urls[index], urls })
}
