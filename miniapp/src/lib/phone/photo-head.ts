import Taro from '@tarojs/taro'
import { PHOTO_HEAD_BYTES } from '@yike/shared/geo/photo-position'

/** The first bytes of a chosen photo. WeChat mostly leaves the place out of the photos that it hands over. */
export const photoHead = (filePath: string): Promise<ArrayBuffer | null> =>
  new Promise((resolve) => {
    const files = Taro.getFileSystemManager()
    files.getFileInfo({
      filePath,
      success: ({ size }) =>
        files.readFile({
          filePath,
          position: 0,
          length: Math.min(size, PHOTO_HEAD_BYTES),
          success: ({ data }) => resolve(typeof data === 'string' ? null : data),
          fail: () => resolve(null),
        }),
      fail: () => resolve(null),
    })
  })
