import Taro from '@tarojs/taro'

/** The paths of up to `most` photos taken or chosen now; none when the person gave up. */
export async function choosePhotos(most: number): Promise<string[]> {
  const chosen = await Taro.chooseMedia({ count: most, mediaType: ['image'], sizeType: ['compressed'] }).catch(
    () => null,
  )
  return chosen?.tempFiles.map(({ tempFilePath }) => tempFilePath) ?? []
}
