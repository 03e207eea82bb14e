import Taro from '@tarojs/taro'

/** Hands a text as a file of this name to a chat of the reader, such as 文件传输助手. */
export async function saveText(name: string, text: string): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  const files = Taro.getFileSystemManager()
  files.writeFileSync(filePath, text, 'utf8')
  try {
    await Taro.shareFileMessage({ filePath, fileName: name })
  } finally {
    // The file has everything about the reader: it does not stay on the phone.
    files.unlinkSync(filePath)
  }
}
