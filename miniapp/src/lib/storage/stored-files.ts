import Taro from '@tarojs/taro'

const PREFIX = 'kept-'
const files = () => Taro.getFileSystemManager()
const folder = () => Taro.env.USER_DATA_PATH ?? ''
const pathOf = (name: string) => `${folder()}/${PREFIX}${name}`

/**
 * Keeps a file on the phone under this name until it is forgotten: a photo just taken, whose own path WeChat gives up when
 * the app closes, or one of the API's, by its address. In a browser see stored-files.h5.ts.
 */
export async function keepFile(name: string, source: string): Promise<void> {
  const temporary = /^https?:\/\/(?!tmp\/)/.test(source)
    ? (await Taro.downloadFile({ url: source })).tempFilePath
    : source
  await new Promise<void>((resolve, reject) =>
    files().saveFile({ tempFilePath: temporary, filePath: pathOf(name), success: () => resolve(), fail: reject }),
  )
}

/** A path to show or to send; null when the phone let go of the file. */
export const openFile = (name: string): Promise<string | null> =>
  new Promise((resolve) =>
    files().access({ path: pathOf(name), success: () => resolve(pathOf(name)), fail: () => resolve(null) }),
  )

export const forgetFile = (name: string): Promise<void> =>
  new Promise((resolve) => files().unlink({ filePath: pathOf(name), complete: () => resolve() }))

export const keptFiles = (): Promise<string[]> =>
  new Promise((resolve) =>
    files().readdir({
      dirPath: folder(),
      success: ({ files: names }) =>
        resolve(names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))),
      fail: () => resolve([]),
    }),
  )
